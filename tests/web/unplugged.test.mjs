// Devices that are taken out, connected, or muted by the system while the page uses them.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { joinRoom, launch, openPage, picture } from './browser.mjs';
import { FakeRoom } from './fake_room.mjs';

/** Runs in the page: notes the open tracks, and lets the test take devices out. */
function loosePlugs() {
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia.bind(devices);
    const list = devices.enumerateDevices.bind(devices);
    const kindOf = { audioinput: 'audio', videoinput: 'video' };
    window.opened = { audio: [], video: [] };
    window.out = { audio: [], video: [] };
    const isIn = ({ kind, deviceId }) => !(window.out[kindOf[kind]] ?? []).some((out) => out === deviceId || out === 'all');
    devices.enumerateDevices = async () => (await list()).filter(isIn);
    devices.getUserMedia = async (wanted) => {
        const kind = wanted.audio ? 'audio' : 'video';
        const [first] = (await devices.enumerateDevices()).filter((one) => kindOf[one.kind] === kind);
        const id = wanted[kind].deviceId?.exact ?? first?.deviceId;
        if (!first || window.out[kind].includes(id)) {
            throw new DOMException('a test', 'NotFoundError');
        }
        const stream = await open({ [kind]: { ...wanted[kind], deviceId: { exact: id } } });
        window.opened[kind].push(stream.getTracks()[0]);
        return stream;
    };
    window.changed = () => devices.dispatchEvent(new Event('devicechange'));
    window.takeOut = (kind, { isTold = true, all = false } = {}) => {
        const track = window.opened[kind].at(-1);
        window.out[kind].push(all ? 'all' : track.getSettings().deviceId);
        if (isTold) {
            track.stop();
            track.dispatchEvent(new Event('ended'));
        }
        window.changed();
    };
    window.systemMutes = (kind, muted) => {
        const track = window.opened[kind].at(-1);
        Object.defineProperty(track, 'muted', { value: muted, configurable: true });
        track.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
    };
}

describe('devices that come and go', { timeout: 120000 }, () => {
    let browser;
    let room;
    let page;
    before(async () => { browser = await launch({ flags: ['--use-fake-device-for-media-stream=device-count=2'] }); });
    after(() => browser.close());
    beforeEach(async () => {
        room = await new FakeRoom().listen();
        page = await openPage(browser);
        await page.addInitScript(loosePlugs);
    });
    afterEach(async () => {
        await page.context().close();
        await room.close();
        assert.deepEqual(page.faults, []);
        assert.deepEqual(room.faults, []);
    });

    const join = async () => {
        await joinRoom(page, room.link());
        await room.wait('setMedia', ({ camera, microphone }) => camera && microphone);
    };
    const label = (kind) => page.evaluate((which) => window.opened[which].at(-1).label, kind);
    const isSaid = (kind, text) => page.waitForFunction(
        ([which, words]) => document.querySelector(`#toast-${which} .toast-text`)?.innerText === words, [kind, text]);
    /** The last of what the room was told. */
    const told = (camera, microphone) => room.wait('setMedia', (message) => message === room.received.findLast(({ type }) => type === 'setMedia')
        && message.camera === camera && message.microphone === microphone);
    const opened = (kind, count) => page.waitForFunction(([which, n]) => window.opened[which].length === n, [kind, count]);

    for (const [kind, button, name] of [['audio', 'microphone', 'Microphone'], ['video', 'camera', 'Camera']]) {
        test(`next_${button}_isTakenAndNamed_whenTheFirstIsTakenOut`, async () => {
            await join();
            const first = await label(kind);
            await page.evaluate((which) => window.takeOut(which), kind);
            await opened(kind, 2);
            assert.notEqual(await label(kind), first);
            await isSaid(button, `${name} disconnected. Now using ${await label(kind)}.`);
            await told(true, true);
            await page.waitForSelector(`#button-${button}[aria-pressed=true]`);
            assert.equal(await page.evaluate((which) => window.opened[which].at(-1).enabled, kind), true);
        });
    }

    test('microphone_isAskedFor_whenTheLastIsTakenOut_andUsedWhenOneIsConnected', async () => {
        await join();
        await page.evaluate(() => window.takeOut('audio', { all: true }));
        await isSaid('microphone', 'Microphone disconnected. Connect one to be heard again.');
        await told(true, false);
        await page.waitForSelector('#button-microphone[aria-pressed=false]');
        await page.evaluate(() => { window.out.audio = []; window.changed(); });
        await opened('audio', 2);
        await isSaid('microphone', `Now using ${await label('audio')}.`);
        await told(true, true);
    });

    test('microphone_staysOff_whenOneIsConnectedThatNobodyWaitsFor', async () => {
        await join();
        await page.click('#button-microphone');
        await told(true, false);
        await page.evaluate(() => window.takeOut('audio', { all: true }));
        await page.evaluate(() => { window.out.audio = []; window.changed(); });
        await page.click('#button-camera');
        await told(false, false);
        assert.equal(await page.evaluate(() => window.opened.audio.length), 1);
        assert.equal(await page.isVisible('#toast-microphone'), false);
        await page.click('#button-microphone');
        await told(false, true);
    });

    test('microphone_isReplaced_whenTheBrowserOnlyListsItNoLonger', async () => {
        await join();
        await page.evaluate(() => window.takeOut('audio', { isTold: false }));
        await opened('audio', 2);
        assert.equal(await page.evaluate(() => window.opened.audio[0].readyState), 'ended');
        await told(true, true);
    });

    test('mute_ofTheSystem_isSaidAndTold_andEndsWithIt', async () => {
        await join();
        await page.evaluate(() => window.systemMutes('audio', true));
        const sentence = 'Your microphone was muted by the headset, a call or the system, so nobody hears you.';
        await isSaid('microphone', sentence);
        await told(true, false);
        await page.waitForSelector('#button-microphone[aria-pressed=false]');
        await picture(page, 'muted-by-system');
        // Who wants to switch it on learns again why it is off.
        await page.click('#toast-microphone button');
        await page.click('#button-microphone');
        await isSaid('microphone', sentence);
        await page.evaluate(() => window.systemMutes('audio', false));
        await told(true, true);
        await page.waitForSelector('#button-microphone[aria-pressed=true]');
        assert.equal(await page.isVisible('#toast-microphone'), false);
        await page.evaluate(() => window.systemMutes('video', true));
        await isSaid('camera', 'Your camera was paused by the system, so nobody sees you.');
        await told(false, true);
        assert.equal(await page.evaluate(() => window.opened.audio.length), 1, 'nothing was opened anew');
    });

    test('joinScreen_saysIt_too', async () => {
        await page.goto(room.link());
        await page.waitForSelector('#join-microphone[aria-pressed=true]');
        await page.waitForSelector('#join-camera[aria-pressed=true]');
        await page.evaluate(() => window.takeOut('audio'));
        await opened('audio', 2);
        await page.waitForFunction((text) => document.querySelector('#join-problems').innerText.trim() === text,
            `Microphone disconnected. Now using ${await label('audio')}.`);
        await page.evaluate(() => window.takeOut('video', { all: true }));
        await page.waitForFunction(() => document.querySelector('#join-problems').innerText.includes('Camera disconnected. Connect one to be seen again.'));
    });
});
