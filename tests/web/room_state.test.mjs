import assert from 'node:assert/strict';
import test from 'node:test';
import {
    RoomState, elapsedAt, formatElapsed, initialsOf, noticeFor, recordingTroubles, recordingView,
} from '../../resources/web/room/room_state.js';
import { wantedSubscriptions } from '../../resources/web/media/subscriber.js';
import { preferVp8 } from '../../resources/web/media/publisher.js';
import { participant, snapshot } from './fake_room.mjs';

const recordingOf = (phase, more = {}) => ({ ...snapshot().recording, phase, recording: 'r1', ...more });
const roomWith = (me, recording = snapshot().recording) =>
    new RoomState(snapshot({ participants: [participant('p1', me)], recording }), 'p1', 1000);

test('noticeFor_asksForEachNotice_onlyWhenItIsDue', () => {
    const table = [
        ['idle', 'asked', null],
        ['starting', 'none', 'starting'],
        ['starting', 'notNeeded', 'starting'],
        ['recording', 'asked', 'recording'],
        ['recording', 'confirmed', null],
        ['recording', 'notNeeded', null],
        ['recording', 'none', null],
        ['paused', 'asked', 'recording'],
        ['paused', 'confirmed', null],
        ['stopping', 'asked', null],
    ];
    for (const [phase, consent, kind] of table) {
        const notice = noticeFor(roomWith({ consent }, recordingOf(phase)));
        assert.equal(notice?.kind ?? null, kind, `${phase} ${consent}`);
    }
});

test('recordingView_offersControls_onlyToModerators', () => {
    assert.equal(recordingView(roomWith({ role: 'participant' })).control, 'none');
    for (const role of ['host', 'moderator']) {
        assert.equal(recordingView(roomWith({ role })).control, 'start');
        assert.equal(recordingView(roomWith({ role }, recordingOf('recording'))).control, 'stop');
        assert.equal(recordingView(roomWith({ role }, recordingOf('paused'))).control, 'stop');
        assert.equal(recordingView(roomWith({ role }, recordingOf('stopping'))).control, 'none');
    }
    for (const formFactor of ['phone', 'tablet']) {
        assert.equal(recordingView(roomWith({ role: 'host', formFactor })).enabled, false);
    }
});

test('recordingView_claimsRecording_onlyWhileSomethingIsWritten', () => {
    const indicator = (phase, more) => recordingView(roomWith({}, recordingOf(phase, more))).indicator;
    assert.equal(indicator('idle'), 'none');
    assert.equal(indicator('starting'), 'starting');
    assert.equal(indicator('recording'), 'recording');
    assert.equal(indicator('recording', { interrupted: true }), 'interrupted');
    assert.equal(indicator('paused'), 'paused');
    assert.equal(indicator('stopping'), 'none');
});

test('recordingView_offersPauseAndResume_toModeratorsAtAComputer', () => {
    const pausing = (role, formFactor, phase, more) =>
        recordingView(roomWith({ role, formFactor }, recordingOf(phase, more))).pausing;
    assert.equal(pausing('moderator', 'desktop', 'recording'), 'pause');
    assert.equal(pausing('host', 'desktop', 'paused'), 'resume');
    assert.equal(pausing('host', 'desktop', 'recording', { interrupted: true }), 'none');
    for (const phase of ['idle', 'starting', 'stopping']) {
        assert.equal(pausing('host', 'desktop', phase), 'none', phase);
    }
    for (const phase of ['recording', 'paused']) {
        assert.equal(pausing('participant', 'desktop', phase), 'none');
        assert.equal(pausing('host', 'tablet', phase), 'none');
    }
});

test('recordingTroubles_areForModerators_whileThereIsARecording', () => {
    const trouble = { overloaded: true, silent: true, limit: 600000, elapsed: 595000 };
    const of = (role, phase) => recordingTroubles(roomWith({ role }, recordingOf(phase, trouble)), 1000);
    const none = { busy: false, silent: false, minutesLeft: null };
    assert.deepEqual(of('host', 'recording'), { busy: true, silent: true, minutesLeft: 1 });
    assert.deepEqual(of('moderator', 'paused'), { busy: true, silent: true, minutesLeft: 1 });
    assert.deepEqual(of('participant', 'recording'), none);
    assert.deepEqual(of('host', 'stopping'), none);
    assert.deepEqual(recordingTroubles(roomWith({ role: 'host' }), 1000), none);
});

test('recordingTroubles_warnOfTheEnd_15MinutesBefore_orInTheLastTenth', () => {
    const minute = 60000;
    const left = (limit, elapsed, passed = 0) => recordingTroubles(
        roomWith({ role: 'host' }, recordingOf('recording', { limit, elapsed })), 1000 + passed).minutesLeft;
    const day = 24 * 60 * minute;
    assert.equal(left(day, day - 15 * minute - 1), null);
    assert.equal(left(day, day - 15 * minute), 15);
    assert.equal(left(day, day - 15 * minute, 1), 15);
    assert.equal(left(day, day - 15 * minute, minute), 14);
    assert.equal(left(day, day, 5 * minute), 1);
    assert.equal(left(60 * minute, 54 * minute - 1), null);
    assert.equal(left(60 * minute, 54 * minute), 6);
    assert.equal(left(20000, 17999), null);
    assert.equal(left(20000, 18000), 1);
});

test('recordingView_tellsTimeAndConsent_onlyToModerators', () => {
    const recording = recordingOf('recording', { notConfirmed: 2 });
    const host = recordingView(roomWith({ role: 'host' }, recording));
    const guest = recordingView(roomWith({ role: 'participant' }, recording));
    assert.deepEqual([host.showsTime, host.notConfirmed], [true, 2]);
    assert.deepEqual([guest.showsTime, guest.notConfirmed], [false, 0]);
});

test('elapsedAt_goesOn_betweenTwoStates', () => {
    const room = roomWith({}, recordingOf('recording', { elapsed: 61000 }));
    assert.equal(formatElapsed(elapsedAt(room, 3500)), '0:01:03');
    assert.equal(formatElapsed(24 * 3600 * 1000), '24:00:00');
});

test('elapsedAt_standsStill_whilePaused', () => {
    const room = roomWith({}, recordingOf('paused', { elapsed: 61000 }));
    assert.equal(elapsedAt(room, 100000), 61000);
    assert.equal(recordingView(roomWith({ role: 'host' }, room.recording)).showsTime, true);
});

test('elapsedAt_standsStill_andIsShown_whileNothingIsSaved', () => {
    const room = roomWith({ role: 'host' }, recordingOf('recording', { elapsed: 61000, interrupted: true, overloaded: true, silent: true }));
    assert.equal(elapsedAt(room, 100000), 61000);
    assert.equal(recordingView(room).showsTime, true);
    assert.deepEqual(recordingTroubles(room, 100000), { busy: false, silent: false, minutesLeft: null });
});

test('scene_isInOrderOfArrival_andNamesTheNewestShare', () => {
    const share = (generation) => [{ peer: 'screen', generation, tracks: [{ mid: '0', kind: 'video', codec: 'vp8' }] }];
    const room = new RoomState(snapshot({
        participants: [
            participant('late', { stageOrder: 5, publications: share(3) }),
            participant('early', { stageOrder: 2, publications: share(9) }),
            participant('off', { onStage: false, stageOrder: 0 }),
        ],
    }), 'late');
    assert.deepEqual(room.scene.people.map((one) => one.participant), ['early', 'late']);
    assert.equal(room.scene.sharing, 'early');
});

test('scene_showsAFigure_whenTheConnectionIsCut', () => {
    const room = roomWith({ camera: true, present: false });
    assert.equal(room.scene.people[0].camera, false);
    assert.equal(roomWith({ camera: true }).scene.people[0].camera, true);
});

test('wantedSubscriptions_namesEachPublicationOfTheOthers_onceAGeneration', () => {
    const main = (generation) => [{ peer: 'main', generation, tracks: [{ mid: '0', kind: 'audio', codec: 'opus' }, { mid: '1', kind: 'video', codec: 'vp8' }] }];
    const of = (generation, more = {}) => wantedSubscriptions(snapshot({
        participants: [participant('me', { publications: main(1) }), participant('you', { publications: main(generation) })], ...more,
    }), 'me');
    const [wanted, ...others] = of(1);
    assert.equal(others.length, 0);
    assert.deepEqual([wanted.participant, wanted.peer, wanted.mids], ['you', 'main', ['0', '1']]);
    assert.equal(of(1)[0].key, wanted.key);
    assert.notEqual(of(2)[0].key, wanted.key);
    assert.notEqual(of(1, { sfu: { state: 'up', generation: 2 } })[0].key, wanted.key);
    assert.deepEqual(of(1, { sfu: { state: 'down', generation: 1 } }), []);
    const off = participant('you', { onStage: false, publications: [...main(1), { ...main(2)[0], peer: 'screen' }] });
    const peers = wantedSubscriptions(snapshot({ participants: [off] }), 'me').map(({ peer }) => peer);
    assert.deepEqual(peers, ['screen'], 'who is off stage is neither seen nor heard');
});

test('preferVp8_putsItFirst_andKeepsTheRest', () => {
    const codecs = ['video/H264', 'video/rtx', 'video/VP8', 'video/VP9'].map((mimeType) => ({ mimeType }));
    assert.deepEqual(preferVp8(codecs).map(({ mimeType }) => mimeType), ['video/VP8', 'video/H264', 'video/rtx', 'video/VP9']);
});

test('initialsOf_takesFirstAndLastWord_inAnyScript', () => {
    assert.equal(initialsOf('  ada   king lovelace '), 'AL');
    assert.equal(initialsOf('Ada'), 'A');
    assert.equal(initialsOf('דנה כהן'), 'דכ');
    assert.equal(initialsOf('🦊 fox'), '🦊F');
});
