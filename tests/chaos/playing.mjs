// What foreign players report about a finished file.
import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs in the page: plays a second from each of several positions, last to first. */
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

/** GStreamer finds both tracks and a duration of `seconds`, to a tenth. */
export async function discover(file, seconds) {
    const { stdout } = await run('gst-discoverer-1.0', ['-v', file]);
    const [, hours, minutes, rest] = stdout.match(/Duration: (\d+):(\d+):([\d.]+)/);
    assert.ok(Math.abs(Number(hours) * 3600 + Number(minutes) * 60 + Number(rest) - seconds) < 0.1, 'GStreamer knows the length');
    assert.match(stdout, /H\.264/);
    assert.match(stdout, /AAC/);
}

/** Chromium plays `url` around some seeks; `origin` is a page of the same origin. Returns its findings. */
export async function playInChromium(browser, origin, url, seconds) {
    const page = await browser.newPage();
    await page.goto(origin);
    const played = await page.evaluate(playAround, url);
    await page.close();
    assert.ok(Math.abs(played.duration - seconds) < 0.1, `Chromium says ${played.duration} s, ffprobe ${seconds} s`);
    return played;
}
