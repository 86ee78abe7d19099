// A stranger, or a guest, who takes up connections: everybody else still gets in.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { RoomClient, keeping } from './room_client.mjs';
import { Service, removeFolder, temporaryFolder, until } from './service.mjs';

let service;
const { open: clients, keep } = keeping();
const silent = [];

before(async () => {
    service = await Service.start({ rooms: Array(3).fill('Biology 101'), folder: await temporaryFolder() });
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
