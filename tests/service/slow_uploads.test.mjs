// Uploads through slow, small or refusing connections: 32 kbit/s, nginx with its defaults, proxies that block PATCH or answer with a page of their own.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Process } from '../e2e/desktop.mjs';
import { sha256 } from '../e2e/media.mjs';
import { Body } from './body.mjs';
import { Nginx, RefusingProxy, findNginx } from './proxies.mjs';
import { RoomClient, joinRecorder, keeping } from './room_client.mjs';
import { PROGRAM, Service, filesUnder, freePort, removeFolder, run, temporaryFolder, until } from './service.mjs';
import { SlowWire } from './slow_wire.mjs';

const ROOMS = ['Slow', 'Small', 'Elsewhere', 'No PATCH', 'Refused'];
const SLOW = 32000 / 8;
const MIB = 1024 * 1024;
const PAGE = '<html><head><title>Blocked</title></head><body>Your administrator does not like this.</body></html>';

let folder;
let nginxFolder;
let service;
const { open, keep } = keeping();

before(async () => {
    folder = await temporaryFolder();
    nginxFolder = await temporaryFolder();
    service = await Service.start({ rooms: ROOMS, folder, port: await freePort() });
});

after(async () => {
    for (const one of open.reverse()) {
        await (one.socket ? one.socket.terminate() : one.stop ? one.stop('SIGKILL') : one.close());
    }
    await service?.stop();
    await removeFolder(folder);
    await removeFolder(nginxFolder);
});

/** A finished recording that a program has yet to upload through `base`: its upload job is in `out`. */
async function leave(room, film, base, out) {
    const host = await keep(joinRecorder(room.host));
    await host.askOk('startRecording');
    const { recording, epoch, uploadToken: token, uploadPath } = await host.next('beginRecording');
    await host.phase('recording');
    await host.askOk('recorderStopped', { recording, epoch, duration: 3000, bytes: film.length, sha256: film.checksum, name: 'Rec.mp4', diskNearlyFull: false });
    await mkdir(join(out, '.uploads'), { recursive: true });
    const file = join(out, 'Rec.mp4');
    await writeFile(file, film.bytes);
    await writeFile(join(out, '.uploads', `${recording}.json`), JSON.stringify({ format: 2, order: 0, recording, file, name: 'Rec.mp4',
        bodyBytes: film.length, checksum: film.checksum, endpoint: base + uploadPath, token, certificate: '', location: '', report: '', paused: false }));
    const moderator = await keep(RoomClient.join(room.moderator));
    return { recording, moderator, token, path: `${uploadPath}/${recording}` };
}

/** Starts the program, which records in another room for a while and meanwhile uploads what is left in `out`. */
const recordElsewhere = (out, time) =>
    keep(Promise.resolve(new Process(PROGRAM, ['record', service.rooms[2].moderator, '--for', time, '--out', out, '--json'])));

/** The offset according to the service. */
const offsetOf = async ({ token, path }) => Number((await fetch(service.base + path,
    { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0', Authorization: `Bearer ${token}` } })).headers.get('upload-offset'));

const isReady = ({ moderator, recording }, milliseconds) => moderator.when(() =>
    moderator.messages.findLast((m) => m.type === 'mediaItem' && m.item.item === recording)?.item.state === 'ready', 'ready', milliseconds);

async function assertInLibrary({ recording, moderator }, checksum) {
    const { items } = await moderator.ask('listMedia');
    assert.deepEqual(items.map((item) => [item.item, item.state, item.sha256]), [[recording, 'ready', checksum]]);
}

/** How long the upload is watched, s. */
const WATCHED_S = process.env.PROSCENIUM_LONG ? 60 : 40;

test('at 32 kbit/s it moves on all the time, and no byte goes twice', { timeout: 150000 }, async (t) => {
    const film = await Body.record(join(folder, 'slow.mp4'), { seconds: 3, quality: 14 });
    const largest = Math.max(...film.units.map(({ length }) => length));
    assert.ok(largest > SLOW * 60, `a fragment of ${largest} bytes`);
    const wire = await keep(SlowWire.to(service.port, { bytesPerSecond: SLOW }));
    const out = join(folder, 'slow');
    const job = await leave(service.rooms[0], film, wire.base, out);
    const program = await recordElsewhere(out, '120s');
    await until(async () => await offsetOf(job) > 0, 'the first bytes', 30000);
    const seen = [];
    for (const begin = Date.now(); Date.now() < begin + WATCHED_S * 1000;) {
        const bytes = await offsetOf(job);
        if (bytes !== seen.at(-1)?.bytes) {
            seen.push({ bytes, at: Date.now() });
        }
        await new Promise((done) => { setTimeout(done, 200); });
    }
    const pauses = seen.slice(1).map(({ at }, i) => at - seen[i].at);
    const sent = wire.sent;
    t.diagnostic(`${seen.at(-1).bytes} bytes arrived, ${sent} sent, in ${seen.length} steps, ${Math.max(...pauses)} ms apart at most`);
    assert.ok(Math.max(...pauses) < 15000, `nothing arrived for ${Math.max(...pauses)} ms`);
    assert.ok(seen.every(({ bytes }, i) => i === 0 || bytes > seen[i - 1].bytes), 'it never goes back');
    assert.ok(seen.at(-1).bytes > SLOW * WATCHED_S * 0.7, `${seen.at(-1).bytes} bytes in ${WATCHED_S} s`);
    // Plus request headers, and data in flight.
    assert.ok(sent < seen.at(-1).bytes * 1.1 + 40000, `${sent} bytes for ${seen.at(-1).bytes}`);
    const atKill = await offsetOf(job);
    await service.stop('SIGKILL');
    await service.launch(ROOMS.length);
    const kept = await offsetOf(job);
    assert.ok(kept >= atKill, `${kept} bytes after ${atKill}`);
    job.moderator = await keep(RoomClient.join(service.rooms[0].moderator));
    wire.bytesPerSecond = Infinity;
    await isReady(job, 30000);
    await assertInLibrary(job, film.checksum);
    assert.ok(wire.sent < film.length * 1.1 + 100000, `${wire.sent} bytes for ${film.length}`);
    await program.stop('SIGKILL');
});

const nginx = await findNginx();

test('fragments of more than 1 MiB go through nginx with its default limit', { skip: nginx ? false : 'nginx is not installed' }, async (t) => {
    const film = await Body.record(join(folder, 'large.mp4'), { seconds: 4, size: '1920x1080', quality: 4 });
    const largest = Math.max(...film.units.map(({ length }) => length));
    assert.ok(largest > 1.1 * MIB, `a fragment of ${largest} bytes`);
    const proxy = await keep(Nginx.to(service.port, nginx, nginxFolder));
    const out = join(folder, 'small');
    const job = await leave(service.rooms[1], film, proxy.base, out);
    const program = await recordElsewhere(out, '60s');
    await isReady(job, 50000);
    await assertInLibrary(job, film.checksum);
    const patches = (await proxy.requests()).filter(({ method }) => method === 'PATCH');
    const refused = patches.filter(({ status }) => status === 413);
    t.diagnostic(`${film.length} bytes, fragments of up to ${largest}: ${patches.length} requests, ${refused.length} refused`);
    assert.ok(refused.length > 0 && refused.length <= 3, `${refused.length} refused`);
    assert.ok(patches.filter(({ status }) => status === 204).every(({ length }) => length <= MIB));
    await program.stop('SIGKILL');
});

/** `record` with everything except the media going through `proxy`. */
const recordThrough = (proxy, room, out) => run(['record', room.moderator.replace(service.base, proxy.base), '--for', '3s', '--out', out, '--json']);

test('a proxy that knows no PATCH: it goes as POST, and is asked once', async () => {
    const proxy = await keep(RefusingProxy.to(service.port, ({ method }) => (method === 'PATCH' ? { status: 405, body: PAGE } : null)));
    const { code, stdout, stderr } = await recordThrough(proxy, service.rooms[3], join(folder, 'no-patch'));
    assert.equal(code, 0, stderr);
    const result = JSON.parse(stdout);
    const moderator = await keep(RoomClient.join(service.rooms[3].moderator));
    await assertInLibrary({ recording: result.recording, moderator }, result.checksum);
    const [published] = (await filesUnder(service.data, '.mp4')).filter((path) => path.includes(result.recording));
    assert.equal(await sha256(published), await sha256(result.file));
    const uploads = proxy.requests.filter(({ path }) => path.startsWith('/api/uploads'));
    assert.equal(uploads.filter(({ method }) => method === 'PATCH').length, 1);
    assert.ok(uploads.some(({ method, replaced }) => method === 'POST' && replaced === 'PATCH'));
});

test('a proxy\'s own page is named as a proxy\'s, with what to change', async () => {
    for (const [status, words] of [[403, /refused the upload \(403\)\. Ask its administrator/], [413, /refuses uploads of this size\. .*client_max_body_size/],
        [400, /does not let the upload through\./]]) {
        const proxy = await keep(RefusingProxy.to(service.port, ({ method }) => (method === 'PATCH' ? { status, body: PAGE } : null)));
        const { code, stdout, stderr } = await recordThrough(proxy, service.rooms[4], join(folder, `refused-${status}`));
        assert.equal(code, 1, stderr);
        assert.equal(stdout, '');
        const lines = stderr.trim().split('\n');
        assert.match(lines.at(-1), /^A proxy between this computer and the room service /);
        assert.match(lines.at(-1), words);
        assert.ok(lines.some((line) => /complete, but not uploaded\. It is kept in .*\.mp4,/.test(line)), stderr);
        assert.doesNotMatch(stderr, /moderators|<html>|Your administrator/);
    }
});

test('what the service itself refuses is named as its own', async () => {
    for (const [method, path] of [['HEAD', '/api/uploads/nothing'], ['PATCH', '/api/uploads/nothing'], ['GET', '/api/uploads/nothing'], ['PUT', '/api/uploads/nothing/report'],
        ['POST', '/api/health'], ['GET', '/api/nothing'], ['GET', '/media/nothing'], ['GET', '/api/room']]) {
        const answer = await fetch(service.base + path, { method, headers: { 'Tus-Resumable': '1.0.0' } });
        assert.ok(answer.status >= 400, `${method} ${path}: ${answer.status}`);
        assert.match(answer.headers.get('proscenium-error') ?? '', /^[a-z][a-zA-Z]+$/, `${method} ${path}`);
    }
});
