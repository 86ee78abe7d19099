// Plays a recording in real Chromium: node play_in_chromium.mjs FILE. Prints, as JSON, the number of distinct frames, the errors in the moving bar of
// tests/media/moving_bar.h, and other errors.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { launch } from '../../web/browser.mjs';

const file = process.argv[2];
const size = statSync(file).size;

const server = createServer((request, response) => {
    if (request.url !== '/file.mp4') {
        response.setHeader('Content-Type', 'text/html');
        response.end('<!doctype html><video muted preload="auto"></video>');
        return;
    }
    const [, from, to] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? 'bytes=0-');
    const start = Number(from);
    const end = to ? Number(to) : size - 1;
    response.writeHead(206, {
        'Content-Type': 'video/mp4', 'Accept-Ranges': 'bytes', 'Content-Length': end - start + 1,
        'Content-Range': `bytes ${start}-${end}/${size}`,
    });
    createReadStream(file, { start, end }).pipe(response);
});

/** Runs in the page. The bar of frame n begins at 3n % 144 of 160 parts of the width. */
async function watch() {
    const video = document.querySelector('video');
    const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 8 });
    const paint = canvas.getContext('2d', { willReadFrequently: true });
    // On a busy machine the element shows a later frame by the time this is called; a VideoFrame has its own timestamp.
    const look = () => {
        const frame = new VideoFrame(video);
        const time = frame.timestamp / 1e6;
        paint.drawImage(frame, 0, 0, 160, 8);
        frame.close();
        const { data } = paint.getImageData(0, 4, 160, 1);
        const bright = [];
        for (let x = 0; x < 160; x += 1) {
            if (data[x * 4] > 140) {
                bright.push(x);
            }
        }
        const wanted = (Math.round(time * 30) * 3) % 144;
        return { time, wrong: bright.length === 0 || Math.abs(bright[0] - wanted) > 2 };
    };
    const ended = (name) => new Promise((resolve, reject) => {
        video.addEventListener(name, resolve, { once: true });
        video.addEventListener('error', () => reject(new Error(video.error.message)), { once: true });
    });
    const result = { pictures: 0, wrong: 0, seeks: 0, wrongSeeks: 0, dropped: 0, corrupted: 0, duration: 0 };
    const times = new Set();
    const each = () => {
        const { time, wrong } = look();
        if (!times.has(time)) {
            times.add(time);
            result.wrong += wrong ? 1 : 0;
        }
        video.requestVideoFrameCallback(each);
    };
    video.src = '/file.mp4';
    await ended('canplay');
    result.duration = video.duration;
    video.requestVideoFrameCallback(each);
    // Every frame is decoded and counted; at 60 a second the page can still see each.
    video.playbackRate = 2;
    const over = ended('ended');
    await video.play();
    await over;
    result.pictures = times.size;
    const quality = video.getVideoPlaybackQuality();
    result.total = quality.totalVideoFrames;
    result.dropped = quality.droppedVideoFrames;
    result.corrupted = quality.corruptedVideoFrames;
    // Seeks back and forth across every switch of encoders.
    for (const part of [0.05, 0.95, 0.5, 0.1, 0.7, 0.3, 0.9, 0.02]) {
        const time = (Math.floor(video.duration * 30 * part) + 0.5) / 30;
        const done = ended('seeked');
        video.currentTime = time;
        await done;
        result.seeks += 1;
        const shown = look();
        // A third of a second may be missing where an encoder broke.
        result.wrongSeeks += shown.wrong || shown.time > time || time - shown.time > 0.4 ? 1 : 0;
    }
    return result;
}

await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const browser = await launch({ devices: false });
try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    console.log(JSON.stringify(await page.evaluate(watch)));
} finally {
    await browser.close();
    server.close();
}
