// The alternative without a recorder: Chromium shows the nine streams on a screen, and ffmpeg records the screen.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { distinctPictures } from './marks.mjs';
import { cpuBetween, cpuOfChildren, execute, exists, sleep } from './processes.mjs';

const FLAGS = [
    '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--autoplay-policy=no-user-gesture-required', '--mute-audio', '--kiosk', '--window-position=0,0', '--window-size=1920,1080',
];
/** Recording time before the measurement starts, s. */
const SETTLING = 1.5;
/** How often the streams are concatenated: a loop of the player at a film's end must not be measured. */
const ROUNDS = 12;
const PAGE = `<!doctype html><meta charset="utf-8"><title>Nine streams</title>
<style>
html, body { margin: 0; height: 100%; overflow: hidden; background: #14171c; }
body { display: grid; grid-template: repeat(3, 1fr) / repeat(3, 1fr); gap: 12px; padding: 12px; box-sizing: border-box; }
video { width: 100%; height: 100%; min-height: 0; object-fit: cover; border-radius: 12px; }
</style>
`;

/** Writes the streams in a form that Chromium reads, and the page with all of them. */
async function writePage(folder, streams) {
    const videos = [];
    for (const [i, stream] of streams.entries()) {
        const file = join(folder, `stream-${i + 1}.webm`);
        await execute('ffmpeg', ['-v', 'error', '-nostdin', '-y', '-stream_loop', String(ROUNDS - 1), '-i', stream, '-c', 'copy', '-an', file]);
        videos.push(`<video src="${pathToFileURL(file)}" autoplay muted loop></video>`);
    }
    const page = join(folder, 'page.html');
    await writeFile(page, PAGE + videos.join('\n'));
    return pathToFileURL(page).href;
}

/** A screen used by nobody else. */
async function openScreen() {
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'],
        { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    const number = await Promise.race([once(server.stdio[3], 'data'), once(server, 'exit').then(() => null)]);
    if (number === null) {
        throw new Error('Xvfb does not start');
    }
    return { server, display: `:${String(number[0]).trim()}` };
}

async function showPage(folder, page, display) {
    const { chromium } = await import('../web/node_modules/playwright-core/index.mjs');
    const browser = await chromium.launchPersistentContext(join(folder, 'profile'), {
        executablePath: process.env.PROSCENIUM_CHROMIUM ?? '/usr/bin/chromium',
        headless: false, viewport: null, args: [...FLAGS, `--app=${page}`], env: { ...process.env, DISPLAY: display },
    });
    const shown = browser.pages()[0] ?? await browser.waitForEvent('page');
    await shown.waitForFunction(() => {
        const videos = [...document.querySelectorAll('video')];
        return videos.length > 0 && videos.every((video) => video.currentTime > 1);
    }, null, { timeout: 60000 });
    const tiles = await shown.evaluate(() => [...document.querySelectorAll('video')].map((video) => {
        const { x, y, width, height } = video.getBoundingClientRect();
        return { x, y, width, height };
    }));
    return { browser, tiles, size: await shown.evaluate(() => [innerWidth, innerHeight]) };
}

async function recordScreen(display, seconds, file) {
    const grabber = spawn('ffmpeg', ['-v', 'error', '-y', '-f', 'x11grab', '-draw_mouse', '0', '-framerate', '30', '-video_size', '1920x1080',
        '-i', display, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '22', '-pix_fmt', 'yuv420p', file],
    { stdio: ['ignore', 'ignore', 'inherit'] });
    const ended = once(grabber, 'exit');
    await sleep(SETTLING * 1000);
    const begin = performance.now();
    const before = await cpuOfChildren(process.pid);
    await sleep(seconds * 1000);
    const used = cpuBetween(before, await cpuOfChildren(process.pid));
    const cores = used / ((performance.now() - begin) / 1000);
    grabber.kill('SIGINT');
    await ended;
    return cores;
}

/** `streams`: files of nine participants with `marks`. CPU of browser, screen and ffmpeg together, and how many distinct frames they produced. */
export async function measureScreenRecorder(work, streams, marks, seconds) {
    for (const program of ['Xvfb', process.env.PROSCENIUM_CHROMIUM ?? 'chromium']) {
        if (!await exists(program)) {
            return { error: `${program} is missing` };
        }
    }
    const folder = join(work, 'screen');
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const page = await writePage(folder, streams);
    const { server, display } = await openScreen();
    let shown;
    try {
        shown = await showPage(folder, page, display);
        const file = join(folder, 'screen.mp4');
        const cores = await recordScreen(display, seconds, file);
        const distinct = await distinctPictures(file, { tiles: shown.tiles, marks, from: SETTLING, seconds });
        return { cores, seconds, size: shown.size, distinct };
    } catch (error) {
        return { error: error.message.split('\n')[0] };
    } finally {
        await shown?.browser.close();
        server.kill();
    }
}
