// What moderators do to people, at the real service: it takes effect at once, is told, and survives a reload and a restart.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { RoomClient, assertRefused, keeping } from './room_client.mjs';
import { Service, freePort, removeFolder, temporaryFolder } from './service.mjs';

const TROLL = 'a'.repeat(32);

let folder;
let service;
let lastRoom = 0;
const { open, keep } = keeping();
const enter = (link, who) => keep(RoomClient.join(link, who));

before(async () => {
    folder = await temporaryFolder();
    service = await Service.start({ rooms: Array(7).fill('People'), folder, port: await freePort() });
});

after(async () => {
    open.forEach(({ socket }) => socket.terminate());
    await service?.stop();
    await removeFolder(folder);
});

async function classroom() {
    const links = service.rooms[lastRoom++];
    const host = await enter(links.host, { name: 'Hila' });
    const moderator = await enter(links.moderator, { name: 'Mia' });
    const guest = await enter(links.participant, { name: 'Gil' });
    return { links, host, moderator, guest };
}

const told = (client, act) => client.next((message) => message.type === 'told' && message.act === act, `told ${act}`);

test('a promotion takes effect at once, survives a lost connection and a reload, and is taken away at once', async () => {
    const { links, host, moderator } = await classroom();
    const device = 'e'.repeat(32);
    const guest = await enter(links.participant, { name: 'Gil', device });
    await moderator.askOk('setRole', { participant: guest.id, role: 'moderator' });
    assert.equal((await told(guest, 'promoted')).name, 'Mia');
    assert.equal(guest.participant(guest.id).role, 'moderator');
    await guest.askOk('lockRoom', { locked: true });
    await guest.cut();
    const back = await enter(links.participant, { name: 'Gil', resume: guest.joined.resume });
    assert.deepEqual([back.id, back.joined.role], [guest.id, 'moderator']);
    await back.askOk('lockRoom', { locked: false });
    await back.leave(); // as a page does when it is loaded anew
    const again = await enter(links.participant, { name: 'Gil', device });
    assert.deepEqual([again.id === guest.id, again.joined.role], [false, 'moderator']);
    await host.askOk('setRole', { participant: again.id, role: 'participant' });
    await told(again, 'demoted');
    assertRefused(await again.ask('lockRoom', { locked: true }), 'notAllowed');
});

test('who becomes a moderator is told who waits; who is one no longer, that nobody does', async () => {
    const { links, host, guest } = await classroom();
    await host.askOk('lockRoom', { locked: true });
    await enter(links.participant, { name: 'Noa' });
    const waiting = () => guest.messages.filter(({ type }) => type === 'waitingRoom').at(-1)?.people.map(({ name }) => name);
    await host.askOk('setRole', { participant: guest.id, role: 'moderator' });
    await guest.when(() => waiting()?.length === 1, 'Noa waits');
    await host.askOk('setRole', { participant: guest.id, role: 'participant' });
    await guest.when(() => waiting()?.length === 0, 'nobody waits');
});

test('who is removed is out at once and waits when they come again; the others notice nothing', async () => {
    const { links, host, moderator } = await classroom();
    const troll = await enter(links.participant, { name: 'Troll', device: TROLL });
    const pupils = await Promise.all(['b', 'c', 'd'].map((one) => enter(links.participant, { name: `Pupil ${one}`, device: one.repeat(32) })));
    await moderator.askOk('remove', { participant: troll.id });
    assert.equal((await troll.next('sessionEnded')).reason, 'removed');
    await troll.closed;
    const names = host.state.participants.map(({ name }) => name);
    assert.ok(!names.includes('Troll') && pupils.every(({ socket }) => socket.readyState === 1));
    for (const [name, device, resume] of [['Angel', TROLL, ''], ['Angel', TROLL, troll.joined.resume], ['Angel', 'f'.repeat(32), ''], ['Angel', '', '']]) {
        const again = await enter(links.participant, { name, device, resume });
        assert.deepEqual([again.joined.type, again.joined.reason], ['waiting', 'removed']);
        await moderator.when(() => moderator.messages.filter(({ type }) => type === 'waitingRoom').at(-1)?.people.at(-1)?.removed, 'they are marked');
        await again.cut();
    }
    // A pupil who reloads the page, or comes anew, walks in.
    await pupils[0].cut();
    const back = await enter(links.participant, { name: 'Pupil b', device: 'b'.repeat(32) });
    assert.equal(back.joined.type, 'welcome');
    const again = await enter(links.participant, { name: 'Troll', device: TROLL });
    await moderator.askOk('lockRoom', { locked: true });
    await moderator.askOk('lockRoom', { locked: false });
    assert.equal(again.messages.filter(({ type }) => type === 'welcome').length, 0, 'unlocking lets in nobody who was removed');
    const [{ id }] = moderator.messages.filter(({ type }) => type === 'waitingRoom').at(-1).people;
    await moderator.askOk('admit', { participant: id });
    await again.next('welcome');
});

test('who was not invited comes on stage neither by message nor by a forged offer', async () => {
    const { host, guest } = await classroom();
    await host.askOk('setStageAccess', { access: 'invite' });
    assertRefused(await guest.ask('setStage', { onStage: true }), 'notInvited');
    assertRefused(await guest.ask('setMedia', { camera: true, microphone: true }), 'notInvited');
    const sdp = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=sendonly\r\n';
    for (const peer of ['main', 'screen']) {
        assertRefused(await guest.ask('publish', { peer, sdp }), 'notInvited');
    }
    await guest.askOk('setHand', { raised: true });
    await host.askOk('inviteToStage', { participant: guest.id });
    await told(guest, 'invited');
    assert.equal(guest.participant(guest.id).handRaised, false);
    await guest.askOk('setStage', { onStage: true });
    await host.askOk('takeOffStage', { participant: guest.id });
    await told(guest, 'offStage');
    assertRefused(await guest.ask('setStage', { onStage: true }), 'notInvited');
});

test('the chat reaches everybody, and those who come later; lines can be deleted', async () => {
    const { links, moderator, guest } = await classroom();
    await guest.askOk('say', { text: '  See https://example.org  ' });
    const { lines: [line] } = await moderator.next('chat');
    assert.deepEqual([line.name, line.text, line.from], ['Gil', 'See https://example.org', guest.id]);
    assert.ok(Math.abs(Date.parse(line.at) - Date.now()) < 10000);
    assertRefused(await guest.ask('say', { text: ' \n ' }), 'malformed');
    assertRefused(await guest.ask('say', { text: 'x'.repeat(4001) }), 'malformed');
    await moderator.askOk('say', { text: 'שלום' });
    const late = await enter(links.participant, { name: 'Lea' });
    assert.deepEqual((await late.next('chat')).lines.map(({ text }) => text), ['See https://example.org', 'שלום']);
    assertRefused(await late.ask('deleteChatLine', { line: line.line }), 'notAllowed');
    await moderator.askOk('deleteChatLine', { line: line.line });
    await late.next('chatLineDeleted');
    assertRefused(await moderator.ask('deleteChatLine', { line: line.line }), 'notFound');
});

test('a service that is killed remembers the lock, roles, who was removed, the chat, and who waits', async () => {
    const { links, host, guest } = await classroom();
    const troll = await enter(links.participant, { name: 'Troll', device: TROLL });
    await host.askOk('remove', { participant: troll.id });
    await host.askOk('setRole', { participant: guest.id, role: 'moderator' });
    await host.askOk('setStageAccess', { access: 'request' });
    await guest.askOk('say', { text: 'before' });
    await host.askOk('lockRoom', { locked: true });
    const noa = await enter(links.participant, { name: 'Noa' });
    assert.equal(noa.joined.type, 'waiting');
    await new Promise((done) => { setTimeout(done, 2500); }); // what is not about a recording is stored every two seconds
    await service.stop('SIGKILL');
    await Promise.all([host, guest, noa].map(({ closed }) => closed));
    await service.launch(service.rooms.length);

    const back = await enter(links.participant, { name: 'Gil', resume: guest.joined.resume });
    assert.deepEqual([back.id, back.joined.role, back.joined.state.room.locked, back.joined.state.room.stageAccess], [guest.id, 'moderator', true, 'request']);
    assert.equal((await back.next('chat')).lines[0].text, 'before');
    const again = await enter(links.participant, { name: 'Noa' });
    assert.equal(again.joined.type, 'waiting', 'and who waits comes by itself, and waits again');
    // From where somebody was removed, so nobody is let in together with others.
    const [{ id }] = (await back.next((message) => message.type === 'waitingRoom' && message.people.length > 0, 'who waits')).people;
    await back.askOk('admit', { participant: id });
    await again.next('welcome');
    assert.equal(again.messages.filter(({ type }) => type === 'welcome').length, 1);
    await back.askOk('lockRoom', { locked: false });
    assert.equal((await enter(links.participant, { name: 'New', device: TROLL })).joined.reason, 'removed');
});

test('450 people wait, and are let in at once', { timeout: 60000 }, async () => {
    const links = service.rooms[lastRoom++];
    const moderator = await enter(links.moderator, { name: 'Mia' });
    await moderator.askOk('lockRoom', { locked: true });
    const people = [];
    for (let i = 0; i < 450; i += 50) {
        people.push(...await Promise.all(Array.from({ length: 50 }, (_, n) => enter(links.participant, { name: `Person ${i + n}`, localAddress: `127.0.0.${2 + i / 50}` }))));
    }
    assert.ok(people.every(({ joined }) => joined.type === 'waiting'));
    await moderator.when(() => moderator.messages.filter(({ type }) => type === 'waitingRoom').at(-1).people.length === 450, 'all of them');
    await moderator.askOk('admit', { participant: '' });
    await Promise.all(people.map((one) => one.next('welcome', 'a welcome', 20000)));
    assert.equal(moderator.state.room.locked, true);
});
