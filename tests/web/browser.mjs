// Starts a real Chromium for the page's tests.
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const FLAGS = [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
];
const FAKE_DEVICES = [
    '--use-fake-device-for-media-stream=fps=30', '--use-fake-ui-for-media-stream', '--auto-select-desktop-capture-source=Entire screen',
];
/** Where a test run saves its screenshots for inspection. */
export const PICTURES = process.env.PROSCENIUM_WEB_PICTURES ?? join(tmpdir(), 'proscenium-web-pictures');

/** A nonexistent sound server: without a name Chromium's library starts one, whose monitor sometimes passes for a microphone. */
const NO_SOUND_SERVER = 'unix:/nonexistent/pulse';

/** devices: false means neither camera nor microphone. Audio plays only after a click unless `flags` say otherwise. */
export async function launch({ devices = true, flags = [] } = {}) {
    await mkdir(PICTURES, { recursive: true });
    return chromium.launch({
        executablePath: process.env.PROSCENIUM_CHROMIUM ?? '/usr/bin/chromium',
        headless: true,
        env: devices ? process.env : { ...process.env, PULSE_SERVER: NO_SOUND_SERVER },
        args: [...FLAGS, ...(devices ? FAKE_DEVICES : []), ...flags],
    });
}

/** Opens a page that logs every error and every violation of the content policy in `page.faults`. */
export async function openPage(browser, { locale = 'en-US', viewport = { width: 1280, height: 760 }, ...more } = {}) {
    const context = await browser.newContext({ locale, viewport, ...more });
    const page = await context.newPage();
    page.faults = [];
    page.on('pageerror', (error) => page.faults.push(String(error)));
    page.on('console', (message) => {
        const text = message.text();
        // A connection cut by the test is not an error of the page.
        if (message.type() === 'error' && !/WebSocket|ERR_CONNECTION/.test(text)) {
            page.faults.push(text);
        }
    });
    return page;
}

export function picture(page, name) {
    return page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

/** Enters a name and joins; returns once the room is shown. */
export async function joinRoom(page, link, name = 'Ada Lovelace') {
    await page.goto(link);
    await page.fill('#join-name', name);
    await page.click('#join-button');
    await page.waitForSelector('#room');
}
