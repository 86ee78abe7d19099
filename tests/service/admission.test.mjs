// A stranger, or a guest, who takes up connections: everybody else still gets in.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { RoomClient, assertRefused, keeping } from './room_client.mjs';
import { Service, removeFolder, temporaryFolder, until } from './service.mjs';

const SECURITY = ['a=ice-ufrag:abcd', `a=ice-pwd:${'p'.repeat(24)}`, `a=fingerprint:sha-256 ${Array(32).fill('AB').join(':')}`, 'a=setup:actpass'];
/** A sound that is offered, and never comes. */
const OFFER = ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0', 'm=audio 9 UDP/TLS/RTP/SAVPF 111', 'c=IN IP4 0.0.0.0', 'a=mid:0',
    'a=sendonly', 'a=rtcp-mux', 'a=rtpmap:111 opus/48000/2', ...SECURITY, ''].join('\r\n');
const LIMITS = { maxConnections: 512, rtpPortMin: 24000, rtpPortMax: 24099 };

let service;
const { open: clients, keep } = keeping();
const silent = [];

before(async () => {
    service = await Service.start({ rooms: Array(3).fill('Biology 101'), folder: await temporaryFolder(), config: LIMITS });
});

after(async () => {
    clients.forEach((client) => client.socket.terminate());
    silent.forEach((socket) => socket.destroy());
    await service?.stop();
    await removeFolder(service.folder);
});

/** Connects from this address, and says nothing. */
function connectSilently(localAddress) {
    const socket = connect({ port: service.port, host: '127.0.0.1', localAddress });
    socket.on('error', () => {});
    silent.push(socket);
}

test('three addresses that open connections and say nothing keep nobody out', { timeout: 60000 }, async () => {
    const [room] = service.rooms;
    const addresses = ['127.0.0.2', '127.0.0.3', '127.0.0.4'];
    const host = await keep(RoomClient.join(room.host));
    const attack = setInterval(() => addresses.forEach((address) => Array.from({ length: 6 }, () => connectSilently(address))), 100);
    try {
        await until(() => silent.length > 600, 'more connections than the service has');
        for (let i = 0; i < 48; i += 1) {
            const guest = await keep(RoomClient.join(room.participant));
            assert.equal(guest.joined.type, 'welcome', JSON.stringify(guest.joined));
        }
    } finally {
        clearInterval(attack);
    }
    assert.equal(host.socket.readyState, host.socket.OPEN);
});

test('one link lets so many in at once, from however many addresses; other links and who returns are not held up', { timeout: 60000 }, async () => {
    const room = service.rooms[1];
    const inside = await keep(RoomClient.join(room.participant, { name: 'Ada' }));
    const admitted = [];
    const refused = [];
    const comeAndGo = async (localAddress) => {
        while (refused.length < 20 && admitted.length < 6000) {
            const guest = await RoomClient.join(room.participant, { localAddress });
            (guest.joined.type === 'welcome' ? admitted : refused).push(guest.joined);
            await guest.cut();
        }
    };
    await Promise.all(Array.from({ length: 10 }, (_, i) => comeAndGo(`127.0.1.${i + 1}`)));
    assert.ok(refused.length >= 20 && admitted.length >= 1000, `${refused.length} were refused, ${admitted.length} not`);
    refused.forEach((answer) => assertRefused(answer, 'tooMany'));
    const host = await keep(RoomClient.join(room.host));
    assert.equal(host.joined.type, 'welcome');
    const { resume } = inside.joined;
    const back = await keep(RoomClient.join(room.participant, { resume }));
    assert.equal(back.id, inside.id);
});

test('99 subscriptions of one connection get no more than the others have tracks, whatever else it says', async () => {
    const [room] = service.rooms;
    const host = await keep(RoomClient.join(room.host));
    const guest = await keep(RoomClient.join(room.participant));
    assert.equal((await host.ask('publish', { peer: 'main', sdp: OFFER })).type, 'published');
    await guest.when(() => guest.participant(host.id)?.publications.length === 1, 'the publication');
    const refused = [];
    for (let i = 0; i < 99; i += 1) {
        const re = guest.send('subscribe', { subscription: `s${i}`, participant: host.id, peer: 'main', mids: ['0'] });
        await guest.askOk('unsubscribe', { subscription: `nothing${i}` });
        // The others wait for media, which never comes.
        refused.push(...guest.messages.filter((message) => message.re === re));
    }
    assert.ok(refused.length >= 94, `${99 - refused.length} are held`);
    refused.forEach((answer) => assertRefused(answer, 'tooMany'));
});

test('one room cannot take the media ports of the others', { timeout: 60000 }, async () => {
    await service.janus();
    const [, , big] = service.rooms;
    const other = service.rooms[0];
    const host = await keep(RoomClient.join(big.host));
    const guest = await keep(RoomClient.join(other.participant));
    const answers = [];
    for (let i = 0; i < 45; i += 1) {
        const one = await keep(RoomClient.join(big.participant));
        for (const peer of ['main', 'screen']) {
            answers.push(await one.ask('publish', { peer, sdp: OFFER }));
        }
    }
    const taken = answers.filter(({ type }) => type === 'published').length;
    assert.ok(taken >= 50 && taken <= 66, `${taken} of 100 ports`);
    answers.filter(({ type }) => type === 'error').forEach((answer) => assertRefused(answer, 'tooMany'));
    assert.equal((await guest.ask('publish', { peer: 'main', sdp: OFFER })).type, 'published', 'the other room');
    assert.equal((await host.ask('publish', { peer: 'main', sdp: OFFER })).type, 'published', 'who moderates');
});

test('who vanishes while being sent to, over TLS, ends nothing but itself', { timeout: 60000 }, async () => {
    const folder = await temporaryFolder();
    const secure = await Service.start({ rooms: ['Biology 101'], folder, config: { tls: { mode: 'own' } } });
    try {
        const [room] = secure.rooms;
        const host = await keep(RoomClient.join(room.host));
        for (let round = 0; round < 5; round += 1) {
            const people = await Promise.all(Array.from({ length: 40 }, () => RoomClient.join(room.participant)));
            people.forEach((one) => Array.from({ length: 20 }, (_, i) => one.send('setHand', { raised: i % 2 === 0 })));
            people.forEach((one) => one.socket.terminate());
        }
        await host.when(() => host.state.participants.length === 1, 'the end of the others', 15000);
        await host.askOk('setHand', { raised: true });
        assert.equal((await keep(RoomClient.join(room.participant))).joined.type, 'welcome');
    } finally {
        await secure.stop();
        await removeFolder(folder);
    }
});
