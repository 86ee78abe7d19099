// Uploads of a finished recording into the library: a foreign tus client, plain HTTP, cuts, and a killed service.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import tus from '../web/node_modules/tus-js-client/lib.es5/node/index.js';
import { RoomClient, assertRefused, joinRecorder, keeping } from './room_client.mjs';
import { Service, filesUnder, freePort, hasArrived, makeToken, removeFolder, temporaryFolder, until } from './service.mjs';
import { SlowWire } from './slow_wire.mjs';

const digest = (bytes, form = 'hex') => createHash('sha256').update(bytes).digest(form);
const SENTENCE = /^[A-Z].* .*\.$/m;
const ROOMS = 12;

let folder;
let service;
let film;
let sha256;
let lastRoom = 0;
const { open, keep } = keeping();

before(async () => {
    folder = await temporaryFolder();
    const file = join(folder, 'film.mp4');
    await promisify(execFile)('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=1280x720:r=30:d=4', '-f', 'lavfi',
        '-i', 'sine=frequency=440:duration=4', '-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '8', '-pix_fmt', 'yuv420p',
        '-c:a', 'aac', '-movflags', '+faststart', file]);
    film = await readFile(file);
    sha256 = digest(film);
    service = await Service.start({ rooms: Array(ROOMS).fill('Biology 101'), folder, port: await freePort() });
});

after(async () => {
    open.forEach((one) => (one.socket ? one.socket.terminate() : one.close()));
    await service?.stop();
    await removeFolder(folder);
});

/** A finished recording with its upload ticket; the file has yet to be uploaded. */
async function recorded() {
    const room = service.rooms[lastRoom++];
    const host = await keep(joinRecorder(room.host));
    const moderator = await keep(RoomClient.join(room.moderator));
    await host.askOk('startRecording');
    const order = await host.next('beginRecording');
    await host.phase('recording');
    const { recording, epoch, uploadToken: token, uploadPath } = order;
    await host.askOk('recorderStopped', { recording, epoch, duration: 4000, bytes: film.length, sha256, name: 'Rec – film.mp4', diskNearlyFull: false });
    const path = `${uploadPath}/${recording}`;
    return { room, host, moderator, recording, token, uploadPath, path,
        metadata: { recording, filename: 'Rec – film.mp4', sha256, duration: '4000' } };
}

function upload(job, base, options = {}) {
    const offsets = [];
    let running;
    const done = new Promise((succeeded, failed) => {
        running = new tus.Upload(film, {
            endpoint: base + job.uploadPath, headers: { Authorization: `Bearer ${job.token}` }, metadata: job.metadata,
            retryDelays: [50, 100, 200, 400, 800, 1000, 1000, 1000], storeFingerprintForResuming: false,
            onBeforeRequest: (sent) => {
                if (sent.getMethod() === 'PATCH') {
                    offsets.push(Number(sent.getHeader('Upload-Offset')));
                }
            },
            onSuccess: () => succeeded(offsets), onError: failed, ...options,
        });
        running.start();
    });
    return { done, offsets };
}

const encoded = (metadata) => Object.entries(metadata)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(',');

/** Makes one tus request by hand. */
function send(job, method, { path = job.path, token = job.token, headers = {}, body } = {}) {
    return fetch(service.base + path, { method, body, headers: { 'Tus-Resumable': '1.0.0',
        ...(token ? { Authorization: `Bearer ${token}` } : {}), ...headers } });
}
const create = (job, more = {}) => send(job, 'POST', { path: job.uploadPath,
    headers: { 'Upload-Length': String(film.length), 'Upload-Metadata': encoded(job.metadata) }, ...more });
const patch = (job, offset, body, headers = {}, more = {}) => send(job, 'PATCH', { body, ...more,
    headers: { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset), ...headers } });
const offsetOf = async (job) => Number((await send(job, 'HEAD')).headers.get('upload-offset'));
const checksum = (bytes) => ({ 'Upload-Checksum': `sha256 ${digest(bytes, 'base64')}` });

async function assertAnswer(response, status) {
    assert.equal(response.status, status);
    assert.match(await response.text(), SENTENCE);
}

const claimsOf = (link) => JSON.parse(Buffer.from(new URL(link).searchParams.get('ticket').split('.')[1], 'base64url'));
const statesOf = (client, recording) => client.messages
    .filter((message) => message.type === 'mediaItem' && message.item.item === recording).map((message) => message.item.state);

async function assertInLibrary(job) {
    const link = await job.moderator.ask('mediaLink', { item: job.recording, purpose: 'view' });
    assert.equal(link.type, 'mediaLinkReady');
    const answer = await fetch(service.base + link.path);
    assert.equal(digest(Buffer.from(await answer.arrayBuffer())), sha256);
}

test('a foreign client uploads, is cut off in the middle, and goes on from there', async () => {
    const job = await recorded();
    const wire = await keep(SlowWire.to(service.port));
    wire.cutOnceAfter(Math.floor(film.length / 2));
    const offsets = await upload(job, wire.base).done;
    assert.equal(wire.cuts, 1);
    assert.equal(offsets[0], 0);
    assert.ok(offsets.at(-1) > film.length / 4 && offsets.at(-1) < film.length, `went on from ${offsets.at(-1)} of ${film.length}`);
    await job.moderator.next((m) => m.type === 'mediaItem' && m.item.state === 'ready');
    const states = statesOf(job.moderator, job.recording).filter((state, i, all) => state !== all[i - 1]);
    assert.deepEqual(states.slice(-3), ['uploading', 'processing', 'ready']);
    await assertInLibrary(job);
    const { folder: name, items } = await job.moderator.ask('listMedia');
    assert.equal(name, 'Recordings');
    assert.deepEqual(items.map((item) => [item.item, item.name, item.state, item.bytes, item.received, item.sha256, item.duration]),
        [[job.recording, 'Rec – film.mp4', 'ready', film.length, film.length, sha256, 4000]]);
    assert.ok(!Number.isNaN(Date.parse(items[0].created)));
    const published = (await filesUnder(service.data, '.mp4')).filter((file) => file.includes(job.recording));
    assert.equal(published.length, 1);
    assert.equal(digest(await readFile(published[0])), sha256);
    assert.deepEqual(await filesUnder(service.data, '.part'), []);
});

test('a participant hears nothing of files', async () => {
    const job = await recorded();
    const guest = await keep(RoomClient.join(job.room.participant));
    await upload(job, service.base).done;
    await job.moderator.next((m) => m.type === 'mediaItem' && m.item.state === 'ready');
    assertRefused(await guest.ask('mediaLink', { item: job.recording, purpose: 'view' }), 'notAllowed');
    assertRefused(await guest.ask('listMedia'), 'notAllowed');
    assert.deepEqual(statesOf(guest, job.recording), []);
});

test('what is damaged on the way is refused, and nothing of it kept', async () => {
    const job = await recorded();
    assert.equal((await create(job)).status, 201);
    const first = film.subarray(0, 300000);
    assert.equal((await patch(job, 0, first, checksum(first))).status, 204);
    const second = film.subarray(300000, 600000);
    await assertAnswer(await patch(job, 300000, second, checksum(first)), 460);
    assert.equal(await offsetOf(job), 300000);
    const part = (await filesUnder(service.data, '.part')).find((file) => file.includes(job.recording));
    assert.equal((await readFile(part)).length, 300000);
    await assertAnswer(await patch(job, 300000, second, { 'Upload-Checksum': 'md5 abc' }), 400);
    assert.equal((await patch(job, 300000, second, checksum(second))).status, 204);
    assert.equal(await offsetOf(job), 600000);
});

test('a whole file that is not the announced one is not published', async () => {
    const job = await recorded();
    assert.equal((await create(job)).status, 201);
    const other = Buffer.from(film);
    other[1000] ^= 1;
    await assertAnswer(await patch(job, 0, other), 460);
    assert.equal(await offsetOf(job), 0);
    assertRefused(await job.moderator.ask('mediaLink', { item: job.recording, purpose: 'view' }), 'notFound');
    await upload(job, service.base).done;
    await assertInLibrary(job);
});

test('only the recording\'s own ticket opens its upload', async () => {
    const [job, other] = [await recorded(), await recorded()];
    assert.equal((await create(job)).status, 201);
    const now = Math.floor(Date.now() / 1000);
    const own = { purpose: 'upload', room: job.room.room, recording: job.recording, epoch: 1, iat: now, exp: now + 60 };
    const secret = await service.secret();
    const tokens = [[null, 401], ['abc.def.ghi', 401], [makeToken(Buffer.alloc(32, 1), own), 401], [other.token, 403],
        [makeToken(secret, own, { alg: 'none', typ: 'JWT' }), 401], [makeToken(secret, { ...own, iat: now - 99, exp: now - 9 }), 401],
        [makeToken(secret, { ...own, purpose: 'view' }), 401], [makeToken(secret, { ...own, epoch: 2 }), 403],
        [makeToken(secret, { ...own, room: other.room.room }), 403]];
    for (const [token, status] of tokens) {
        await assertAnswer(await create(job, { token }), status);
        await assertAnswer(await patch(job, 0, film.subarray(0, 1000), {}, { token }), status);
        await assertAnswer(await send(job, 'DELETE', { token }), status);
        assert.equal((await send(job, 'HEAD', { token })).status, status);
    }
    assert.equal((await patch(job, 0, film.subarray(0, 1000), {}, { token: makeToken(secret, own) })).status, 204);
});

test('wrong offsets, sizes and words are refused', async () => {
    const job = await recorded();
    await assertAnswer(await patch(job, 0, film.subarray(0, 10)), 404);
    await assertAnswer(await create(job, { headers: { 'Upload-Length': '10' } }), 400);
    await assertAnswer(await create(job, { headers: { 'Upload-Length': '99999999999999', 'Upload-Metadata': encoded(job.metadata) } }), 413);
    await assertAnswer(await create(job, { headers: { 'Tus-Resumable': '0.2.0' } }), 412);
    assert.equal((await create(job)).status, 201);
    await assertAnswer(await patch(job, 10, film.subarray(10, 20)), 409);
    await assertAnswer(await patch(job, -1, film.subarray(0, 10)), 400);
    await assertAnswer(await patch(job, 0, film.subarray(0, 10), { 'Content-Type': 'video/mp4' }), 415);
    await assertAnswer(await patch(job, 0, Buffer.concat([film, film])), 413);
    assert.equal(await offsetOf(job), 0);
});

test('a client that sends everything before it reads hears why it was refused', async () => {
    const job = await recorded();
    const bytes = 64 * 1024 * 1024;
    const { hostname, port } = new URL(service.base);
    const socket = connect(Number(port), hostname);
    socket.pause();
    await once(socket, 'connect');
    const head = `PATCH ${job.path} HTTP/1.1\r\nHost: room\r\nAuthorization: Bearer ${job.token}\r\nTus-Resumable: 1.0.0\r\n` +
        `Upload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: ${bytes}\r\n\r\n`;
    socket.write(head);
    await new Promise((sent, failed) => {
        socket.on('error', failed);
        socket.write(Buffer.alloc(bytes), sent);
    });
    let answer = '';
    socket.on('data', (part) => { answer += part; });
    socket.resume();
    await once(socket, 'end');
    assert.match(answer, /^HTTP\/1\.1 404 /);
    socket.destroy();
});

test('what is said of a file is refused where the programs of the room could not read it', async () => {
    const job = await recorded();
    const { metadata } = job;
    const unreadable = [
        ...['9000000000000000000', '4503599627370497', '-1', '1e3', ''].map((duration) => ({ ...metadata, duration })),
        ...['', 'x'.repeat(4000)].map((filename) => ({ ...metadata, filename })),
        ...['', 'a'.repeat(65), 'g'.repeat(64)].map((sum) => ({ ...metadata, sha256: sum })),
    ];
    for (const each of unreadable) {
        await assertAnswer(await create(job, { headers: { 'Upload-Length': String(film.length), 'Upload-Metadata': encoded(each) } }), 400);
    }
    const { items } = await job.moderator.ask('listMedia');
    assert.equal(items.find(({ item }) => item === job.recording).duration, 4000);
    assert.equal((await create(job)).status, 201);
});

test('of two clients that send at once one is asked to wait', async () => {
    const job = await recorded();
    assert.equal((await create(job)).status, 201);
    const slow = request(service.base + job.path, { method: 'PATCH', headers: { Authorization: `Bearer ${job.token}`,
        'Tus-Resumable': '1.0.0', 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': '0',
        'Content-Length': String(film.length) } });
    const answered = new Promise((done) => { slow.on('response', done); });
    slow.write(film.subarray(0, 100000));
    // Checks the disk: a PATCH could arrive first, and the first client's would be refused.
    await until(() => hasArrived(service.data, job.recording), 'what the first client sends');
    await assertAnswer(await patch(job, 0, film.subarray(0, 10)), 423);
    slow.end(film.subarray(100000));
    assert.equal((await answered).statusCode, 204);
    await assertInLibrary(job);
});

test('links: view, download, parts, and who gets none', async () => {
    const job = await recorded();
    await upload(job, service.base).done;
    const link = async (purpose) => service.base + (await job.moderator.ask('mediaLink', { item: job.recording, purpose })).path;
    const view = await link('view');
    const whole = await fetch(view, { method: 'HEAD' });
    assert.deepEqual([whole.status, whole.headers.get('content-length'), whole.headers.get('content-type'), whole.headers.get('content-disposition')],
        [200, String(film.length), 'video/mp4', null]);
    for (const [range, from, to] of [['bytes=0-99', 0, 100], ['bytes=1000-', 1000, film.length], ['bytes=-7', film.length - 7, film.length]]) {
        const part = await fetch(view, { headers: { Range: range } });
        assert.equal(part.status, 206);
        assert.equal(part.headers.get('content-range'), `bytes ${from}-${to - 1}/${film.length}`);
        assert.deepEqual(Buffer.from(await part.arrayBuffer()), film.subarray(from, to));
    }
    assert.equal((await fetch(view, { headers: { Range: `bytes=${film.length}-` } })).status, 416);
    const download = await fetch(await link('download'));
    assert.match(download.headers.get('content-disposition'), /^attachment; .*filename\*=UTF-8''Rec%20%E2%80%93%20film\.mp4/);
    assert.equal(digest(Buffer.from(await download.arrayBuffer())), sha256);

    const now = Math.floor(Date.now() / 1000);
    const { link: key } = claimsOf(view);
    const ticket = async (more) => makeToken(await service.secret(),
        { purpose: 'view', item: job.recording, link: key, iat: now - 60, exp: now + 60, ...more });
    const media = (text) => fetch(`${service.base}/media/${job.recording}?ticket=${text}`);
    assert.equal((await media(await ticket({}))).status, 200);
    await assertAnswer(await media(await ticket({ exp: now - 1 })), 403);
    await assertAnswer(await media(await ticket({ item: 'other' })), 403);
    await assertAnswer(await media(await ticket({ link: undefined })), 403);
    await assertAnswer(await fetch(`${view}&download=1`), 403);
    await assertAnswer(await media(await ticket({ purpose: 'upload' })), 403);
    await assertAnswer(await media(job.token), 403);
    await assertAnswer(await fetch(`${service.base}/media/${job.recording}`), 403);
    const stranger = await keep(RoomClient.join(service.rooms.at(-1).host));
    assertRefused(await stranger.ask('mediaLink', { item: job.recording, purpose: 'view' }), 'notFound');
    assert.deepEqual((await stranger.ask('listMedia')).items, []);
    await assertAnswer(await send(job, 'DELETE'), 409);
});

test('the service is killed in the middle of an upload and started again: it goes on, byte for byte', async () => {
    const job = await recorded();
    const wire = await keep(SlowWire.to(service.port, { bytesPerSecond: film.length / 3 }));
    const running = upload(job, wire.base);
    await until(async () => await offsetOf(job) > film.length / 4, 'a quarter is on the disk');
    await service.stop('SIGKILL');
    assert.equal((await filesUnder(service.data, '.mp4')).some((file) => file.includes(job.recording)), false, 'half a file was published');
    await service.launch(ROOMS);
    job.moderator = await keep(RoomClient.join(job.room.moderator));
    const offsets = await running.done;
    assert.ok(offsets.at(-1) >= film.length / 4, `went on from ${offsets.at(-1)} of ${film.length}`);
    const { items } = await job.moderator.ask('listMedia');
    assert.deepEqual(items.map((item) => [item.state, item.sha256]), [['ready', sha256]]);
    await assertInLibrary(job);
});
