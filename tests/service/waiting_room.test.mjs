// The waiting room of a locked room, at the real service.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { RoomClient, assertRefused, keeping } from './room_client.mjs';
import { Service, removeFolder, temporaryFolder } from './service.mjs';

let folder;
let service;
const { open, keep } = keeping();

before(async () => {
    folder = await temporaryFolder();
    service = await Service.start({ rooms: Array(3).fill('Waiting'), folder });
});

after(async () => {
    open.forEach(({ socket }) => socket.terminate());
    await service?.stop();
    await removeFolder(folder);
});

/** A locked room with a moderator on a computer, one on a phone, and a participant. */
async function lockedRoom(number) {
    const links = service.rooms[number];
    const moderator = await keep(RoomClient.join(links.moderator, { name: 'Mia' }));
    const phone = await keep(RoomClient.join(links.moderator, { name: 'Moshe', formFactor: 'phone' }));
    const guest = await keep(RoomClient.join(links.participant, { name: 'Gil' }));
    await moderator.askOk('lockRoom', { locked: true });
    const comes = async (name) => {
        const one = await keep(RoomClient.join(links.participant, { name }));
        assert.equal(one.joined.type, 'waiting');
        return one;
    };
    return { links, moderator, phone, guest, comes };
}

/** The names of those who wait, as this client was told last. */
const told = (client) => client.messages.filter(({ type }) => type === 'waitingRoom').at(-1)?.people.map(({ name }) => name);
const isTold = (client, names) => client.when(() => JSON.stringify(told(client)) === JSON.stringify(names), `${names} wait`);

test('moderators are told who waits, and let in whom they choose', async () => {
    const { moderator, phone, guest, comes } = await lockedRoom(0);
    const noa = await comes('Noa');
    const uri = await comes('Uri');
    const lea = await comes('Lea');
    await isTold(moderator, ['Noa', 'Uri', 'Lea']);
    await isTold(phone, ['Noa', 'Uri', 'Lea']);
    const [first, second, third] = moderator.messages.filter(({ type }) => type === 'waitingRoom').at(-1).people;
    assert.deepEqual(Object.keys(first).sort(), ['formFactor', 'id', 'name', 'removed', 'role']);
    // Who waits is nobody yet, and may do nothing.
    assertRefused(await uri.ask('admit', { participant: second.id }), 'roomLocked');

    await phone.askOk('admit', { participant: second.id });
    await uri.next('welcome');
    await isTold(moderator, ['Noa', 'Lea']);
    assertRefused(await moderator.ask('admit', { participant: second.id }), 'notWaiting');

    await moderator.askOk('decline', { participant: first.id });
    assert.equal((await noa.next('sessionEnded')).reason, 'declined');
    assert.equal((await noa.closed).code, 1000);
    assertRefused(await moderator.ask('decline', { participant: first.id }), 'notWaiting');
    assertRefused(await guest.ask('admit', { participant: third.id }), 'notAllowed');
    assertRefused(await guest.ask('decline', { participant: third.id }), 'notAllowed');
    await isTold(moderator, ['Lea']);

    await comes('Dan');
    await isTold(phone, ['Lea', 'Dan']);
    await moderator.askOk('admit', { participant: '' });
    await lea.next('welcome');
    await isTold(phone, []);
    assert.equal(moderator.state.room.locked, true);
    // Of those inside, only moderators were told.
    assert.deepEqual([guest, uri, lea].map(told), [undefined, undefined, undefined]);
});

test('two moderators answer at once: each person is let in once', async () => {
    const { moderator, phone, comes } = await lockedRoom(1);
    const people = await Promise.all(['A', 'B', 'C', 'D', 'E'].map((name) => comes(name)));
    await moderator.when(() => told(moderator)?.length === 5, 'five people');
    const ids = moderator.messages.filter(({ type }) => type === 'waitingRoom').at(-1).people.map(({ id }) => id);
    const answers = await Promise.all(ids.flatMap((participant) => [moderator, phone].map((one) => one.ask('admit', { participant }))));
    assert.equal(answers.filter(({ type }) => type === 'ok').length, 5);
    answers.filter(({ type }) => type !== 'ok').forEach((answer) => assertRefused(answer, 'notWaiting'));
    const welcomes = await Promise.all(people.map((one) => one.next('welcome')));
    assert.equal(new Set(welcomes.map(({ participant }) => participant)).size, 5);
    assert.deepEqual(people.map(({ messages }) => messages.filter(({ type }) => type === 'welcome').length), [1, 1, 1, 1, 1]);
});

test('a moderator who comes, or comes back, is told who waits', async () => {
    const { links, moderator, comes } = await lockedRoom(2);
    const noa = await comes('Noa');
    const host = await keep(RoomClient.join(links.host, { name: 'Hila', client: 'desktop' }));
    await isTold(host, ['Noa']);
    const { resume } = moderator.joined;
    moderator.socket.terminate();
    const back = await keep(RoomClient.join(links.moderator, { name: 'Mia', resume }));
    assert.equal(back.id, moderator.id);
    await isTold(back, ['Noa']);
    noa.socket.terminate();
    await isTold(back, []);
    await isTold(host, []);
});
