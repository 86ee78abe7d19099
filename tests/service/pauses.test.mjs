// Pausing and resuming: the order in which everyone is notified; the limit; a room's recording options.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { assertWhole } from './film.mjs';
import { RoomClient, aliveFields, assertRefused, joinRecorder, keeping } from './room_client.mjs';
import { Service, removeFolder, run, temporaryFolder } from './service.mjs';

const LIMIT_S = 3;
/** A recording without data for this long is interrupted. */
const GRACE_S = 3;
const ROOMS = Array.from({ length: 16 }, (_, i) => ({ id: `room-${i + 1}`, title: 'Biology 101' }));
const PRESET = { id: 'preset', title: 'Chemistry', subtitles: true };

let service;
let lastRoom = 0;
const { open: clients, keep } = keeping();

const freshRoom = () => service.rooms[lastRoom++];
const enter = (link, who) => keep(RoomClient.join(link, who));

/** A room with a recording in progress, its recorder, a moderator in a browser and the order. */
async function recordingRoom(recorder = {}) {
    const room = freshRoom();
    const host = await keep(joinRecorder(room.host, 'Grace Hopper', recorder));
    const moderator = await enter(room.moderator, { name: 'Amina Okafor' });
    await host.askOk('startRecording');
    const begin = await host.next('beginRecording');
    await Promise.all([host, moderator].map((client) => client.phase('recording')));
    return { room, host, moderator, begin, order: { recording: begin.recording, epoch: begin.epoch } };
}

const stopped = (order, more) => ({
    ...order, duration: 2000, bytes: 1000, sha256: 'a'.repeat(64), name: 'Rec.mp4', diskNearlyFull: false, ...more,
});

before(async () => {
    service = await Service.start({
        rooms: [...ROOMS, PRESET], folder: await temporaryFolder(), config: { recordingLimitSeconds: LIMIT_S, uploadGraceSeconds: GRACE_S },
    });
});

after(async () => {
    clients.forEach((client) => client.socket.terminate());
    await service?.stop();
    await removeFolder(service.folder);
});

test('it is called paused only when the recorder says so', async () => {
    const { host, moderator, order } = await recordingRoom({ pauses: false });
    await moderator.askOk('pauseRecording', { recording: order.recording, paused: true });
    const pause = await host.next('pauseRecorder');
    assert.deepEqual([pause.recording, pause.epoch, pause.paused], [order.recording, order.epoch, true]);
    await host.askOk('recorderAlive', aliveFields(order, { recorded: 700 }));
    assert.equal(host.state.recording.phase, 'recording', 'it has not paused yet');
    await host.askOk('recorderAlive', aliveFields(order, { recorded: 700, paused: true }));
    await moderator.phase('paused');
    assert.equal(moderator.state.recording.elapsed, 700);
    const later = await enter(service.rooms[lastRoom - 1].participant);
    assert.equal(later.state.recording.phase, 'paused');
    assert.equal(later.state.recording.elapsed, 700, 'time does not go on');
    assert.equal(later.participant(later.id).consent, 'asked');
});

test('everyone hears that it goes on before the recorder does', async () => {
    const { host, moderator, order } = await recordingRoom();
    await moderator.askOk('pauseRecording', { recording: order.recording, paused: true });
    await Promise.all([host, moderator].map((client) => client.phase('paused')));
    const from = host.messages.length;
    await moderator.askOk('pauseRecording', { recording: order.recording, paused: false });
    await host.next((message) => message.type === 'pauseRecorder' && !message.paused);
    // The media server may have come up meanwhile, which is also announced to everyone.
    const kinds = host.messages.slice(from)
        .map((message) => (message.type === 'stateChanged' ? message.recording.phase : message.type))
        .filter((kind) => kind === 'recording' || kind === 'pauseRecorder');
    assert.deepEqual(kinds.slice(0, 2), ['recording', 'pauseRecorder']);
    await moderator.phase('recording');
});

for (const [role, formFactor, code] of [
    ['participant', 'desktop', 'notAllowed'], ['moderator', 'phone', 'notFromMobile'], ['host', 'tablet', 'notFromMobile'],
]) {
    test(`a ${role} at a ${formFactor} does not pause`, async () => {
        const { room, host, order } = await recordingRoom();
        const other = await enter(room[role], { formFactor });
        assertRefused(await other.ask('pauseRecording', { recording: order.recording, paused: true }), code);
        assert.equal(host.messages.some((message) => message.type === 'pauseRecorder'), false);
    });
}

test('nothing, or another recording, is not paused', async () => {
    const idle = await keep(joinRecorder(freshRoom().host));
    const pause = (recording) => ({ recording, paused: true });
    assertRefused(await idle.ask('pauseRecording', pause('f'.repeat(24))), 'notRecording');
    const { moderator } = await recordingRoom();
    assertRefused(await moderator.ask('pauseRecording', pause('f'.repeat(24))), 'staleRecording');
    assert.equal((await moderator.ask('pauseRecording', { recording: moderator.state.recording.recording })).code, 'malformed');
});

test('a paused recording is stopped like any other', async () => {
    const { host, moderator, order } = await recordingRoom();
    await moderator.askOk('pauseRecording', { recording: order.recording, paused: true });
    await moderator.phase('paused');
    await moderator.askOk('stopRecording', { recording: order.recording });
    assert.equal((await host.next('endRecording')).reason, 'stopped');
    await host.askOk('recorderStopped', stopped(order));
    assert.equal((await moderator.next('recordingEnded')).reason, 'stopped');
    await moderator.phase('idle');
});

test('a recorder that comes back hears what was asked meanwhile', async () => {
    const { room, host, moderator, order } = await recordingRoom();
    await host.cut();
    await moderator.when(() => !moderator.participant(host.id)?.present, 'the cut');
    await moderator.askOk('pauseRecording', { recording: order.recording, paused: true });
    assert.equal(moderator.state.recording.phase, 'recording');
    await keep(joinRecorder(room.host, 'Grace Hopper', { resume: host.joined.resume }));
    await moderator.phase('paused');
});

test('trouble on the recording computer is told, and its end', async () => {
    const { host, moderator, order } = await recordingRoom();
    await host.askOk('recorderAlive', aliveFields(order, { overloaded: true }));
    await moderator.when(() => moderator.state.recording.overloaded && !moderator.state.recording.silent, 'overloaded');
    await host.askOk('recorderAlive', aliveFields(order, { silent: true }));
    await moderator.when(() => moderator.state.recording.silent && !moderator.state.recording.overloaded, 'silent');
    await host.askOk('recorderStopped', stopped(order));
    await moderator.phase('idle');
    assert.deepEqual([moderator.state.recording.overloaded, moderator.state.recording.silent], [false, false]);
});

test('a recorder that ends at the limit is heard, and one that does not is told to', async () => {
    const first = await recordingRoom();
    assert.equal(first.begin.limit, LIMIT_S * 1000);
    assert.equal(first.moderator.state.recording.limit, LIMIT_S * 1000);
    await first.host.askOk('recorderStopped', stopped(first.order, { duration: LIMIT_S * 1000 }));
    assert.equal((await first.moderator.next('recordingEnded')).reason, 'limit');

    const { host, order } = await recordingRoom();
    const since = performance.now();
    const recorded = () => Math.round(performance.now() - since);
    const heart = setInterval(() => host.send('recorderAlive', aliveFields(order, { recorded: recorded() })), 1000);
    const end = await host.next('endRecording', 'the end', (LIMIT_S + 15) * 1000).finally(() => clearInterval(heart));
    assert.equal(end.reason, 'limit');
    const waited = (end.receivedAt - since) / 1000;
    assert.ok(waited > LIMIT_S + 8 && waited < LIMIT_S + 13, `${waited} s`);
});

test('the real recorder leaves a long pause out, ends at the limit to the picture, and is never called interrupted', async () => {
    const room = freshRoom();
    const host = await enter(room.host, { name: 'Grace Hopper' });
    const began = performance.now();
    const recorded = run(['record', room.moderator, '--for', '60s', '--out', join(service.folder, 'recordings'), '--json']);
    await host.phase('recording');
    const { recording } = host.state.recording;
    await host.next((message) => message.type === 'mediaItem' && message.item.state === 'recording' && message.item.received > 0,
        'it is uploaded while it is recorded');
    await host.askOk('pauseRecording', { recording, paused: true });
    await host.phase('paused');
    const { elapsed } = host.state.recording;
    const pausedAt = performance.now();
    await new Promise((done) => { setTimeout(done, (GRACE_S + 3) * 1000); });
    const late = await enter(room.participant);
    assert.deepEqual([late.state.recording.phase, late.state.recording.elapsed], ['paused', host.state.recording.elapsed]);
    assert.ok(late.state.recording.elapsed - elapsed <= 1500, 'only what was on its way to the disk was added');
    await host.askOk('pauseRecording', { recording, paused: false });
    const paused = performance.now() - pausedAt;
    const ended = await host.next('recordingEnded', 'the end', 20000);
    assert.equal(ended.reason, 'limit');
    const { code, stdout, stderr } = await recorded;
    assert.equal(code, 0, stderr);
    const result = JSON.parse(stdout);
    await assertWhole(result, LIMIT_S - 0.04, LIMIT_S + 0.04);
    assert.ok(ended.receivedAt - began > LIMIT_S * 1000 + paused, 'the pause lasted beside it');
    const states = host.messages.filter((message) => message.type === 'mediaItem').map(({ item }) => item.state);
    assert.deepEqual([...new Set(states)], ['recording', 'uploading', 'processing', 'ready']);
});

test('options are chosen by moderators, ordered as they were at Start, and kept over a restart', async () => {
    const room = freshRoom();
    const host = await keep(joinRecorder(room.host));
    const moderator = await enter(room.moderator, { formFactor: 'phone' });
    const guest = await enter(room.participant);
    const options = { subtitles: false, chapters: true };
    assertRefused(await guest.ask('setRecordingOptions', options), 'notAllowed');
    await moderator.askOk('setRecordingOptions', options);
    await guest.when(() => guest.state.room.chapters && !guest.state.room.subtitles, 'the options');
    await host.askOk('startRecording');
    const begin = await host.next('beginRecording');
    assert.deepEqual([begin.subtitles, begin.chapters], [false, true]);

    const preset = await enter(service.rooms.at(-1).moderator);
    assert.deepEqual([preset.state.room.subtitles, preset.state.room.chapters], [true, false]);
    await preset.askOk('setRecordingOptions', { subtitles: false, chapters: true });

    const at = service.rooms.indexOf(room);
    await service.stop();
    await service.launch(service.rooms.length);
    const again = await enter(service.rooms[at].moderator);
    assert.deepEqual([again.state.room.subtitles, again.state.room.chapters], [false, true]);
    const presetAgain = await enter(service.rooms.at(-1).moderator);
    assert.deepEqual([presetAgain.state.room.subtitles, presetAgain.state.room.chapters], [true, true],
        'the configuration has the last word on what it names');
});
