// Who may start and stop a recording, in which order things happen, and whose statement counts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESKTOP_AGENT, RoomClient, aliveFields, assertRefused, joinRecorder, keeping, pageToken } from './room_client.mjs';
import { mkdir, readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Service, filesUnder, removeFolder, temporaryFolder } from './service.mjs';

const SHA = 'a'.repeat(64);
const DEVICES = [
    ['participant', 'desktop', 'notAllowed'], ['participant', 'phone', 'notAllowed'], ['moderator', 'phone', 'notFromMobile'],
    ['moderator', 'tablet', 'notFromMobile'], ['host', 'phone', 'notFromMobile'],
];

let service;
let lastRoom = 0;
const { open: clients, keep } = keeping();

const freshRoom = () => service.rooms[lastRoom++];
const enter = (link, who) => keep(RoomClient.join(link, who));
const recorder = (room, name, more) => keep(joinRecorder(room.host, name, more));

const PIXEL = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';
const pageOf = (headers) => pageToken(service.base, headers);
// Whatever these say when they join, they say "desktop"; [what, the page's token, which device the service sees]
const CLAIMS = [
    ['a computer', () => pageOf({ 'user-agent': DESKTOP_AGENT }), 'desktop'],
    ['a phone', () => pageOf({ 'user-agent': PIXEL }), 'phone'],
    ['a phone that asks for the desktop site', () => pageOf({ 'user-agent': DESKTOP_AGENT, 'sec-ch-ua-mobile': '?1' }), 'phone'],
    ['a tablet that only its platform gives away',
        () => pageOf({ 'user-agent': DESKTOP_AGENT, 'sec-ch-ua-mobile': '?0', 'sec-ch-ua-platform': '"Android"' }), 'tablet'],
    ['a browser without the page', () => '', 'phone'],
    ['a browser with a page that was made up', async () => (await pageOf({ 'user-agent': PIXEL })).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), 'phone'],
];

/** A room with a recording in progress, its recorder, a moderator in a browser and the order. */
async function recordingRoom() {
    const room = freshRoom();
    const host = await recorder(room);
    const moderator = await enter(room.moderator, { name: 'Amina Okafor' });
    await host.askOk('startRecording');
    const { recording, epoch } = await host.next('beginRecording');
    await Promise.all([host, moderator].map((client) => client.phase('recording')));
    return { room, host, moderator, recording, epoch };
}

const stopped = (order, more) => ({ ...order, duration: 2000, bytes: 1000, sha256: SHA, name: 'Rec.mp4', diskNearlyFull: false, ...more });

before(async () => {
    service = await Service.start({ rooms: Array(40).fill('Biology 101'), folder: await temporaryFolder() });
});

after(async () => {
    clients.forEach((client) => client.socket.terminate());
    await service?.stop();
    await removeFolder(service.folder);
});

for (const [what, token, seen] of CLAIMS) {
    test(`${what} that claims to be a computer is a ${seen}`, async () => {
        const room = freshRoom();
        const host = await recorder(room);
        const moderator = await enter(room.moderator, { page: await token() });
        assert.equal(moderator.participant(moderator.id).formFactor, seen);
        const answer = await moderator.ask('startRecording');
        if (seen === 'desktop') {
            assert.equal(answer.type, 'ok');
            await host.next('beginRecording');
        } else {
            assertRefused(answer, 'notFromMobile');
        }
    });
}

test('a browser says that it is one, and cannot pass for a program', async () => {
    const room = freshRoom();
    for (const client of ['desktop', 'recorder', 'simulator']) {
        const script = await enter(room.moderator, { client, origin: service.base });
        assertRefused(script.joined, 'notAllowed');
        assert.equal((await script.closed).code, 1008);
    }
    const page = await enter(room.moderator, { origin: service.base });
    assert.equal(page.joined.type, 'welcome');
});

for (const [role, formFactor, code] of DEVICES) {
    test(`a ${role} at a ${formFactor} neither starts nor stops`, async () => {
        const { room, host, recording } = await recordingRoom();
        const other = await enter(room[role], { formFactor });
        assertRefused(await other.ask('stopRecording', { recording }), code);
        assert.equal(host.state.recording.phase, 'recording');
        assertRefused(await other.ask('startRecording'), code);
        host.send('stopRecording', { recording });
        await host.next('endRecording');
        await host.askOk('recorderStopped', stopped({ recording, epoch: 1 }));
        await other.phase('idle');
        assertRefused(await other.ask('startRecording'), code);
        assert.equal(host.state.recording.phase, 'idle');
    });
}

test('without a desktop program nobody can record', async () => {
    const room = freshRoom();
    const moderator = await enter(room.moderator);
    await enter(room.host, { client: 'web' });
    await enter(room.participant, { client: 'desktop' });
    assertRefused(await moderator.ask('startRecording'), 'noRecorder');
    assert.equal(moderator.state.recording.phase, 'idle');
});

test('a second start is told who was first', async () => {
    const { host, moderator } = await recordingRoom();
    for (const client of [moderator, host]) {
        const answer = await client.ask('startRecording');
        assertRefused(answer, 'alreadyRecording');
        assert.equal(answer.name, 'Grace Hopper');
    }
});

test('of two starts in the same moment exactly one wins', async () => {
    const room = freshRoom();
    const host = await recorder(room);
    const pair = [await enter(room.moderator, { name: 'Amina' }), await enter(room.moderator, { name: 'Bruno' })];
    const answers = await Promise.all(pair.map((client) => client.ask('startRecording')));
    const winner = answers.findIndex((answer) => answer.type === 'ok');
    assert.ok(winner >= 0, 'nobody won');
    assertRefused(answers[1 - winner], 'alreadyRecording');
    assert.equal(answers[1 - winner].name, pair[winner].joined.state.participants.find((p) => p.id === pair[winner].id).name);
    await host.phase('recording');
    assert.equal(host.state.recording.startedBy, pair[winner].id);
    assert.equal(host.messages.filter((message) => message.type === 'beginRecording').length, 1);
});

test('stop without a recording, and with an id that is over', async () => {
    const { host, moderator, recording, epoch } = await recordingRoom();
    assertRefused(await moderator.ask('stopRecording', { recording: 'f'.repeat(24) }), 'staleRecording');
    await moderator.askOk('stopRecording', { recording });
    const order = await host.next('endRecording');
    assert.deepEqual([order.recording, order.epoch, order.reason], [recording, epoch, 'stopped']);
    await host.askOk('recorderStopped', stopped({ recording, epoch }));
    const ended = await moderator.next('recordingEnded');
    assert.deepEqual([ended.recording, ended.reason, ended.name, ended.code], [recording, 'stopped', 'Amina Okafor', '']);
    assertRefused(await moderator.ask('stopRecording', { recording }), 'notRecording');
    await moderator.askOk('startRecording');
    await host.next((message) => message.type === 'beginRecording' && message.recording !== recording);
    assertRefused(await moderator.ask('stopRecording', { recording }), 'staleRecording');
    assert.notEqual(host.state.recording.phase, 'idle', 'a dialog of the last recording does not stop this one');
});

test('what is said about another recording does not count', async () => {
    const { room, host, moderator, recording, epoch } = await recordingRoom();
    const guest = await enter(room.participant);
    assertRefused(await guest.ask('confirmRecording', { recording: 'f'.repeat(24) }), 'staleRecording');
    assert.equal(guest.participant(guest.id).consent, 'asked');
    await guest.askOk('confirmRecording', { recording });
    await host.when(() => host.participant(guest.id)?.consent === 'confirmed', 'the consent');
    for (const order of [{ recording: 'f'.repeat(24), epoch }, { recording, epoch: epoch + 1 }]) {
        assertRefused(await host.ask('recorderStarted', order), 'staleRecording');
        assertRefused(await host.ask('recorderAlive', aliveFields(order)), 'staleRecording');
        assertRefused(await host.ask('recorderStopped', stopped(order)), 'staleRecording');
        assertRefused(await host.ask('recorderFailed', { ...order, code: 'diskFull', detail: '' }), 'staleRecording');
    }
    assert.equal(moderator.state.recording.phase, 'recording');
});

test('a consent that cannot be stored does not count, and is not answered with ok', async () => {
    const { room, host, recording } = await recordingRoom();
    const guest = await enter(room.participant);
    const folder = (await filesUnder(service.data, 'meta.json')).find((file) => file.includes(recording)).replace(/meta\.json$/, '');
    await mkdir(join(folder, 'consents.jsonl')); // as if the disk refused
    assertRefused(await guest.ask('confirmRecording', { recording }), 'diskError');
    assert.equal(guest.participant(guest.id).consent, 'asked');
    await rmdir(join(folder, 'consents.jsonl'));
    const answers = await Promise.all([1, 2, 3].map(() => guest.ask('confirmRecording', { recording })));
    assert.deepEqual(answers.map(({ type }) => type), ['ok', 'ok', 'ok']);
    assert.equal(guest.participant(guest.id).consent, 'confirmed');
    await host.when(() => host.participant(guest.id)?.consent === 'confirmed', 'the consent');
    const lines = (await readFile(join(folder, 'consents.jsonl'), 'utf8')).trim().split('\n');
    assert.equal(lines.length, 1, 'stored once');
});

test('a stranger cannot speak for the recorder', async () => {
    const { room, host, moderator, recording, epoch } = await recordingRoom();
    const rival = await recorder(room, 'Eve');
    for (const stranger of [moderator, rival, await enter(room.participant)]) {
        const order = { recording, epoch };
        assertRefused(await stranger.ask('recorderStarted', order), 'staleRecording');
        assertRefused(await stranger.ask('recorderAlive', aliveFields(order)), 'staleRecording');
        assertRefused(await stranger.ask('recorderStopped', stopped(order)), 'staleRecording');
        assertRefused(await stranger.ask('recorderFailed', { ...order, code: 'diskFull', detail: '' }), 'staleRecording');
    }
    assert.equal(host.state.recording.phase, 'recording');
    assert.equal(rival.messages.some((message) => message.type === 'beginRecording'), false, 'no upload ticket for others');
    const { items } = await moderator.ask('listMedia');
    assert.deepEqual(items.map((item) => [item.state, item.bytes]), [['recording', 0]]);
});

test('a recorder that fails is heard, with its reason', async () => {
    const { host, moderator, recording, epoch } = await recordingRoom();
    await host.askOk('recorderFailed', { recording, epoch, code: 'diskFull', detail: 'no space left' });
    const ended = await moderator.next('recordingEnded');
    assert.deepEqual([ended.reason, ended.code], ['failed', 'diskFull']);
    const { item } = await moderator.next((message) => message.type === 'mediaItem' && message.item.state === 'failed');
    assert.equal(item.reason, 'diskFull');
});

test('stopped before it began, it is cancelled', async () => {
    const room = freshRoom();
    const host = await recorder(room, 'Grace Hopper', { showsNotices: false });
    await host.askOk('startRecording');
    await host.phase('starting');
    await host.askOk('stopRecording', { recording: host.state.recording.recording });
    assert.equal((await host.next('recordingEnded')).reason, 'cancelled');
    await host.askOk('startRecording');
    await host.phase('recording');
    assert.equal(host.messages.filter((message) => message.type === 'beginRecording').length, 1);
});

test('recording begins when everyone has shown the notice, at once', async () => {
    const room = freshRoom();
    const host = await recorder(room);
    const guests = [await enter(room.participant, { showsNotices: false }), await enter(room.participant)];
    const since = performance.now();
    await host.askOk('startRecording');
    await guests[0].phase('starting');
    await guests[1].askOk('setHand', { raised: true });
    assert.equal(host.messages.some((message) => message.type === 'beginRecording'), false, 'one has not shown it yet');
    const { recording } = guests[0].state.recording;
    const shownAt = performance.now();
    await guests[0].askOk('noticeShown', { recording, notice: 'starting' });
    const begin = await host.next('beginRecording');
    assert.ok(begin.receivedAt - shownAt < 300, `${begin.receivedAt - shownAt} ms after the last notice`);
    assert.ok(begin.receivedAt - since < 900, 'not by the timeout');
    await guests[0].phase('recording');
});

test('one silent client delays the beginning by one second', async () => {
    const room = freshRoom();
    const host = await recorder(room);
    await enter(room.participant, { showsNotices: false });
    const since = performance.now();
    await host.askOk('startRecording');
    const waited = (await host.next('beginRecording')).receivedAt - since;
    assert.ok(waited > 950 && waited < 1600, `${waited} ms`);
});

test('consent: who started need not confirm, who comes later is asked', async () => {
    const { room, host, recording } = await recordingRoom();
    assert.equal(host.participant(host.id).consent, 'notNeeded');
    const late = await enter(room.participant);
    assert.equal(late.participant(late.id).consent, 'asked');
    await host.when(() => host.state.recording.notConfirmed === 2, 'two who have not confirmed');
    await late.askOk('confirmRecording', { recording });
    await host.when(() => host.state.recording.notConfirmed === 1, 'one who has not confirmed');
});
