// A class with browsers only: the service sends a recorder of its own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RoomClient, keeping } from './room_client.mjs';
import { Service, childOf, freePort, removeFolder, temporaryFolder, until } from './service.mjs';

let folder;
let service;
const { open, keep } = keeping();
const enter = (link, who) => keep(RoomClient.join(link, who));

before(async () => {
    folder = await temporaryFolder();
    service = await Service.start({ rooms: ['One', 'Two', 'Three'], folder, port: await freePort(), config: { serverRecorder: { maxRecordings: 1 } } });
});

after(async () => {
    open.forEach(({ socket }) => socket.terminate());
    await service?.stop();
    await removeFolder(folder);
});

/** A moderator in a browser presses Start; resolves once it is recorded. */
async function started(room) {
    const moderator = await enter(room.moderator, { name: 'Mia' });
    const guest = await enter(room.participant, { name: 'Gil' });
    await moderator.askOk('startRecording');
    await moderator.when(() => moderator.state.recording.phase === 'recording', 'it is recorded', 25000);
    return { moderator, guest };
}

const seconds = (count) => new Promise((done) => { setTimeout(done, count * 1000); });
const ready = (client) => client.next((message) => message.type === 'mediaItem' && message.item.state === 'ready', 'it is in Recordings', 30000);

test('a moderator in a browser records with the service\'s recorder, which leaves afterwards', { timeout: 90000 }, async () => {
    const { moderator, guest } = await started(service.rooms[0]);
    const { recording, recorder, startedByName } = moderator.state.recording;
    assert.equal(startedByName, 'Mia');
    const { name, client, onStage } = moderator.participant(recorder);
    assert.deepEqual([name, client, onStage], ['Recorder of the service', 'recorder', false]);
    await guest.when(() => guest.participant(guest.id).consent === 'asked', 'the guest is asked');
    // Its link is in no command line.
    const pid = await childOf(service.pid, 'proscenium-room');
    assert.ok(pid);
    // All are in use: a sentence, and nothing happens.
    const other = await enter(service.rooms[1].moderator, { name: 'Noa' });
    await other.askOk('startRecording');
    assert.equal((await other.next('error')).code, 'noRecorder');
    assert.equal(other.state.recording.phase, 'idle');
    await seconds(3);
    await moderator.askOk('stopRecording', { recording });
    const { item } = await ready(moderator);
    assert.equal(item.item, recording);
    assert.ok(item.duration > 2000, `${item.duration} ms`);
    await moderator.when(() => !moderator.participant(recorder), 'the recorder leaves', 20000);
    await until(async () => (await readdir(join(service.data, 'recorders'))).length === 0, 'nothing of it is left in the recorder\'s folder');
});

test('a service that is killed continues the recording with its recorder', { timeout: 120000 }, async () => {
    const { moderator } = await started(service.rooms[2]);
    const { recording } = moderator.state.recording;
    await seconds(4);
    await service.stop('SIGKILL');
    await moderator.closed;
    await service.launch(service.rooms.length);
    const back = await enter(service.rooms[2].moderator, { name: 'Mia', resume: moderator.joined.resume });
    assert.equal(back.state.recording.recording, recording);
    await back.when(() => back.state.recording.phase === 'recording' && !back.state.recording.interrupted, 'it goes on', 40000);
    await seconds(3);
    await back.askOk('stopRecording', { recording });
    const { item } = await ready(back);
    assert.equal(item.item, recording);
});
