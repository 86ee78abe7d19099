// Programs built without the room service: they join, record and upload at a service of a complete build, and say what they cannot do.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { sha256 } from '../e2e/media.mjs';
import { assertWhole } from '../service/film.mjs';
import { RoomClient } from '../service/room_client.mjs';
import { PROGRAM, Service, filesUnder, removeFolder, run, temporaryFolder } from '../service/service.mjs';

const CLIENT = process.env.PROSCENIUM_CLIENT;
const WINDOW = process.env.PROSCENIUM_CLIENT_WINDOW;

let folder;
let service;
let host;

before(async () => {
    folder = await temporaryFolder();
    service = await Service.start({ rooms: ['Away'], folder });
});

after(async () => {
    host?.socket.terminate();
    await service?.stop();
    await removeFolder(folder);
});

const end = async (program, args) => run(args, { program });

test('the client links nothing of the service', async () => {
    for (const program of [CLIENT, WINDOW]) {
        const { stdout } = await promisify(execFile)('readelf', ['-d', program]);
        const needed = [...stdout.matchAll(/NEEDED.*\[(.*)\]/g)].map((found) => found[1]);
        assert.ok(needed.some((name) => name.startsWith('libQt6Network')), needed.join(' '));
        assert.deepEqual(needed.filter((name) => /Qt6Sql|jwt|libssl|libcrypto|boost/.test(name)), [], program);
        const text = await readFile(program, 'latin1');
        assert.ok(!text.includes('prosc11RoomService'), `${program} holds the room service`);
    }
    assert.ok((await readFile(PROGRAM, 'latin1')).includes('prosc11RoomService'), 'the search finds nothing anywhere');
});

test('the client offers only what it can do', async () => {
    const help = await end(CLIENT, ['--help']);
    assert.deepEqual([...help.stdout.matchAll(/^ {2}([a-z]+) /gm)].map((found) => found[1]), ['record', 'simulate', 'encoders']);
    for (const command of ['serve', 'demo', 'library']) {
        const { code, stderr } = await end(CLIENT, [command]);
        assert.equal(code, 1);
        assert.match(stderr, new RegExp(`There is no command "${command}"`));
    }
    const window = await end(WINDOW, ['--help']);
    assert.equal(window.code, 0, window.stderr);
    assert.match(window.stdout, /proscenium join/);
    assert.doesNotMatch(window.stdout, /host/);
    const hosting = await end(WINDOW, ['host']);
    assert.equal(hosting.code, 1);
    assert.match(hosting.stderr, /^This version of Proscenium cannot host rooms\. .+\.$/m);
});

test('the client records at a service and uploads it', async () => {
    const [room] = service.rooms;
    host = await RoomClient.join(room.host, { client: 'web' });
    const simulated = end(CLIENT, ['simulate', room.participant, '--count', '2', '--for', '12s']);
    await host.when(() => host.state.participants.filter((p) => p.publications.length > 0).length === 2, 'two who publish', 20000);
    const { code, stdout, stderr } = await end(CLIENT, ['record', room.moderator, '--for', '3s', '--out', join(folder, 'recordings'), '--json']);
    assert.equal(code, 0, stderr);
    const result = JSON.parse(stdout);
    await assertWhole(result, 2.9, 5);
    const { items } = await host.ask('listMedia');
    assert.deepEqual(items.map((item) => [item.state, item.sha256]), [['ready', result.checksum]]);
    const [kept] = (await filesUnder(service.data, '.mp4'));
    assert.equal(await sha256(kept), await sha256(result.file), 'the library has the same bytes');
    assert.equal((await simulated).code, 0);
});
