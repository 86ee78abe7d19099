// A recording that was killed and went on, and one that was never disturbed: foreign players play both, out of the library.
import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { launch } from '../web/browser.mjs';
import { Room, fileIn, options, outcomeOf, prove, report, sleep } from './chaos.mjs';

const run = promisify(execFile);
const { kills } = options({ kills: 3 });

/** Runs in the page: plays a second from each of some places, last to first. */
async function playAround(url) {
    const video = Object.assign(document.createElement('video'), { muted: true, preload: 'auto', src: url });
    document.body.append(video);
    const event = (name) => new Promise((resolve, reject) => {
        video.addEventListener(name, resolve, { once: true });
        video.addEventListener('error', () => reject(new Error(video.error.message)), { once: true });
    });
    await event('loadedmetadata');
    const places = [];
    for (const part of [0.9, 0.5, 0.1, 0.7, 0]) {
        const place = video.duration * part;
        const seeked = event('seeked');
        video.currentTime = place;
        await seeked;
        await video.play();
        while (video.currentTime < Math.min(place + 0.5, video.duration - 0.1)) {
            await new Promise((done) => { setTimeout(done, 20); });
        }
        video.pause();
        places.push(video.currentTime - place);
    }
    return { duration: video.duration, width: video.videoWidth, places };
}

const room = await Room.open();
const browser = await launch();
try {
    for (const times of [0, kills]) {
        const out = fileIn(room.folder, `out${times}`);
        for (let kill = 0; kill < times; ++kill) {
            const recorder = room.record(out);
            await recorder.line(/^Recording\.|goes on/);
            await sleep(2500);
            await recorder.stop('SIGKILL');
        }
        const recorder = room.record(out);
        await recorder.line(/^Recording\.|goes on/);
        await sleep(4000);
        await recorder.stop('SIGINT');
        const outcome = await outcomeOf(recorder);
        const proof = await prove(outcome.file);
        const { stdout } = await run('gst-discoverer-1.0', ['-v', outcome.file]);
        const [, hours, minutes, seconds] = stdout.match(/Duration: (\d+):(\d+):([\d.]+)/);
        assert.ok(Math.abs(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) - proof.seconds) < 0.1, 'GStreamer knows the length');
        assert.match(stdout, /H\.264/);
        assert.match(stdout, /AAC/);
        const page = await browser.newPage();
        // The page and the file must be of one origin.
        await page.goto(new URL('/', outcome.library).href);
        const played = await page.evaluate(playAround, outcome.library);
        assert.ok(Math.abs(played.duration - proof.seconds) < 0.1, `Chromium says ${played.duration} s, ffprobe ${proof.seconds} s`);
        assert.equal(played.width, 1920);
        await page.close();
        report('players', { kills: times, seconds: proof.seconds, pictures: proof.pictures, seeks: played.places.length });
    }
} finally {
    await browser.close();
    await room.close();
}
