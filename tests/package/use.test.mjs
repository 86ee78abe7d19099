// The installed packages as an ordinary user uses them, on a system that has nothing but what they need.
import assert from 'node:assert/strict';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { assertWhole } from '../service/film.mjs';
import { RoomClient } from '../service/room_client.mjs';
import { until } from '../service/service.mjs';
import { Chroot } from './chroot.mjs';
import { ROOT, packages, skip } from './packages.mjs';

const ALICE = { user: 'alice', umask: '077' };
let system;
const clients = [];

before(async () => {
    if (skip) {
        return;
    }
    system = await Chroot.boot(ROOT);
    await install(packages('now'));
});

after(async () => {
    clients.forEach((client) => client.socket.terminate());
    await system?.stop();
});

async function install({ room, desktop }) {
    await copyFile(room, join(ROOT, 'root/room.deb'));
    await copyFile(desktop, join(ROOT, 'root/desktop.deb'));
    const { code, stdout, stderr } = await system.run(['dpkg', '--install', '/root/room.deb', '/root/desktop.deb'], { env: { DEBIAN_FRONTEND: 'noninteractive' } });
    assert.equal(code, 0, stdout + stderr);
}

test('an ordinary user records the demonstration', { skip }, async () => {
    const { code, stdout, stderr } = await system.run(['proscenium-room', 'demo', '--for', '10s', '--participants', '2', '--json'], ALICE);
    assert.equal(code, 0, stderr);
    const result = JSON.parse(stdout.trim().split('\n').at(-1));
    await assertWhole({ ...result, file: join(ROOT, result.file) }, 9.9, 12);
});

test('the window starts and ends', { skip }, async () => {
    const window = system.start(['proscenium', 'host', '--local', '--title', 'Installed'], ALICE);
    const [, link] = await window.line(/^host: +(\S+)/);
    assert.match(link, /^http:\/\/127\.0\.0\.1:8480\/join\//);
    await system.signal('proscenium');
    const [exit] = await window.exited;
    assert.equal(exit, 0, window.lines.join('\n'));
});

test('a link opened from the desktop joins its room, in one program', { skip }, async () => {
    const config = { dataFolder: '/home/alice/rooms', port: 8481, rooms: [{ id: 'one', title: 'First' }, { id: 'two', title: 'Second' }] };
    await system.run(['sh', '-c', 'cat >rooms.json <<EOF\n' + JSON.stringify(config) + '\nEOF'], ALICE);
    const service = system.start(['proscenium-room', 'serve', '--config', 'rooms.json', '--json'], ALICE);
    const rooms = await until(() => {
        const lines = service.lines.filter((line) => line.startsWith('{'));
        return lines.length === 2 && lines.map((line) => JSON.parse(line));
    }, 'the links');
    const hosts = [];
    for (const { host } of rooms) {
        const client = await RoomClient.join(host, { client: 'web' });
        clients.push(client);
        hosts.push(client);
    }
    const guests = (host) => host.state.participants.filter((person) => person.present).length - 1;
    const handler = await system.run(['xdg-mime', 'query', 'default', 'x-scheme-handler/proscenium'], ALICE);
    assert.equal(handler.stdout.trim(), 'app.proscenium.Proscenium.desktop', handler.stderr);
    const appLink = (link) => link.replace(/^http:/, 'proscenium:');
    const open = (link) => system.start(['sh', '-c', 'xdg-open "$1"; wait', 'sh', appLink(link)], ALICE);
    const programs = async () => (await system.run(['pgrep', '-x', '-c', 'proscenium'], ALICE)).stdout.trim();

    const first = open(rooms[0].moderator);
    await hosts[0].when(() => guests(hosts[0]) === 1, `joined the first room\n${first.lines.join('\n')}`, 20000);
    assert.equal(guests(hosts[1]), 0);
    open(rooms[0].moderator);
    await new Promise((done) => { setTimeout(done, 3000); });
    assert.equal(await programs(), '1');
    assert.equal(guests(hosts[0]), 1, 'the same room was joined once more');
    await system.signal('proscenium');
});

test('the installed files speak for themselves', { skip }, async () => {
    const version = await system.run(['proscenium-room', '--version'], ALICE);
    assert.match(version.stdout, /^proscenium-room \d+\.\d+\.\d+\n$/);
    assert.match(await readFile(join(ROOT, 'etc/proscenium-room/proscenium-room.json'), 'utf8'), /"dataFolder": "\/var\/lib\/proscenium-room"/);
});
