// A participant in a real Chromium, whose camera and microphone deliver known video and a known tone.
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from '../web/node_modules/playwright-core/index.mjs';

export const CHROMIUM = process.env.PROSCENIUM_CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--use-fake-device-for-media-stream=fps=30',
    '--autoplay-policy=no-user-gesture-required',
];

/**
 * Runs in each page: the browser's noise suppressor takes a steady tone for noise and removes it, in each run a different part. Other constraints of the page
 * are kept.
 */
function keepSoundAsItIs() {
    const devices = navigator.mediaDevices;
    const open = devices?.getUserMedia.bind(devices);
    const raw = { noiseSuppression: false, autoGainControl: false, echoCancellation: false };
    const sound = (audio) => (audio ? { ...(audio === true ? {} : audio), ...raw } : audio);
    if (open) {
        devices.getUserMedia = (wanted) => open({ ...wanted, audio: sound(wanted.audio) });
    }
}

/** Records the page's requests and their results, for the message when it does not load. */
function noteTraffic(page) {
    const lines = [];
    page.on('request', (request) => lines.push(`asked: ${request.url().split('#')[0]}`));
    page.on('response', (response) => lines.push(`${response.status()}: ${response.url().split('#')[0]}`));
    page.on('requestfailed', (request) => lines.push(`failed: ${request.url().split('#')[0]}: ${request.failure()?.errorText}`));
    return lines;
}

export class Participant {
    /**
     * `browser`, `context`: more options of the browser and its context; `prepare(context)` runs before the page is loaded. `sharesSound`: a shared tab is heard,
     * too.
     */
    static async open({ link, name, camera, tone, sharedTitle, sharesSound = false, browser: options = {}, ...more }) {
        const browser = await chromium.launch({
            executablePath: CHROMIUM,
            headless: true,
            ignoreDefaultArgs: sharesSound ? ['--mute-audio'] : [],
            ...options,
            args: [...FLAGS, `--use-file-for-fake-video-capture=${camera}`, `--use-file-for-fake-audio-capture=${tone}`,
                ...(sharedTitle ? [`--auto-select-tab-capture-source-by-title=${sharedTitle}`] : [])],
        });
        try {
            return await Participant.join(browser, link, name, more);
        } catch (error) {
            // A browser left running keeps the test from ending.
            await browser.close();
            throw error;
        }
    }

    static async join(browser, link, name, { context: options = {}, prepare = () => {} } = {}) {
        // Not --use-fake-ui-for-media-stream: it would also fake a shared tab.
        // A service that hosts a room has a certificate of its own, about which browsers warn.
        const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1000, height: 700 },
            permissions: ['camera', 'microphone'], ignoreHTTPSErrors: true, ...options });
        await context.addInitScript(keepSoundAsItIs);
        await prepare(context);
        const page = await context.newPage();
        const faults = [];
        page.on('pageerror', (error) => faults.push(String(error)));
        const traffic = noteTraffic(page);
        try {
            await page.goto(link);
            await page.fill('#join-name', name);
            await page.click('#join-button');
            await page.waitForSelector('#room');
        } catch (error) {
            const shown = await Promise.race([page.evaluate(() => document.body.innerText).catch(String), sleep(5000, 'no answer')]);
            throw new Error(`${error.message}\nThe page shows: ${shown}\nErrors: ${faults.join('; ')}\nRequests:\n${traffic.join('\n')}`);
        }
        return new Participant(browser, context, page, faults, name);
    }

    constructor(browser, context, page, faults, name) {
        Object.assign(this, { browser, context, page, faults, name });
    }

    /** Records each text that a notice shows, with its time, to check wording and order later. */
    async watchNotices() {
        await this.page.evaluate(() => {
            window.seenNotices = [];
            const note = (id) => {
                const node = document.getElementById(id);
                const shown = node && node.checkVisibility() ? node.innerText.trim() : '';
                const last = window.seenNotices.filter((entry) => entry.id === id).at(-1)?.text ?? '';
                if (shown !== last) {
                    window.seenNotices.push({ id, text: shown, at: Date.now() });
                }
            };
            const look = () => ['notice-starting', 'notice-recording', 'toast-recording-ended'].forEach(note);
            new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
            look();
        });
    }

    notices() {
        return this.page.evaluate(() => window.seenNotices.filter((entry) => entry.text));
    }

    async close() {
        await this.browser.close();
    }
}
