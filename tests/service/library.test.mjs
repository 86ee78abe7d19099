// What people do with recordings in Media and Files, and the commands for maintaining a library.
import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { Body } from './body.mjs';
import { publish } from './published.mjs';
import { RoomClient, assertRefused, keeping } from './room_client.mjs';
import { Service, filesUnder, freePort, removeFolder, run, temporaryFolder, until } from './service.mjs';

const ROOMS = 4;

let folder;
let service;
let body;
let lastRoom = 0;
const { open, keep } = keeping();

before(async () => {
    folder = await temporaryFolder();
    body = await Body.record(join(folder, 'body.mp4'), { seconds: 4, size: '320x180', quality: 30 });
    service = await Service.start({ rooms: Array(ROOMS).fill('Biology 101'), folder, port: await freePort() });
});

after(async () => {
    open.forEach((client) => client.socket.terminate());
    await service?.stop();
    await removeFolder(folder);
});

const published = () => publish({ service, room: service.rooms[lastRoom++], body, keep });

const link = async ({ moderator, item }, purpose = 'view') => {
    const answer = await moderator.ask('mediaLink', { item, purpose });
    return answer.type === 'mediaLinkReady' ? service.base + answer.path : answer;
};
const statusOf = async (url) => {
    const answer = await fetch(url);
    await answer.arrayBuffer();
    return answer.status;
};
const only = async ({ moderator }) => {
    const { items } = await moderator.ask('listMedia');
    assert.equal(items.length, 1);
    return items[0];
};

test('a moderator renames, deletes and restores; everybody who moderates is told, and the history says who', async () => {
    const job = await published();
    const { moderator, host, item } = job;
    const url = await link(job, 'download');
    await moderator.askOk('renameMedia', { item, name: 'Week 1/2' });
    await host.next((m) => m.type === 'mediaItem' && m.item.name === 'Week 1_2.mp4');
    assert.match((await fetch(url)).headers.get('content-disposition'), /Week%201_2\.mp4/);
    await moderator.askOk('deleteMedia', { item });
    await host.next((m) => m.type === 'mediaItem' && m.item.state === 'deleted');
    assert.equal((await only(job)).state, 'deleted');
    assert.equal(await statusOf(url), 404);
    assertRefused(await link(job), 'notFound');
    assertRefused(await moderator.ask('renameMedia', { item, name: 'x' }), 'notAllowed');
    await host.askOk('restoreMedia', { item });
    assert.deepEqual([(await only(job)).state, (await only(job)).name], ['ready', 'Week 1_2.mp4']);
    assert.equal(await statusOf(url), 200);
    const history = (await filesUnder(service.data, 'history.jsonl')).find((file) => file.includes(item));
    const lines = (await readFile(history, 'utf8')).trim().split('\n').map((line) => JSON.parse(line))
        .filter(({ what }) => what !== 'checked'); // comes whenever the computer has time for it
    assert.deepEqual(lines.map(({ what, by }) => [what, by]), [['announced', 'Ada Lovelace'], ['ended', undefined], ['finished', undefined],
        ['linkMade', 'Grace Hopper'], ['renamed', 'Grace Hopper'], ['deleted', 'Grace Hopper'], ['restored', 'Ada Lovelace']]);
});

test('links end when they are revoked, and one for watching gives no download', async () => {
    const job = await published();
    const [view, download] = [await link(job), await link(job, 'download')];
    assert.deepEqual([await statusOf(view), await statusOf(download), await statusOf(`${view}&download=1`)], [200, 200, 403]);
    await job.moderator.askOk('revokeLinks', { item: job.item });
    assert.deepEqual([await statusOf(view), await statusOf(download)], [403, 403]);
    assert.equal(await statusOf(await link(job)), 200);
});

test('a participant, and a moderator of another room, may do none of it', async () => {
    const job = await published();
    const guest = await keep(RoomClient.join(job.room.participant));
    const stranger = await keep(RoomClient.join(service.rooms.at(-1).host));
    for (const [type, fields] of [['renameMedia', { name: 'x' }], ['deleteMedia', {}], ['restoreMedia', {}], ['revokeLinks', {}],
        ['shareMedia', { purpose: 'view', hours: 1 }]]) {
        assertRefused(await guest.ask(type, { item: job.item, ...fields }), 'notAllowed');
        assertRefused(await stranger.ask(type, { item: job.item, ...fields }), 'notFound');
    }
    assertRefused(await guest.ask('renameMedia', { item: job.item, name: '' }), 'malformed');
    assert.deepEqual([(await only(job)).state, (await only(job)).name], ['ready', 'Rec – 1.mp4']);
});

test('library verify names what is damaged, library rebuild makes the index again', async () => {
    const verify = () => run(['library', 'verify', '--data', service.data, '--json']);
    const well = await verify();
    assert.deepEqual([well.code, JSON.parse(well.stdout).bad, JSON.parse(well.stdout).recordings], [0, [], 3], well.stderr);
    assert.equal(JSON.parse(well.stdout).ok.length, 3);
    const busy = await run(['library', 'rebuild', '--data', service.data]);
    assert.notEqual(busy.code, 0);
    assert.match(busy.stderr, /another program uses the library/);
    const [file] = await filesUnder(service.data, '.mp4');
    const bytes = await readFile(file);
    const damaged = Buffer.from(bytes);
    damaged[body.ends[2] - 1] ^= 1;
    await writeFile(file, damaged);
    const text = await run(['library', 'verify', '--data', service.data]);
    assert.equal(text.code, 1);
    assert.match(text.stdout, new RegExp(`^room-\\d/\\w+: bytes ${body.ends[1]} to ${body.ends[2]} are damaged$`, 'm'));
    assert.equal(text.stdout.match(/^room-\d\/\w+: ok$/mg).length, 2);
    await writeFile(file, bytes);
    await service.stop();
    await writeFile(join(service.data, 'library.sqlite'), 'no database');
    await rm(join(service.data, 'library.sqlite-wal'), { force: true });
    const rebuilt = await run(['library', 'rebuild', '--data', service.data]);
    assert.equal(rebuilt.code, 0, rebuilt.stderr);
    assert.equal(await readFile(join(service.data, 'library.sqlite.damaged'), 'utf8'), 'no database');
    assert.equal((await verify()).code, 0);
    await service.launch(ROOMS);
    const moderator = await keep(RoomClient.join(service.rooms[0].moderator));
    const item = await only({ moderator });
    assert.deepEqual([item.state, item.name, item.sha256], ['ready', 'Week 1_2.mp4', body.checksum]);
    assert.equal(await statusOf(await link({ moderator, item: item.item })), 200);
});

test('what is in the data folder is for its owner only', async () => {
    const wanted = ['library.sqlite', 'library.sqlite-wal', 'library.sqlite-shm', 'secret', 'meta.json', 'poster.jpg'];
    const files = await until(async () => {
        const found = await filesUnder(service.data);
        return wanted.every((name) => found.some((file) => file.endsWith(`/${name}`))) && found;
    }, wanted.join(', '));
    for (const path of [service.data, join(service.data, 'rooms'), ...files, ...files.map(dirname)]) {
        assert.equal((await stat(path)).mode & 0o077, 0, path);
    }
});

test('what a name contains reaches no terminal, and with --json everybody', async () => {
    const [meta] = await filesUnder(service.data, 'meta.json');
    const recording = JSON.parse(await readFile(meta, 'utf8'));
    const name = 'a\u001b[31m\u009b2J\u202egpj\n\t\u2066b\u007f.mp4';
    const data = join(folder, 'hostile');
    const room = join(data, 'rooms', recording.room);
    const there = join(room, 'Recordings', recording.recording);
    await mkdir(there, { recursive: true });
    await copyFile(join(service.data, 'rooms', recording.room, 'room.json'), join(room, 'room.json'));
    await writeFile(join(there, 'meta.json'), JSON.stringify({ ...recording, name, owner: name }));
    for (const what of ['list', 'verify', 'report']) {
        const args = ['library', what, '--data', data, ...(what === 'report' ? ['--recording', recording.recording] : [])];
        for (const { stdout, stderr } of [await run(args), await run([...args, '--json'])]) {
            // Control and format characters, but for tabs and line ends.
            assert.doesNotMatch(stdout + stderr, /(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        }
    }
    const text = await run(['library', 'list', '--data', data]);
    const line = text.stdout.split('\n').find((one) => one.startsWith(`${recording.room}/`));
    assert.equal(line.split('\t').at(-1), 'a\\u001b[31m\\u009b2J\\u202egpj\\u000a\\u0009\\u2066b\\u007f.mp4');
    const json = await run(['library', 'list', '--data', data, '--json']);
    assert.equal(JSON.parse(json.stdout).recordings[0].name, name);
    const missing = await run(['library', 'report', '--data', data, '--recording', 'x\u001b[2J']);
    assert.match(missing.stderr, /There is no recording "x\\u001b\[2J"/);
});

test('a service does not start with an index that lost its recordings, and says what helps', async () => {
    await service.stop();
    await writeFile(join(service.data, 'library.sqlite'), '');
    const started = await run(['serve', '--config', service.file]);
    assert.equal(started.code, 1);
    assert.match(started.stderr, /library\.sqlite is empty; run "proscenium-room library rebuild"/);
    const verified = await run(['library', 'verify', '--data', service.data]);
    assert.equal(verified.code, 1);
    assert.match(verified.stdout, /^the index cannot be read: library\.sqlite is empty; run /m);
    assert.equal((await run(['library', 'rebuild', '--data', service.data])).code, 0);
    assert.equal((await run(['library', 'verify', '--data', service.data])).code, 0);
});
