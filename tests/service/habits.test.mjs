// What a room does about recording by itself, at the real service; and marks.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { RoomClient, assertRefused, joinRecorder, keeping } from './room_client.mjs';
import { Service, removeFolder, temporaryFolder } from './service.mjs';

let folder;
let service;
const { open, keep } = keeping();

before(async () => {
    folder = await temporaryFolder();
    service = await Service.start({ rooms: [{ title: 'By itself', autoRecord: true }, 'By hand'], folder });
});

after(async () => {
    open.forEach(({ socket }) => socket.terminate());
    await service?.stop();
    await removeFolder(folder);
});

test('a room that records by itself starts when the first who can record comes, and only once', async () => {
    const [room] = service.rooms;
    const guest = await keep(RoomClient.join(room.participant, { name: 'Gil' }));
    const moderator = await keep(RoomClient.join(room.moderator, { name: 'Mia' }));
    assert.equal(moderator.state.recording.phase, 'idle', 'no computer here can record');
    const host = await keep(joinRecorder(room.host, 'Hila'));
    const { recording, epoch } = await host.next('beginRecording');
    await guest.phase('recording');
    assert.deepEqual([guest.state.recording.startedByName, guest.participant(guest.id).consent], ['Hila', 'asked']);
    await moderator.askOk('markMoment', { recording, name: 'Question' });
    const chapter = await host.next('addChapter');
    assert.deepEqual([chapter.recording, chapter.epoch, chapter.name], [recording, epoch, 'Question']);
    assertRefused(await guest.ask('markMoment', { recording, name: '' }), 'notAllowed');
    await moderator.askOk('stopRecording', { recording });
    await host.next('endRecording');
    await host.askOk('recorderStopped', { recording, epoch, duration: 2000, bytes: 1000, sha256: 'a'.repeat(64), name: 'Rec.mp4', diskNearlyFull: false });
    await guest.phase('idle');
    const second = await keep(joinRecorder(room.host, 'Hugo'));
    assert.equal(second.state.recording.phase, 'idle');
    await new Promise((done) => { setTimeout(done, 500); });
    assert.equal(guest.state.recording.phase, 'idle');
});

test('other rooms wait for somebody who presses Start', async () => {
    const host = await keep(joinRecorder(service.rooms[1].host, 'Hila'));
    await new Promise((done) => { setTimeout(done, 500); });
    assert.equal(host.state.recording.phase, 'idle');
});
