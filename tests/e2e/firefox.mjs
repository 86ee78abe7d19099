// A participant in a real Firefox, whose fake camera changes its colour and whose fake microphone delivers a tone.
import puppeteer from '../web/node_modules/puppeteer-core/lib/esm/puppeteer/puppeteer-core.js';

export const FIREFOX = process.env.PROSCENIUM_FIREFOX ?? '/usr/bin/firefox-esr';
export const HERTZ = 1000;
/** Longer than anything takes on a busy computer. */
const PATIENCE_MS = 60000;
const VIEWPORT = { width: 1280, height: 760 };
const PREFERENCES = {
    'media.navigator.streams.fake': true,
    'media.navigator.audio.fake_frequency': HERTZ,
    // Permissions as a person gives them: without, Firefox hides its addresses, and finds none in a network without a default route.
    'permissions.default.camera': 1,
    'permissions.default.microphone': 1,
    // Shares the screen without asking which one.
    'media.navigator.permission.disabled': true,
    'media.autoplay.default': 0,
};
/** What Firefox reports beside errors of the page. */
const NO_FAULT = /WebRTC: |WebSocket|can’t establish a connection/;

/** Runs in each page: keeps its connections, to look at what they send. */
function keepConnections() {
    window.connections = [];
    const Real = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Real {
        constructor(...settings) {
            super(...settings);
            window.connections.push(this);
        }
    };
}

/** Runs in each page: a browser that says it is this one. */
function pretend(agent) {
    Object.defineProperty(navigator, 'userAgent', { get: () => agent });
}

export class Firefox {
    /** On an X display: without one there is no screen to share. */
    static async launch(display) {
        const browser = await puppeteer.launch({
            browser: 'firefox', executablePath: FIREFOX, headless: false, timeout: PATIENCE_MS, extraPrefsFirefox: PREFERENCES,
            env: { ...process.env, DISPLAY: display, MOZ_ENABLE_WAYLAND: '0' },
        });
        return new Firefox(browser);
    }

    constructor(browser) {
        this.browser = browser;
    }

    /** Opens `link` up to the question for a name. Errors go to `page.faults`. `agent`: another browser's name. */
    async open(link, { agent = '', viewport = VIEWPORT } = {}) {
        const page = await this.browser.newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        page.faults = [];
        page.on('pageerror', (error) => !NO_FAULT.test(String(error)) && page.faults.push(String(error)));
        page.on('console', (said) => said.type() === 'error' && !NO_FAULT.test(said.text()) && page.faults.push(said.text()));
        await page.setViewport(viewport);
        await page.evaluateOnNewDocument(keepConnections);
        if (agent) {
            await page.evaluateOnNewDocument(pretend, agent);
        }
        await page.goto(link);
        await page.waitForSelector('#join-name');
        return page;
    }

    async join(link, name, options) {
        const page = await this.open(link, options);
        // The page remembers the name that was entered last.
        await page.$eval('#join-name', (field) => { field.value = ''; });
        await page.type('#join-name', name);
        await page.click('#join-button');
        await page.waitForSelector('#room');
        return page;
    }

    close() {
        return this.browser.close();
    }
}

/** The statistics of the page's video of one type, "outbound-rtp" or "inbound-rtp": [{codec, ...}]. */
function videoStats(page, type) {
    return page.evaluate(async (wanted) => {
        const open = window.connections.filter(({ connectionState }) => connectionState === 'connected');
        const reports = await Promise.all(open.map((connection) => connection.getStats()));
        return reports.flatMap((report) => [...report.values()].filter((one) => one.type === wanted && one.kind === 'video')
            .map((one) => ({ ...one, codec: report.get(one.codecId)?.mimeType })));
    }, type);
}

/** The codecs of the layers in which the page sends its camera. */
export async function codecsSent(page) {
    return (await videoStats(page, 'outbound-rtp')).filter(({ packetsSent }) => packetsSent > 0).map(({ codec }) => codec);
}

/** How many pictures of others the page has decoded. (Firefox counts none in getVideoPlaybackQuality().) */
export async function picturesDecoded(page) {
    return (await videoStats(page, 'inbound-rtp')).reduce((sum, { framesDecoded }) => sum + framesDecoded, 0);
}
