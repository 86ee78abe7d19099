// Participants who are inside stay inside, and how long the room waits for a host who falls silent.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { RoomClient, aliveFields, assertRefused, joinRecorder, keeping } from './room_client.mjs';
import { Service, makeToken, removeFolder, temporaryFolder, until, withToken } from './service.mjs';

const HOST_GRACE_S = 60;
/** Only packaging/check_all.sh has the time for them. */
const skip = process.env.PROSCENIUM_LONG ? false : 'takes more than a minute';

let service;
let secret;
const { open: clients, keep } = keeping();

const enter = (link, who) => keep(RoomClient.join(link, who));

before(async () => {
    service = await Service.start({
        rooms: Array(4).fill('Biology 101'), folder: await temporaryFolder(), config: { hostGraceMinutes: HOST_GRACE_S / 60 },
    });
    secret = await service.secret();
});

after(async () => {
    clients.forEach((client) => client.socket.terminate());
    await service?.stop();
    await removeFolder(service.folder);
});

/** A link that expires in two seconds, and a function that waits for that. */
function shortLink(room, role) {
    const now = Math.floor(Date.now() / 1000);
    const exp = now + 2;
    const token = makeToken(secret, { purpose: 'join', room: room.room ?? `room-${service.rooms.indexOf(room) + 1}`, role, iat: now - 10, exp });
    const over = () => until(() => Date.now() / 1000 > exp + 0.5, 'the end of the link', 10000);
    return { link: withToken(room.host, token), over };
}

for (const [client, role] of [['web', 'moderator'], ['desktop', 'host'], ['recorder', 'moderator']]) {
    test(`an expired link does not matter for who is inside: ${client}`, async () => {
        const [room, other] = service.rooms;
        const { link, over } = shortLink(room, role);
        const inside = await enter(link, { client, name: 'Ada' });
        assert.equal(inside.joined.type, 'welcome', JSON.stringify(inside.joined));
        const elsewhere = await enter(other.participant);
        await over();
        await inside.cut();
        assertRefused((await enter(link, { client })).joined, 'tokenExpired');
        assertRefused((await enter(link, { client, resume: elsewhere.joined.resume })).joined, 'tokenExpired');
        assertRefused((await enter(link, { client, resume: 'f'.repeat(48) })).joined, 'tokenExpired');
        const back = await enter(link, { client, name: 'Ada', resume: inside.joined.resume });
        assert.equal(back.id, inside.id);
        assert.equal(back.participant(back.id).role, role);
        // The resume secret of another room, with a link to this one, does not admit anyone to that room.
        assert.equal(elsewhere.socket.readyState, elsewhere.socket.OPEN);
        await back.leave();
        assertRefused((await enter(link, { client, resume: back.joined.resume })).joined, 'tokenExpired');
    });
}

test('who only comes and goes leaves no place behind; who was there for ten seconds finds it again', { timeout: 30000 }, async () => {
    const [room] = service.rooms;
    const host = await enter(room.host);
    const count = host.state.participants.length;
    const patient = await enter(room.participant, { name: 'Ada' });
    const since = performance.now();
    for (let i = 0; i < 100; i += 1) {
        const ghost = await enter(room.participant, { name: `Ghost ${i}` });
        assert.equal(ghost.joined.type, 'welcome', JSON.stringify(ghost.joined));
        await ghost.cut();
    }
    await host.when(() => host.state.participants.length === count + 1, 'the end of the ghosts');
    await until(() => performance.now() - since > 10500, 'ten seconds', 12000);
    await patient.cut();
    const back = await enter(room.participant, { name: 'Ada', resume: patient.joined.resume });
    assert.equal(back.id, patient.id);
});

test('a secret of a place gives no more rights than the link that it comes with', async () => {
    const [room] = service.rooms;
    const moderator = await enter(room.moderator);
    await moderator.cut();
    const thief = await enter(room.participant, { resume: moderator.joined.resume });
    assert.equal(thief.joined.role, 'participant');
    assert.notEqual(thief.id, moderator.id);
    const back = await enter(room.moderator, { resume: moderator.joined.resume });
    assert.equal(back.id, moderator.id);
    assertRefused((await enter(room.participant, { client: 'recorder' })).joined, 'notAllowed');
});

test('a link that nobody here signed opens nothing, whatever secret comes with it', async () => {
    const [room] = service.rooms;
    const inside = await enter(room.participant);
    await inside.cut();
    const forged = withToken(room.host, makeToken(Buffer.alloc(32, 1), { purpose: 'join', room: 'room-1', role: 'host', iat: 1, exp: 2 }));
    assertRefused((await enter(forged, { resume: inside.joined.resume })).joined, 'tokenInvalid');
});

test('who comes back with an expired link after the session hears that it is over', async () => {
    const room = service.rooms[2];
    const { link, over } = shortLink(room, 'moderator');
    const host = await enter(room.host);
    const guest = await enter(link);
    await guest.cut();
    await over();
    await host.askOk('endSession').catch(() => {});
    await host.closed;
    assertRefused((await enter(link, { resume: guest.joined.resume })).joined, 'sessionEnded');
    assertRefused((await enter(link)).joined, 'tokenExpired');
});

test('a frozen host: its time begins with its last word, and the recording ends because it left', { skip, timeout: 120000 }, async () => {
    const room = service.rooms[3];
    const host = await keep(joinRecorder(room.host));
    const guest = await enter(room.participant);
    await host.askOk('startRecording');
    const { recording, epoch } = await host.next('beginRecording');
    await guest.phase('recording');
    await host.askOk('recorderAlive', aliveFields({ recording, epoch }, { recorded: 1500 }));
    host.socket.pause(); // stops reading, and so answers no ping
    const frozen = performance.now();
    await guest.when(() => guest.state.recording.interrupted, 'interrupted', 12000);
    assert.equal(guest.state.recording.elapsed, 1500, 'what is known to be in the file');
    await guest.when(() => !guest.participant(host.id)?.present, 'the end of its connection', 30000);
    assert.ok(performance.now() - frozen > 15000, 'it stood for a while');
    const ended = await guest.next('recordingEnded', 'the end of the recording', (HOST_GRACE_S + 30) * 1000);
    assert.deepEqual([ended.reason, ended.code], ['hostLeft', '']);
    assert.equal((await guest.next('sessionEnded')).reason, 'timeout');
    const waited = (ended.receivedAt - frozen) / 1000;
    assert.ok(Math.abs(waited - HOST_GRACE_S) < 5, `${waited} s`);
});
