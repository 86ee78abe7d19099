import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { assertAccessible } from './accessible.mjs';
import { joinRoom, launch, openPage, picture } from './browser.mjs';
import { FakeRoom, participant } from './fake_room.mjs';

const visible = (page, selector) => page.waitForSelector(selector, { state: 'visible' });
const gone = (page, selector) => page.waitForSelector(selector, { state: 'hidden' });
const textOf = async (page, selector) => (await (await visible(page, selector)).innerText()).trim();
const camera = (id, name, order, more = {}) => participant(id, { name, stageOrder: order, microphone: true, ...more });

describe('the participants\' page', { timeout: 300000 }, () => {
    let browser;
    let room;
    let page;

    before(async () => { browser = await launch(); });
    after(() => browser.close());
    beforeEach(async () => {
        room = await new FakeRoom().listen();
        page = await openPage(browser);
    });
    afterEach(async () => {
        await page.context().close();
        await room.close();
        assert.deepEqual(page.faults, [], 'no error and no breach of the content policy');
        assert.deepEqual(room.faults, [], 'every message as the protocol says');
    });

    test('join_sendsNameFormFactorAndToken_andShowsTheRoom', async () => {
        await page.goto(room.link('to.ken'));
        await page.waitForFunction(() => document.querySelector('.preview-video').readyState >= 2);
        await picture(page, 'join');
        await page.fill('#join-name', '  Ada  ');
        await page.press('#join-name', 'Enter');
        const join = await room.wait('join');
        const { id, ...fields } = join;
        assert.ok(id >= 1);
        assert.deepEqual(fields, {
            v: 2, type: 'join', token: 'to.ken', name: 'Ada', formFactor: 'desktop', client: 'web', resume: '', device: join.device, page: '',
        });
        await visible(page, '#room');
        const media = await room.wait('setMedia');
        assert.deepEqual([media.camera, media.microphone], [true, true]);
        await room.wait('setStage', (message) => message.onStage);
        assert.equal(await page.title(), 'Algebra – Proscenium');
    });

    test('join_offersTheDesktopProgram_andGivesItTheDevices', async () => {
        await page.goto(room.link('to.ken'));
        await page.waitForFunction(() => document.querySelector('.preview-video').readyState >= 2);
        const link = await visible(page, '#join-app');
        assert.equal(await link.innerText(), 'Open in the Proscenium app');
        assert.equal(await link.getAttribute('href'), `proscenium:${room.link('to.ken')}`);
        await page.evaluate(() => {
            document.getElementById('join-app').addEventListener('click', (event) => event.preventDefault());
        });
        await link.click();
        await page.waitForFunction(() => document.querySelectorAll('#join-camera[data-tone=off], #join-microphone[data-tone=off]').length === 2);
        assert.equal(room.joins, 0);
    });

    test('page_isLoadedAnew_whenAPartOfItDoesNotCome', async () => {
        await page.route('**/web/screens/room_screen.js', (route) => route.abort('internetdisconnected'), { times: 1 });
        await page.goto(room.link());
        await visible(page, '#join-name');
        assert.equal(await page.locator('.slow-start').count(), 0);
        assert.equal(page.faults.length, 1, page.faults.join('; '));
        page.faults.length = 0;
    });

    test('page_saysWhatToDo_whenAPartOfItNeverComes', async () => {
        let asked = 0;
        await page.route('**/web/screens/room_screen.js', (route) => {
            ++asked;
            return route.abort('internetdisconnected');
        });
        await page.goto(room.link());
        const sentence = await visible(page, '.slow-start');
        assert.equal((await sentence.innerText()).trim(), 'This page is still loading. If it does not appear, reload it.');
        await new Promise((done) => { setTimeout(done, 9000); });
        assert.equal(asked, 4, 'it was tried three times more');
        page.faults.length = 0;
    });

    test('join_asksForAName_whenThereIsNone', async () => {
        await page.goto(room.link());
        await page.fill('#join-name', '   ');
        await page.click('#join-button');
        assert.equal(await textOf(page, '#join-fault'), 'Please enter your name.');
        assert.equal(room.joins, 0);
    });

    test('publish_offersSendonlyAudioAndVideoWithVp8First_onceJoined', async () => {
        await joinRoom(page, room.link());
        const { peer, sdp } = await room.wait('publish');
        assert.equal(peer, 'main');
        assert.equal(sdp.match(/^m=audio/gm).length, 1);
        assert.equal(sdp.match(/^m=video/gm).length, 1);
        assert.equal(sdp.match(/^a=sendonly/gm).length, 2);
        assert.equal(sdp.match(/^a=(sendrecv|recvonly|inactive)/gm), null);
        const first = sdp.match(/^m=video \d+ \S+ (\d+)/m)[1];
        assert.match(sdp, new RegExp(`^a=rtpmap:${first} VP8/90000`, 'm'));
    });

    test('publish_isTriedAgain_whenTheMediaServerRefused', async () => {
        room.handlers.publish = () => ({ code: 'noMediaServer' });
        await joinRoom(page, room.link());
        await room.wait('publish');
        const first = room.count('publish');
        await room.wait('publish', () => room.count('publish') > first);
    });

    test('camera_isLetGo_whenSwitchedOff', async () => {
        await page.addInitScript(() => {
            const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
            window.opened = [];
            navigator.mediaDevices.getUserMedia = async (constraints) => {
                const stream = await open(constraints);
                window.opened.push(...stream.getVideoTracks());
                return stream;
            };
        });
        await joinRoom(page, room.link());
        await room.wait('setMedia', (message) => message.camera);
        await page.click('#button-camera');
        await room.wait('setMedia', (message) => !message.camera && message.microphone);
        assert.deepEqual(await page.evaluate(() => window.opened.map((track) => track.readyState)), ['ended']);
        assert.equal(await page.getAttribute('#button-camera', 'aria-pressed'), 'false');
        await page.click('#button-camera');
        await page.waitForFunction(() => document.querySelector('#button-camera').getAttribute('aria-pressed') === 'true');
    });

    test('notices_comeInOrderAndWordForWord_andConfirmIsSent', async () => {
        await joinRoom(page, room.link());
        room.me({ consent: 'asked' });
        room.tellRecording('starting', { startedBy: 'host', startedByName: 'Grace' });
        assert.equal(await textOf(page, '#notice-starting'), 'Recording will start momentarily, please wait.');
        const starting = await room.wait('noticeShown');
        assert.deepEqual([starting.notice, starting.recording], ['starting', 'r1']);
        await picture(page, 'starting');

        room.tellRecording('recording');
        assert.equal(await textOf(page, '#notice-recording h2'), 'This session is being recorded.');
        assert.equal(await page.isVisible('#notice-starting'), false);
        assert.deepEqual(await page.locator('#notice-recording button').allInnerTexts(), ['Leave session', 'Confirm']);
        assert.equal(await textOf(page, '#recording-indicator'), 'Recording');
        assert.equal(await page.isVisible('#recording-elapsed'), false, 'the time is for moderators');
        await room.wait('noticeShown', (message) => message.notice === 'recording');
        await picture(page, 'confirm');
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
        await visible(page, '#notice-recording');
        assert.equal(room.count('confirmRecording'), 0);

        await page.click('#notice-recording [data-choice=confirm]');
        assert.equal((await room.wait('confirmRecording')).recording, 'r1');
        await gone(page, '#notice-recording');
        room.me({ consent: 'confirmed' });
        room.tellRecording('recording');

        room.send('recordingEnded', { recording: 'r1', reason: 'stopped', code: '', name: 'Grace' });
        room.tellRecording('idle', { recording: '' });
        assert.equal(await textOf(page, '#toast-recording-ended .toast-text'), 'The recording has ended.');
        await gone(page, '#recording-indicator');
        await page.click('#toast-recording-ended button');
        await gone(page, '#toast-recording-ended');
    });

    test('notice_isShownAgain_whenConfirmDidNotArrive', async () => {
        room.handlers.confirmRecording = () => ({ code: 'internal' });
        await joinRoom(page, room.link());
        room.me({ consent: 'asked' });
        room.tellRecording('recording');
        await page.click('#notice-recording [data-choice=confirm]');
        await room.wait('confirmRecording');
        await gone(page, '#notice-recording');
        room.handlers.confirmRecording = () => ({ type: 'ok' });
        room.tell();
        await page.click('#notice-recording [data-choice=confirm]');
        await room.wait('confirmRecording', () => room.count('confirmRecording') === 2);
    });

    test('notice_isShownToLateJoiners_andDisappearsWithItsRecording', async () => {
        room.state.participants = [participant('me', { consent: 'asked', stageOrder: 9 })];
        room.state.recording = { ...room.state.recording, phase: 'recording', recording: 'r1', epoch: 1, elapsed: 5000 };
        await joinRoom(page, room.link());
        await visible(page, '#notice-recording');
        room.tellRecording('stopping');
        await gone(page, '#notice-recording');
        room.tellRecording('recording', { recording: 'r2', epoch: 2 });
        await room.wait('noticeShown', (message) => message.recording === 'r2');
    });

    test('notice_letsOneLeave_insteadOfConfirming', async () => {
        await joinRoom(page, room.link());
        room.me({ consent: 'asked' });
        room.tellRecording('recording');
        await page.click('#notice-recording [data-choice=leave]');
        await room.wait('leave');
        assert.equal(await textOf(page, '#message p'), 'You have left the session.');
        assert.equal(room.count('confirmRecording'), 0);
    });

    test('recording_isCalledInterrupted_whenNothingIsWritten', async () => {
        await joinRoom(page, room.link());
        room.tellRecording('recording', { interrupted: true });
        assert.equal(await textOf(page, '#recording-indicator'), 'Recording interrupted');
    });

    test('stage_showsEverybodyWithNames_andFiguresWithoutCamera', async () => {
        room.state.participants = [
            camera('a', 'Grace Hopper', 1, { handRaised: true }),
            camera('b', 'Alan Turing', 2, { microphone: false }),
            camera('c', 'Emmy Noether', 3),
        ];
        await joinRoom(page, room.link());
        await page.waitForFunction(() => document.querySelectorAll('.tile').length === 4);
        await page.waitForSelector('.tile[data-participant=me]');
        const names = await page.locator('.tile-name').allInnerTexts();
        assert.deepEqual(names, ['Grace Hopper', 'Alan Turing', 'Emmy Noether', 'Ada Lovelace (you)']);
        assert.equal(await page.locator('.tile[data-participant=a] .initials').innerText(), 'GH');
        assert.equal(await page.getAttribute('.tile[data-participant=b]', 'aria-label'), 'Alan Turing, microphone off');
        room.me({ camera: true, microphone: true });
        room.tell();
        await page.waitForSelector('.tile[data-participant=me].has-picture');
        await picture(page, 'stage-4');
        room.tell({ highlighted: 'c' });
        await page.waitForSelector('.tile.main[data-participant=c]');
        await picture(page, 'highlight');
    });

    test('lockedRoom_letsWait_andGoesOnByItself', async () => {
        room.onJoin = () => 'waiting';
        await page.goto(room.link());
        await page.fill('#join-name', 'Ada');
        await page.click('#join-button');
        assert.equal(await textOf(page, '#waiting .message-text'), 'The room is locked. Please wait, a moderator will let you in.');
        // Meanwhile camera and microphone can be checked.
        await page.waitForFunction(() => document.querySelector('#waiting .preview-video').readyState >= 2);
        await visible(page, '#waiting .level');
        await picture(page, 'waiting');
        await assertAccessible(page);
        await page.click('#join-microphone');
        await page.waitForSelector('#join-microphone[data-tone=off]');
        room.letIn();
        await visible(page, '#room');
        await room.wait('setMedia', (message) => message.camera && !message.microphone);
    });

    const REFUSALS = {
        tokenInvalid: 'This invitation link is not valid. Please ask the host for a new one.',
        tokenExpired: 'This invitation link has expired. Please ask the host for a new one.',
        unknownRoom: 'This room does not exist. Please check the link, or ask the host for a new one.',
        sessionEnded: 'This session has ended.',
        tooMany: 'The room is full, or too many people are joining at once. Please try again in a minute.',
        unsupportedVersion: 'This page is out of date. Please reload it.',
        internal: 'Something went wrong in the room service. Please try again.',
    };
    for (const [code, sentence] of Object.entries(REFUSALS)) {
        test(`join_saysWhy_when_${code}`, async () => {
            room.onJoin = () => code;
            await page.goto(room.link());
            await page.fill('#join-name', 'Ada');
            await page.click('#join-button');
            assert.equal(await textOf(page, '#message p'), sentence);
        });
    }

    test('link_isCalledIncomplete_whenItHasNoToken', async () => {
        await page.goto(`${room.base}/join/room`);
        assert.equal(await textOf(page, '#message p'), 'This link is incomplete. Please open the whole invitation link.');
    });

    test('connection_comesBackWithResume_andSaysSoMeanwhile', async () => {
        await joinRoom(page, room.link());
        await room.wait('publish');
        const offers = room.count('publish');
        room.socket.terminate();
        assert.equal(await textOf(page, '#banner-connection'), 'Connection lost. Reconnecting …');
        const again = await room.wait('join', (message) => message.resume !== '');
        assert.equal(again.resume, 'secret-1');
        await gone(page, '#banner-connection');
        await room.wait('publish', () => room.count('publish') > offers);
        assert.ok(await page.isVisible('#room'));
    });

    test('connection_isReplacedSoon_whenTheNetworkChangesAndTheServiceDoesNotAnswer', async () => {
        await joinRoom(page, room.link());
        await room.wait('publish');
        const changeNetwork = () => page.evaluate(() => window.dispatchEvent(new Event('online')));
        const probes = room.count('unsubscribe');
        await changeNetwork();
        await room.wait('unsubscribe', () => room.count('unsubscribe') > probes);
        assert.equal(room.joins, 1, 'a connection that answers stays');
        room.handlers.unsubscribe = () => new Promise(() => {});
        // Over and over: while one answer is still waited for, another sign changes nothing.
        await page.evaluate(() => { setInterval(() => window.dispatchEvent(new Event('online')), 500); });
        const again = await room.wait('join', (message) => message.resume !== '');
        assert.equal(again.resume, 'secret-1');
    });

    test('session_isOver_whenTheServiceSaysSo', async () => {
        const endings = { ended: 'The session has ended.', removed: 'You were removed from the session.' };
        for (const [reason, sentence] of Object.entries(endings)) {
            await joinRoom(page, room.link(reason));
            room.send('sessionEnded', { reason });
            assert.equal(await textOf(page, '#message p'), sentence);
        }
        assert.equal(room.count('join'), 2, 'it does not come back by itself');
    });

    test('malformedMessages_changeNothing_andTheFifthClosesTheConnection', async () => {
        await joinRoom(page, room.link());
        for (let n = 0; n < 4; n += 1) {
            room.send('state', { nonsense: true });
        }
        room.tell({ room: { ...room.state.room, title: 'Still here' } });
        await page.waitForFunction(() => document.title.startsWith('Still here'));
        room.socket.send('garbage');
        await room.wait('join', (message) => message.resume !== '');
    });

    test('changes_areApplied_andTheWholeStateIsAskedFor_whenOneIsMissing', async () => {
        await joinRoom(page, room.link());
        const { revision, recording, sfu, highlighted, waitingCount, session } = room.state;
        const rest = { room: room.state.room, recording, sfu, highlighted, waitingCount, session };
        const change = (more) => room.send('stateChanged', { ...rest, from: revision, revision: revision + 1, changed: [], left: [], ...more });
        change({ room: { ...rest.room, title: 'One later' } });
        await page.waitForFunction(() => document.title.startsWith('One later'));
        assert.equal(room.count('getState'), 0);
        room.state = { ...room.state, revision: revision + 5, room: { ...rest.room, title: 'Five later' } };
        room.handlers.getState = () => ({ type: 'state', ...room.state });
        change({ from: revision + 4, revision: revision + 5 });
        await room.wait('getState');
        await page.waitForFunction(() => document.title.startsWith('Five later'));
    });

    test('leave_asks_andSaysGoodbye', async () => {
        await joinRoom(page, room.link());
        await page.click('#button-leave');
        assert.equal(await page.isVisible('#question-leave [data-choice=end]'), false);
        await page.click('#question-leave [data-choice=leave]');
        await room.wait('leave');
        await visible(page, '#message');
    });

    test('hand_isRaisedAndLowered_byTheButton', async () => {
        await joinRoom(page, room.link());
        await page.click('#button-hand');
        assert.equal((await room.wait('setHand')).raised, true);
        room.me({ handRaised: true });
        room.tell();
        await page.waitForSelector('#button-hand[aria-pressed=true]');
        await page.click('#button-hand');
        await room.wait('setHand', (message) => !message.raised);
    });
});

describe('the page of a moderator', { timeout: 300000 }, () => {
    let browser;
    let room;
    let page;

    before(async () => { browser = await launch(); });
    after(() => browser.close());
    beforeEach(async () => {
        room = await new FakeRoom({ role: 'moderator' }).listen();
        page = await openPage(browser);
    });
    afterEach(async () => {
        await page.context().close();
        await room.close();
        assert.deepEqual(page.faults, []);
        assert.deepEqual(room.faults, []);
    });

    test('recording_isStartedAndStopped_afterTheQuestions', async () => {
        await joinRoom(page, room.link());
        await page.click('#button-record');
        assert.equal(await textOf(page, '#question-start h2'), 'Do you want to start recording?');
        await page.click('#question-start button:has-text("Start Recording")');
        await room.wait('startRecording');
        room.me({ consent: 'notNeeded' });
        room.tellRecording('recording', { startedBy: 'me', elapsed: 3723000, notConfirmed: 1 });
        await page.waitForFunction(() => /^1:02:0[3-9]$/.test(document.querySelector('#recording-elapsed').textContent));
        assert.equal(await textOf(page, '#not-confirmed'), '1 not confirmed');
        assert.equal(await page.isVisible('#notice-recording'), false, 'who started need not confirm');
        await picture(page, 'recording');
        await page.click('#button-stop');
        assert.equal(await textOf(page, '#question-stop h2'), 'Are you sure you want to stop recording?');
        await page.click('#question-stop button:has-text("Stop recording")');
        assert.equal((await room.wait('stopRecording')).recording, 'r1');
    });

    test('startQuestion_closes_whenSomebodyElseStarted', async () => {
        await joinRoom(page, room.link());
        await page.click('#button-record');
        await visible(page, '#question-start');
        room.me({ consent: 'asked' });
        room.tellRecording('starting', { startedBy: 'grace', startedByName: 'Grace' });
        await gone(page, '#question-start');
        assert.equal(await textOf(page, '#toast-recording .toast-text'), 'Grace started recording.');
        assert.equal(room.count('startRecording'), 0);
    });

    test('startRefused_saysWho_whenTheOtherWasFaster', async () => {
        room.handlers.startRecording = () => ({ code: 'alreadyRecording', name: 'Grace' });
        await joinRoom(page, room.link());
        await page.click('#button-record');
        await page.click('#question-start [data-choice=yes]');
        assert.equal(await textOf(page, '#toast-recording .toast-text'), 'Grace started recording.');
    });

    test('stopQuestion_belongsToOneRecording', async () => {
        await joinRoom(page, room.link());
        room.me({ consent: 'confirmed' });
        room.tellRecording('recording');
        await page.click('#button-stop');
        await visible(page, '#question-stop');
        room.tellRecording('recording', { recording: 'r2', epoch: 2 });
        await gone(page, '#question-stop');
        assert.equal(room.count('stopRecording'), 0);
    });

    test('start_saysThatARecorderComes_andThatNoneCame', async () => {
        await joinRoom(page, room.link());
        await page.click('#button-record');
        await page.click('#question-start [data-choice=yes]');
        await room.wait('startRecording');
        assert.equal(await textOf(page, '#toast-recording .toast-text'), 'A recorder is joining. Recording will start in a moment.');
        room.send('error', { code: 'noRecorder', detail: '', name: '', fatal: false });
        assert.equal(await textOf(page, '#toast-refused .toast-text'),
            'No computer in the room can record. Join with the Proscenium desktop program.');
    });

    test('moment_isMarked_whileItIsRecorded', async () => {
        await joinRoom(page, room.link());
        room.me({ consent: 'confirmed' });
        room.tellRecording('recording', { elapsed: 754000 });
        await page.click('#button-more');
        await page.click('#menu-mark');
        assert.deepEqual([(await room.wait('markMoment')).recording, room.received.at(-1).name], ['r1', '']);
        assert.match(await textOf(page, '#toast-mark .toast-text'), /^Marked at 0:12:3[4-9]\.$/);
        room.tellRecording('recording', { interrupted: true });
        await page.click('#button-more');
        assert.equal(await page.locator('#menu-mark').count(), 0);
    });

    test('reminder_offersToStart_unlessItIsRecorded', async () => {
        await joinRoom(page, room.link());
        room.send('recordReminder');
        assert.equal(await textOf(page, '#toast-reminder .toast-text'), 'This session is not being recorded.');
        await page.click('#toast-reminder .button');
        await visible(page, '#question-start');
        assert.equal(room.count('startRecording'), 0);
    });

    test('menu_offersRecordLockAndSettings_byKeyboard', async () => {
        await joinRoom(page, room.link());
        await page.focus('#button-more');
        await page.keyboard.press('Enter');
        assert.deepEqual(await page.locator('.menu-item').allInnerTexts(), ['Record', 'Lock room', 'Participants', 'Chat', 'Settings']);
        await picture(page, 'menu');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        assert.equal(await textOf(page, '#question-lock h2'), 'Participants will be redirected to the waiting room.');
        await page.keyboard.press('Enter');
        assert.equal((await room.wait('lockRoom')).locked, true);
        room.tell({ room: { ...room.state.room, locked: true }, waitingCount: 2 });
        assert.equal(await textOf(page, '#button-unlock'), 'Room locked');
        assert.equal(await textOf(page, '#waiting-count'), '2 are waiting');
        await page.click('#button-unlock');
        await room.wait('lockRoom', (message) => !message.locked);
    });

    test('whoWaits_isNamed_admittedOrDeclined', async () => {
        room.role = 'moderator';
        await joinRoom(page, room.link());
        assert.equal(await page.isVisible('#waiting-strip'), false);
        const waits = (...names) => room.send('waitingRoom', { people: names.map((name) => (
            { id: `w-${name}`, name, role: 'participant', formFactor: 'phone', removed: false })) });
        waits('Noa');
        assert.equal(await textOf(page, '#waiting-words'), 'Noa is waiting to join.');
        await picture(page, 'waiting-one');
        await page.click('button[aria-label="Admit Noa"]');
        assert.equal((await room.wait('admit')).participant, 'w-Noa');
        await page.click('button[aria-label="Decline Noa"]');
        assert.equal((await room.wait('decline')).participant, 'w-Noa');
        waits('Noa', 'Uri', 'Lea');
        await page.waitForFunction(() => document.getElementById('waiting-words').textContent === '3 people are waiting to join.');
        await page.click('#see-all');
        assert.deepEqual(await page.locator('.waiting-name').allInnerTexts(), ['Noa', 'Uri', 'Lea']);
        // A key meant for something else lets nobody in.
        await page.keyboard.press('Enter');
        assert.equal(room.count('admit'), 1);
        await picture(page, 'waiting-room');
        await page.focus('#waiting-room button[aria-label="Admit Uri"]');
        waits('Uri', 'Lea');
        await page.waitForFunction(() => document.querySelectorAll('.waiting-row').length === 2);
        assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Admit Uri');
        await page.keyboard.press('Enter');
        await room.wait('admit', ({ participant: id }) => id === 'w-Uri');
        await page.click('#waiting-room button:has-text("Admit all")');
        await room.wait('admit', ({ participant: id }) => id === '');
        room.handlers.admit = () => ({ code: 'notWaiting' });
        waits('Dan');
        await page.click('button[aria-label="Admit Dan"]');
        assert.match(await textOf(page, '#toast-refused .toast-text'), /^This person is no longer waiting/);
        waits();
        await gone(page, '#waiting-strip');
    });

    test('whoIsDeclined_isTold', async () => {
        room.onJoin = () => 'waiting';
        await page.goto(room.link());
        await page.fill('#join-name', 'Ada');
        await page.click('#join-button');
        await visible(page, '#waiting');
        room.send('sessionEnded', { reason: 'declined' });
        assert.equal(await textOf(page, '#message p'), 'A moderator did not let you in.');
    });

    test('session_isEndedForEveryone_byTheDoor', async () => {
        await joinRoom(page, room.link());
        await page.click('#button-leave');
        await picture(page, 'leave');
        await page.click('#question-leave button:has-text("End session for everyone")');
        await room.wait('endSession');
        assert.equal(await textOf(page, '#message p'), 'The session has ended.');
    });

    test('tile_offersFitAndHighlight', async () => {
        room.state.participants = [camera('a', 'Grace', 1)];
        await joinRoom(page, room.link());
        await page.hover('.tile[data-participant=a]');
        await page.click('.tile[data-participant=a] [data-action=fit]');
        const fit = await room.wait('setFit');
        assert.deepEqual([fit.participant, fit.fit], ['a', 'contain']);
        await page.click('.tile[data-participant=a] [data-action=highlight]');
        assert.equal((await room.wait('highlight')).participant, 'a');
    });
});
