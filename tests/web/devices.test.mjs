// The page for people without a camera, who denied access, or on an insecure origin; phones; other languages.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { joinRoom, launch, openPage, picture } from './browser.mjs';
import { FakeRoom, participant } from './fake_room.mjs';

const WITHOUT = 'You can join without camera and microphone.';
const textOf = async (page, selector) =>
    (await (await page.waitForSelector(selector, { state: 'visible' })).innerText()).trim();

async function problems(page) {
    await page.waitForSelector('#join-problems p');
    // Camera and microphone are requested one after the other; the messages are complete once both have failed.
    await page.waitForFunction(() => document.querySelectorAll('#join-camera[data-tone=off], #join-microphone[data-tone=off]').length === 2);
    return page.locator('#join-problems p').allInnerTexts();
}

async function withRoom(browser, options, run) {
    const room = await new FakeRoom(options.room).listen();
    const page = await openPage(browser, options.page);
    try {
        await run(room, page);
        assert.deepEqual(page.faults, []);
        assert.deepEqual(room.faults, []);
    } finally {
        await page.context().close();
        await room.close();
    }
}

function refusing() {
    return (which) => {
        navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('a test', which); };
    };
}

describe('a page without devices', { timeout: 300000 }, () => {
    let browser;
    before(async () => { browser = await launch({ devices: false, flags: ['--host-resolver-rules=MAP room.test 127.0.0.1'] }); });
    after(() => browser.close());

    test('join_worksWithout_whenThereAreNoDevices', () => withRoom(browser, {}, async (room, page) => {
        await page.goto(room.link());
        assert.deepEqual(await problems(page), [
            'No camera was found. Connect one, or join without it.',
            'No microphone was found. Connect one, or join without it.',
            WITHOUT,
        ]);
        await picture(page, 'no-devices');
        await page.fill('#join-name', 'Ada');
        await page.click('#join-button');
        const media = await room.wait('setMedia');
        assert.deepEqual([media.camera, media.microphone], [false, false]);
        await page.waitForSelector('#room');
        assert.equal(room.count('setStage'), 0, 'who only watches is not on stage');
        assert.equal(room.count('publish'), 0);
        await page.click('#button-camera');
        assert.equal(await textOf(page, '#toast-camera .toast-text'), 'No camera was found. Connect one, or join without it.');
    }));

    test('join_saysWhatToDo_whenPermissionWasRefused', () => withRoom(browser, {}, async (room, page) => {
        await page.addInitScript(refusing(), 'NotAllowedError');
        await page.goto(room.link());
        const [camera, microphone, without] = await problems(page);
        assert.match(camera, /^This page may not use the camera\. Allow it in the address bar/);
        assert.match(microphone, /^This page may not use the microphone\./);
        assert.equal(without, WITHOUT);
        assert.equal(await page.isEnabled('#join-button'), true);
    }));

    test('join_saysWhatToDo_whenTheDeviceIsTaken', () => withRoom(browser, {}, async (room, page) => {
        await page.addInitScript(refusing(), 'NotReadableError');
        await page.goto(room.link());
        assert.match((await problems(page))[0], /^The camera cannot be opened\. Close other programs/);
    }));

    test('join_saysWhy_whenThePageIsNotSecure', () => withRoom(browser, {}, async (room, page) => {
        await page.goto(room.link().replace('127.0.0.1', 'room.test'));
        assert.equal(await page.evaluate(() => window.isSecureContext), false);
        const lines = await problems(page);
        assert.equal(lines.length, 2, 'said once, not for each device');
        assert.match(lines[0], /secure pages.*https:\/\//);
        await page.fill('#join-name', 'Ada');
        await page.click('#join-button');
        await page.waitForSelector('#room');
        assert.equal(await page.isVisible('#button-screen'), false, 'sharing is not offered where there is none');
    }));

    test('connecting_saysSo_whenTheServiceIsAway', () => withRoom(browser, {}, async (room, page) => {
        await page.routeWebSocket('**/api/room', (socket) => socket.close());
        await page.goto(room.link());
        await page.fill('#join-name', 'Ada');
        await page.click('#join-button');
        await page.waitForFunction(() => document.querySelector('#join-fault').textContent !== '');
        assert.equal(await textOf(page, '#join-fault'), 'Can’t reach the room. Trying again …');
    }));
});

describe('a page on small screens and in other languages', { timeout: 300000 }, () => {
    const PHONE = {
        viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2,
        userAgent: 'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36',
    };
    const people = ['Grace Hopper', 'Alan Turing', 'Emmy Noether'].map((name, index) =>
        participant(`p${index}`, { name, stageOrder: index + 1, microphone: index !== 1 }));
    let browser;
    before(async () => { browser = await launch(); });
    after(() => browser.close());

    const overflow = (page) => page.evaluate(() => ({
        page: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        cut: [...document.querySelectorAll('button, .status')].filter((node) => {
            const { left, right, width } = node.getBoundingClientRect();
            return width > 0 && (left < -1 || right > window.innerWidth + 1);
        }).map((node) => node.id),
    }));

    test('phone_isDeclared_andMayNotRecord', () => withRoom(browser, { room: { role: 'host' }, page: PHONE }, async (room, page) => {
        room.state.participants = people;
        await page.goto(room.link());
        await page.waitForFunction(() => document.querySelector('.preview-video').readyState >= 2);
        await picture(page, 'phone-join');
        assert.equal(await page.locator('#join-app').count(), 0, 'there is no app for a phone');
        assert.deepEqual(await overflow(page), { page: 0, cut: [] });
        await page.fill('#join-name', 'Ada Lovelace');
        await page.click('#join-button');
        assert.equal((await room.wait('join')).formFactor, 'phone');
        room.tellRecording('recording', { elapsed: 65000, notConfirmed: 1, startedBy: 'p0' });
        await page.waitForSelector('#button-stop[aria-disabled=true]');
        await page.click('#button-stop', { force: true });
        assert.equal(await textOf(page, '#toast-recording .toast-text'), 'Recording can be started and stopped from a computer.');
        assert.equal(await page.isVisible('#question-stop'), false);
        await picture(page, 'phone-room');
        assert.deepEqual(await overflow(page), { page: 0, cut: [] });
        await page.click('#toast-recording button');
        room.me({ consent: 'asked' });
        room.tell();
        await page.waitForSelector('#notice-recording');
        await picture(page, 'phone-confirm');
        assert.deepEqual(await overflow(page), { page: 0, cut: [] });
    }));

    test('hebrew_runsFromRightToLeft', () => withRoom(browser, { room: { role: 'moderator' }, page: { locale: 'he-IL' } }, async (room, page) => {
        room.state.participants = people;
        room.state.room = { ...room.state.room, title: 'אלגברה', locked: true };
        await page.goto(room.link());
        assert.equal(await page.getAttribute('html', 'dir'), 'rtl');
        assert.equal(await textOf(page, 'h1'), 'הצטרפות למפגש');
        await picture(page, 'hebrew-join');
        await page.fill('#join-name', 'דנה כהן');
        await page.click('#join-button');
        await page.waitForSelector('#room');
        room.me({ consent: 'notNeeded' });
        room.tellRecording('recording', { elapsed: 65000, notConfirmed: 1 });
        await page.waitForSelector('#recording-indicator:visible');
        const left = await page.locator('#recording-indicator').boundingBox();
        const door = await page.locator('#button-leave').boundingBox();
        assert.ok(left.x > door.x, 'mirrored as a whole');
        await picture(page, 'hebrew-room');
        await page.click('#button-leave');
        await picture(page, 'hebrew-leave');
    }));

    test('german_isSpoken_whenTheBrowserAsksForIt', () => withRoom(browser, { page: { locale: 'de-AT' } }, async (room, page) => {
        await joinRoom(page, room.link());
        room.me({ consent: 'asked' });
        room.tellRecording('recording');
        assert.equal(await textOf(page, '#notice-recording h2'), 'Diese Sitzung wird aufgezeichnet.');
        assert.equal(await page.getAttribute('html', 'lang'), 'de');
        await picture(page, 'german-confirm');
    }));
});
