// How everyone is told of changes: differences, merged, and never so many that somebody is closed for not reading them.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { RoomClient, assertRefused, joinRecorder, keeping } from './room_client.mjs';
import { Service, removeFolder, temporaryFolder } from './service.mjs';

let service;
const { open: clients, keep } = keeping();

const enter = (link, who) => keep(RoomClient.join(link, who));
const changesOf = (client) => client.messages.filter(({ type }) => type === 'stateChanged');
const isOpen = ({ socket }) => socket.readyState === socket.OPEN;

before(async () => {
    service = await Service.start({ rooms: Array(6).fill('Biology 101'), folder: await temporaryFolder() });
});

// One address has 256 connections.
afterEach(() => clients.splice(0).forEach((client) => client.socket.terminate()));

after(async () => {
    await service?.stop();
    await removeFolder(service.folder);
});

/** The state as the service sends it to a newcomer, who then leaves. */
async function stateOf(room) {
    const client = await RoomClient.join(room.host, { name: 'Witness' });
    const { id, state } = client;
    await client.leave();
    return { ...state, participants: state.participants.filter((person) => person.id !== id) };
}

/** What must be the same for everyone, whenever they look. */
const essence = ({ room, participants, highlighted }) => ({ room, participants, highlighted });

test('a flood of changes is merged: the others get at most ten a second, and end in the same state', async () => {
    const [room] = service.rooms;
    const host = await enter(room.host);
    const guest = await enter(room.participant);
    const people = await Promise.all(Array.from({ length: 30 }, (_, i) => enter(room.participant, { name: `P${i}` })));
    await host.when(() => host.state.participants.length === 32, 'everybody');
    const [told, since] = [changesOf(host).length, performance.now()];
    for (let i = 0; i < 300; i += 1) {
        guest.send('setHand', { raised: i % 2 === 0 });
    }
    await guest.askOk('setFit', { participant: guest.id, fit: 'contain' });
    const calm = people[0];
    await calm.askOk('setFit', { participant: calm.id, fit: 'contain' });
    assert.equal(calm.participant(calm.id).fit, 'contain', "one's own change is told before its answer");
    await host.when(() => host.participant(guest.id)?.fit === 'contain', 'the last change');
    const seconds = (performance.now() - since) / 1000;
    const count = changesOf(host).length - told;
    assert.ok(count <= 2 + seconds * 10, `${count} messages in ${seconds} s`);
    assert.ok(changesOf(guest).length >= 150, 'one by one for who makes them');
    for (const one of [host, guest, ...people]) {
        await one.when(() => one.participant(guest.id)?.fit === 'contain', 'the same state');
        assert.ok(isOpen(one));
    }
    const state = essence(await stateOf(room));
    await host.when(() => host.state.participants.length === 32, 'the end of the witness');
    assert.deepEqual(essence(host.state), state);
});

test('who does not read is not closed, and is told the whole difference later', { timeout: 60000 }, async () => {
    const room = service.rooms[1];
    const host = await enter(room.host);
    const slow = await enter(room.participant, { name: 'Slow' });
    slow.socket.pause();
    const people = await Promise.all(Array.from({ length: 60 }, (_, i) => enter(room.participant, { name: `Person ${i} `.padEnd(80, 'x') })));
    for (const end = performance.now() + 4000; performance.now() < end;) {
        for (const person of people) {
            await person.askOk('setHand', { raised: !person.participant(person.id).handRaised });
        }
    }
    await host.askOk('highlight', { participant: people[0].id });
    slow.socket.resume();
    await slow.when(() => slow.state.highlighted === people[0].id, 'the last change', 10000);
    assert.ok(isOpen(slow));
    const state = essence(await stateOf(room));
    await slow.when(() => slow.state.participants.length === 62, 'the end of the witness');
    assert.deepEqual(essence(slow.state), state);
});

test('200 people who join in four seconds are all let in, and all stay', { timeout: 60000 }, async () => {
    const room = service.rooms[2];
    const host = await enter(room.host);
    const guests = [];
    for (let i = 0; i < 200; i += 1) {
        guests.push(enter(room.participant, { name: `Guest ${i}` }));
        await new Promise((done) => { setTimeout(done, 20); });
    }
    const all = await Promise.all(guests);
    await host.when(() => host.state.participants.length === 201, 'everybody', 15000);
    assert.deepEqual(all.map(({ joined }) => joined.type), Array(200).fill('welcome'));
    assert.ok([host, ...all].every(isOpen));
    await all[7].when(() => all[7].state.participants.length === 201, 'everybody, for a guest', 15000);
    assert.deepEqual(essence(all[7].state), essence(host.state));
});

test('who makes the service send too much is refused, and may go on a little later; nobody else notices', { timeout: 60000 }, async () => {
    const room = service.rooms[5];
    const host = await keep(joinRecorder(room.host));
    const people = await Promise.all(Array.from({ length: 150 }, (_, i) => enter(room.participant, { name: `P${i}` })));
    const [flood] = people;
    await host.when(() => host.state.participants.length === 151, 'everybody', 15000);
    const sent = Array.from({ length: 300 }, (_, i) => flood.send('setHand', { raised: i % 2 === 0 }));
    const answers = await Promise.all(sent.map((id) => flood.next((message) => message.re === id, 'an answer')));
    const refused = answers.filter(({ type }) => type === 'error');
    assert.ok(refused.length > 50 && refused.length < 250, `${refused.length} of 300`);
    refused.forEach((answer) => assertRefused(answer, 'tooMany'));
    await host.askOk('startRecording');
    const { recording } = await host.next('beginRecording');
    await flood.phase('recording');
    await flood.askOk('confirmRecording', { recording });
    await people[1].askOk('setHand', { raised: true });
    await new Promise((done) => { setTimeout(done, 1500); });
    await flood.askOk('setHand', { raised: true });
    assert.ok([host, ...people].every(isOpen));
});

test('the phases of a recording are told at once, not merged', async () => {
    const room = service.rooms[3];
    const host = await keep(joinRecorder(room.host));
    const guest = await enter(room.participant);
    await host.askOk('startRecording');
    const { recording } = await host.next('beginRecording');
    await guest.phase('recording');
    await host.askOk('stopRecording', { recording });
    await guest.phase('stopping');
    const phases = changesOf(guest).map((message) => message.recording.phase).filter((phase, i, all) => phase !== all[i - 1]);
    assert.deepEqual(phases.filter((phase) => phase !== 'idle'), ['starting', 'recording', 'stopping']);
});

test('a client that has missed a message asks for the whole state', async () => {
    const room = service.rooms[4];
    const host = await enter(room.host);
    const answer = await host.ask('getState');
    assert.equal(answer.type, 'state');
    assert.equal(answer.participants.length, 1);
    const guest = await enter(room.participant);
    await host.when(() => host.participant(guest.id), 'what follows builds on that state');
});

test('a client of version 1 is told so in one message of its own version', async () => {
    const old = await keep(RoomClient.open(service.base, { protocol: 'proscenium.v1' }));
    assert.equal(old.socket.protocol, 'proscenium.v1');
    const error = await old.next('error');
    assertRefused(error, 'unsupportedVersion');
    assert.deepEqual([error.v, error.fatal], [1, true]);
    assert.equal((await old.closed).code, 1008);
});
