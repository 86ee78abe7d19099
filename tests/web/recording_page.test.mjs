// The page while a recording is paused or in trouble, and the movement of its tiles.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { joinRoom, launch, openPage, picture } from './browser.mjs';
import { FakeRoom, participant } from './fake_room.mjs';

const visible = (page, selector) => page.waitForSelector(selector, { state: 'visible' });
const gone = (page, selector) => page.waitForSelector(selector, { state: 'hidden' });
const textOf = async (page, selector) => (await (await visible(page, selector)).innerText()).trim();
const menu = async (page) => {
    await page.click('#button-more');
    const labels = await page.locator('.menu-item').allInnerTexts();
    await page.keyboard.press('Escape');
    return labels;
};

describe('the page and a recording', { timeout: 300000 }, () => {
    let browser;
    let room;
    let page;

    async function enter({ role = 'participant', ...more } = {}) {
        room = await new FakeRoom({ role }).listen();
        page = await openPage(browser, more);
    }

    before(async () => { browser = await launch(); });
    after(() => browser.close());
    afterEach(async () => {
        await page.context().close();
        await room.close();
        assert.deepEqual(page.faults, []);
        assert.deepEqual(room.faults, []);
    });

    describe('of a participant', () => {
        beforeEach(() => enter());

        test('pause_isShownToEveryone_withoutRed', async () => {
            await joinRoom(page, room.link());
            room.me({ consent: 'confirmed' });
            room.tellRecording('recording', { elapsed: 5000 });
            assert.equal(await textOf(page, '#recording-indicator'), 'Recording');
            const dot = () => page.locator('#recording-indicator .record-dot').evaluate((node) => getComputedStyle(node).backgroundColor);
            assert.equal(await dot(), 'rgb(239, 68, 68)');
            room.tellRecording('paused');
            await page.waitForFunction(() => document.querySelector('#recording-indicator').innerText.trim() === 'Recording paused');
            assert.equal(await dot(), 'rgba(0, 0, 0, 0)');
            assert.equal(await page.isVisible('#recording-elapsed'), false, 'the time is for moderators');
            assert.deepEqual(await menu(page), ['Participants', 'Chat', 'Settings']);
            await picture(page, 'paused');
            room.tellRecording('recording');
            await page.waitForFunction(() => document.querySelector('#recording-indicator').innerText.trim() === 'Recording');
            assert.equal(await dot(), 'rgb(239, 68, 68)');
        });

        test('notice_isShownToWhoComesWhilePaused_andStaysWhenItGoesOn', async () => {
            room.state.participants = [participant('me', { consent: 'asked', stageOrder: 9 })];
            room.state.recording = { ...room.state.recording, phase: 'paused', recording: 'r1', epoch: 1, elapsed: 5000 };
            await joinRoom(page, room.link());
            assert.equal(await textOf(page, '#notice-recording h2'), 'This session is being recorded.');
            const shown = await page.$('#notice-recording');
            room.tellRecording('recording');
            await page.waitForFunction(() => document.querySelector('.record-words').textContent === 'Recording');
            assert.equal(await shown.isVisible(), true, 'the same notice');
            await page.click('#notice-recording [data-choice=confirm]');
            await room.wait('confirmRecording');
        });

        test('troubles_areNotForParticipants', async () => {
            await joinRoom(page, room.link());
            room.me({ consent: 'confirmed' });
            room.tellRecording('recording', { overloaded: true, silent: true, elapsed: 86000000 });
            await visible(page, '#recording-indicator');
            assert.equal(await page.locator('#recording-lines p:visible').count(), 0);
        });
    });

    describe('of a moderator', () => {
        beforeEach(() => enter({ role: 'moderator' }));

        test('pauseAndResume_areInTheMenu_andTheTimerStands', async () => {
            await joinRoom(page, room.link());
            room.me({ consent: 'notNeeded' });
            room.tellRecording('recording', { elapsed: 60000 });
            await visible(page, '#button-stop');
            assert.deepEqual(await menu(page), ['Stop recording', 'Mark this moment', 'Pause recording', 'Lock room', 'Participants', 'Chat', 'Settings']);
            await page.click('#button-more');
            await picture(page, 'menu-pause');
            await page.click('#menu-pause');
            const pause = await room.wait('pauseRecording');
            assert.deepEqual([pause.recording, pause.paused], ['r1', true]);
            assert.equal(await textOf(page, '#recording-indicator'), 'Recording', 'until the recorder has paused');

            room.tellRecording('paused', { elapsed: 61000 });
            await page.waitForFunction(() => document.querySelector('#recording-elapsed').textContent === '0:01:01');
            await picture(page, 'paused-moderator');
            assert.deepEqual(await menu(page), ['Stop recording', 'Mark this moment', 'Resume recording', 'Lock room', 'Participants', 'Chat', 'Settings']);
            // Long enough for a running timer to advance.
            const from = await page.evaluate(() => performance.now());
            await page.waitForFunction((start) => performance.now() > start + 1500, from);
            assert.equal(await textOf(page, '#recording-elapsed'), '0:01:01');
            await page.click('#button-more');
            await page.click('#menu-resume');
            await room.wait('pauseRecording', (message) => !message.paused);
        });

        test('timer_standsStill_whileNothingIsSaved', async () => {
            await joinRoom(page, room.link());
            room.me({ consent: 'notNeeded' });
            room.tellRecording('recording', { interrupted: true, elapsed: 61000 });
            assert.equal(await textOf(page, '#recording-indicator'), 'Recording interrupted');
            const from = await page.evaluate(() => performance.now());
            await page.waitForFunction((start) => performance.now() > start + 1500, from);
            assert.equal(await textOf(page, '#recording-elapsed'), '0:01:01');
            room.tellRecording('recording', { interrupted: false, elapsed: 300000 });
            await page.waitForFunction(() => document.querySelector('#recording-elapsed').textContent === '0:05:01');
        });

        test('pausedRecording_isStopped_afterTheQuestion_whichStaysWhenItGoesOn', async () => {
            await joinRoom(page, room.link());
            room.me({ consent: 'notNeeded' });
            room.tellRecording('paused', { elapsed: 60000 });
            await page.click('#button-stop');
            await visible(page, '#question-stop');
            room.tellRecording('recording');
            await page.waitForFunction(() => document.querySelector('.record-words').textContent === 'Recording');
            await page.click('#question-stop [data-choice=yes]');
            assert.equal((await room.wait('stopRecording')).recording, 'r1');
        });

        test('troubles_areQuietLines_whileTheyLast', async () => {
            await joinRoom(page, room.link());
            room.me({ consent: 'notNeeded' });
            room.tellRecording('recording', { overloaded: true, silent: true, elapsed: 86400000 - 14.5 * 60000 });
            assert.equal(await textOf(page, '#recording-busy'), 'Recording computer busy: reduced video quality.');
            assert.equal(await textOf(page, '#recording-silent'), 'No sound has been recorded for a minute although people are unmuted.');
            assert.equal(await textOf(page, '#recording-limit'), 'The recording ends in 15 minutes (24-hour limit).');
            await picture(page, 'troubles');
            room.tellRecording('recording', { overloaded: false, silent: false, elapsed: 86400000 - 50000 });
            await gone(page, '#recording-busy');
            await gone(page, '#recording-silent');
            assert.equal(await textOf(page, '#recording-limit'), 'The recording ends in 1 minute (24-hour limit).');
            room.tellRecording('recording', { limit: 600000, elapsed: 545000 });
            await page.waitForFunction(() => document.querySelector('#recording-limit').textContent.includes('10-minute'));
            assert.equal(await textOf(page, '#recording-limit'), 'The recording ends in 1 minute (10-minute limit).');
            room.tellRecording('idle', { recording: '' });
            await gone(page, '#recording-limit');
        });
    });

    describe('of a moderator with a phone', () => {
        beforeEach(() => enter({
            role: 'moderator', hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 },
            userAgent: 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36',
        }));

        test('pause_isNotOffered_butShown', async () => {
            await joinRoom(page, room.link());
            assert.equal((await room.wait('join')).formFactor, 'phone');
            room.me({ consent: 'confirmed' });
            room.tellRecording('paused', { elapsed: 60000 });
            assert.equal(await textOf(page, '#recording-indicator'), 'Recording paused');
            await page.click('#button-more');
            assert.equal(await page.locator('#menu-resume').count(), 0);
            assert.equal(await page.locator('#menu-stop').getAttribute('aria-disabled'), 'true');
        });
    });

    describe('and a new layout', () => {
        const people = [1, 2, 3].map((n) => participant(`p${n}`, { stageOrder: n }));
        const moving = () => page.evaluate(() => new Promise((done) => {
            requestAnimationFrame(() => requestAnimationFrame(() => done(
                document.querySelector('.tile[data-participant=p3]').getAnimations()
                    .filter((one) => one instanceof CSSTransition && ['left', 'top', 'width', 'height'].includes(one.transitionProperty))
                    .map((one) => one.effect.getTiming().duration))));
        }));
        const highlight = async () => {
            room.state.participants = people;
            await joinRoom(page, room.link());
            await page.waitForSelector('.tile[data-participant=p3]');
            await page.waitForFunction(() => document.getAnimations().length === 0);
            room.tell({ highlighted: 'p3' });
            await page.waitForSelector('.tile.main[data-participant=p3]');
        };

        test('tiles_moveThereIn200Milliseconds', async () => {
            await enter();
            await page.addInitScript(() => {
                window.moves = new Set();
                document.addEventListener('transitionrun', ({ target, propertyName, elapsedTime }) => {
                    if (target.dataset?.participant === 'p3' && elapsedTime === 0) {
                        window.moves.add(`${propertyName} ${getComputedStyle(target).transitionDuration.split(',')[0]}`);
                    }
                });
            });
            await highlight();
            await page.waitForFunction(() => ['left', 'top', 'width', 'height'].some((name) => window.moves.has(`${name} 0.2s`)));
            await page.waitForFunction(() => document.getAnimations().length === 0);
            await page.evaluate(() => window.moves.clear());
            await page.setViewportSize({ width: 900, height: 640 });
            await page.waitForFunction(() => document.querySelector('#stage').clientWidth === 900);
            assert.deepEqual(await moving(), [], 'a window that is resized does not wait');
            assert.deepEqual(await page.evaluate(() => [...window.moves]), []);
        });

        test('tiles_areThereAtOnce_whenMotionIsReduced', async () => {
            await enter({ reducedMotion: 'reduce' });
            await highlight();
            assert.deepEqual(await moving(), []);
        });
    });
});
