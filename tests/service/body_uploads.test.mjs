// Uploads into the library during the recording: a foreign tus client, cuts, lies, a killed service.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import tus from '../web/node_modules/tus-js-client/lib.es5/node/index.js';
import { Body, digest, topBoxes } from './body.mjs';
import { RoomClient, aliveFields, joinRecorder, keeping } from './room_client.mjs';
import { Service, filesUnder, freePort, hasArrived, makeToken, removeFolder, temporaryFolder, until } from './service.mjs';
import { SlowWire } from './slow_wire.mjs';

const ROOMS = 14;
const GRACE_SECONDS = 3;
const KILLS = Number(process.env.KILLS ?? 5);
const ABANDONED = Number(process.env.ABANDONED ?? 100);
const SENTENCE = /^[A-Z].* .*\.$/m;

let folder;
let service;
let body;
let lastRoom = 0;
const { open, keep } = keeping();

before(async () => {
    folder = await temporaryFolder();
    body = await Body.record(join(folder, 'body.mp4'));
    service = await Service.start({ rooms: Array(ROOMS).fill('Biology 101'), folder, port: await freePort(),
        config: { uploadGraceSeconds: GRACE_SECONDS } });
});

after(async () => {
    open.forEach((one) => (one.socket ? one.socket.terminate() : one.close()));
    await service?.stop();
    await removeFolder(folder);
});

async function begin(room, host) {
    await host.askOk('startRecording');
    const order = await host.next((m) => m.type === 'beginRecording' && m.recording === host.state.recording.recording
        && !host.begun?.has(m.recording), 'beginRecording');
    host.begun = (host.begun ?? new Set()).add(order.recording);
    await host.phase('recording');
    const { recording: id, epoch, uploadToken: token, uploadPath } = order;
    return { room, host, recording: id, epoch, token, uploadPath, path: `${uploadPath}/${id}`,
        metadata: { recording: id, filename: 'Rec – film.mp4', layout: 'fragments' } };
}

/** Starts a recording. */
async function recording() {
    const room = service.rooms[lastRoom++];
    const host = await keep(joinRecorder(room.host));
    const job = await begin(room, host);
    job.moderator = await keep(RoomClient.join(room.moderator));
    return job;
}

const stopped = ({ host, recording: id, epoch }, film = body) => host.askOk('recorderStopped', { recording: id, epoch,
    duration: 12000, bytes: film.length, sha256: film.checksum, name: 'Rec – film.mp4', diskNearlyFull: false });

/** Resolves with the offsets from which data was sent. */
function upload(job, base, { many = 1, arrived, film = body, resumes = false } = {}) {
    const reader = film.reader(many, arrived);
    const offsets = [];
    return new Promise((succeeded, failed) => {
        new tus.Upload('the recording', {
            ...(resumes ? { uploadUrl: base + job.path } : {}), endpoint: base + job.uploadPath, headers: { Authorization: `Bearer ${job.token}` }, metadata: job.metadata,
            uploadLengthDeferred: true, fileReader: reader, chunkSize: 1e9, storeFingerprintForResuming: false,
            retryDelays: Array(40).fill(100),
            onBeforeRequest: (sent) => {
                if (sent.getMethod() !== 'PATCH') {
                    return;
                }
                offsets.push(Number(sent.getHeader('Upload-Offset')));
                sent.setHeader('Upload-Checksum', `sha256 ${digest(reader.source.last, 'base64')}`);
                if (sent.getHeader('Upload-Length')) {
                    sent.setHeader('Proscenium-Checksum', film.checksum);
                }
            },
            onAfterResponse: (sent, answer) => {
                job.sha256 = answer.getHeader('Proscenium-Sha256') ?? job.sha256;
            },
            onSuccess: () => succeeded(offsets), onError: failed,
        }).start();
    });
}

const encoded = (metadata) => Object.entries(metadata)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(',');
const send = (job, method, { path = job.path, token = job.token, headers = {}, bytes } = {}) =>
    fetch(service.base + path, { method, body: bytes, headers: { 'Tus-Resumable': '1.0.0',
        ...(token ? { Authorization: `Bearer ${token}` } : {}), ...headers } });
const create = (job, more = {}) => send(job, 'POST', { path: job.uploadPath, ...more,
    headers: { 'Upload-Defer-Length': '1', 'Upload-Metadata': encoded(job.metadata), ...more.headers } });
const checksum = (bytes) => ({ 'Upload-Checksum': `sha256 ${digest(bytes, 'base64')}` });
const patch = (job, offset, bytes, headers = checksum(bytes), more = {}) => send(job, 'PATCH', { bytes, ...more,
    headers: { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset), ...headers } });
const finish = (job, film = body) => patch(job, film.length, undefined,
    { 'Upload-Length': String(film.length), 'Proscenium-Checksum': film.checksum });
const offsetOf = async (job) => Number((await send(job, 'HEAD')).headers.get('upload-offset'));

async function assertAnswer(response, status) {
    assert.equal(response.status, status);
    assert.match(await response.text(), SENTENCE);
}

const statesOf = (client, id) => client.messages.filter((m) => m.type === 'mediaItem' && m.item.item === id)
    .map((m) => m.item.state).filter((state, i, all) => state !== all[i - 1]);
const itemState = (client, id, state) =>
    client.when(() => client.messages.findLast((m) => m.type === 'mediaItem' && m.item.item === id)?.item.state === state, state, 15000);

/** The file that people get is a regular MP4 in which every frame decodes. */
async function assertPlays(job, pictures) {
    const link = await job.moderator.ask('mediaLink', { item: job.recording, purpose: 'view' });
    assert.equal(link.type, 'mediaLinkReady', JSON.stringify(link));
    const bytes = Buffer.from(await (await fetch(service.base + link.path)).arrayBuffer());
    assert.deepEqual(topBoxes(bytes).map((box) => box.type), ['ftyp', 'mdat', 'moov']);
    const file = join(folder, 'got.mp4');
    await writeFile(file, bytes);
    const { stdout } = await promisify(execFile)('ffprobe', ['-v', 'error', '-count_frames', '-select_streams', 'v',
        '-show_entries', 'stream=nb_frames,nb_read_frames', '-of', 'csv=p=0', file]);
    assert.equal(stdout.trim(), `${pictures},${pictures}`);
    return bytes;
}

test('a foreign client uploads while the room records, and it is ready when the recording ends', async () => {
    const job = await recording();
    const recorded = async (start) => {
        if (start === body.ends.at(-2)) {
            await itemState(job.moderator, job.recording, 'recording');
            await stopped(job);
        }
    };
    const offsets = await upload(job, service.base, { arrived: recorded });
    assert.deepEqual(offsets, [0, ...body.ends.slice(0, -1)]);
    assert.equal(job.sha256, body.checksum);
    await itemState(job.moderator, job.recording, 'ready');
    assert.deepEqual(statesOf(job.moderator, job.recording), ['recording', 'uploading', 'processing', 'ready']);
    const bytes = await assertPlays(job, 360);
    const { items } = await job.moderator.ask('listMedia');
    assert.deepEqual(items.map((item) => [item.state, item.bytes, item.sha256]), [['ready', bytes.length, body.checksum]]);
    assert.ok(Math.abs(items[0].duration - 12000) < 100, `${items[0].duration} ms`);
    assert.deepEqual((await filesUnder(service.data, '.part')), []);
    const head = await send(job, 'HEAD');
    assert.deepEqual(['upload-offset', 'upload-length', 'proscenium-sha256'].map((name) => head.headers.get(name)),
        [String(body.length), String(body.length), body.checksum]);
});

test('the connection is cut in the middle of chunks: it goes on, and nothing of half a chunk stays', async () => {
    const job = await recording();
    const wire = await keep(SlowWire.to(service.port));
    wire.cutOnceAfter(Math.floor(body.length / 3));
    const arrived = async (start) => {
        if (wire.cuts === 1 && start > body.length / 2) {
            wire.cutOnceAfter(100000);
        }
    };
    const offsets = await upload(job, wire.base, { many: 2, arrived });
    assert.ok(wire.cuts >= 2 && offsets.length > body.units.length / 2);
    assert.equal(job.sha256, body.checksum);
    await assertPlays(job, 360);
});

test('the service is killed again and again in the middle: it goes on at a fragment\'s border each time', async () => {
    const job = await recording();
    const wire = await keep(SlowWire.to(service.port, { bytesPerSecond: body.length / 6 }));
    const running = upload(job, wire.base);
    for (let i = 0; i < KILLS; ++i) {
        const wanted = body.length * (i + 1) / (KILLS + 2);
        await until(async () => await offsetOf(job).catch(() => 0) > wanted, 'some more is on the disk', 20000);
        await service.stop('SIGKILL');
        await service.launch(ROOMS);
        const offset = await offsetOf(job);
        assert.ok(offset >= wanted && body.ends.includes(offset), `${offset} after ${wanted}`);
    }
    await running;
    assert.equal(job.sha256, body.checksum);
    job.moderator = await keep(RoomClient.join(job.room.moderator));
    await assertPlays(job, 360);
});

test('what is wrong with a chunk or its words is refused, and nothing of it kept', async () => {
    const job = await recording();
    await assertAnswer(await create(job, { headers: { 'Upload-Defer-Length': '2' } }), 400);
    await assertAnswer(await create(job, { headers: { 'Upload-Metadata': encoded({ ...job.metadata, layout: 'round' }) } }), 400);
    const whole = { recording: job.recording, filename: 'x.mp4', sha256: body.checksum };
    await assertAnswer(await create(job, { headers: { 'Upload-Metadata': encoded(whole) } }), 400);
    const made = await create(job);
    assert.deepEqual([made.status, made.headers.get('location'), made.headers.get('upload-offset')], [201, job.path, '0']);
    await assertAnswer(await patch(job, 0, Buffer.from('<html>no film</html>')), 400);
    await assertAnswer(await patch(job, 0, body.units[1]), 400);
    const [first, second] = [body.from(0, 2), body.from(body.ends[1])];
    assert.equal((await patch(job, 0, first)).status, 204);
    const head = await send(job, 'HEAD');
    assert.deepEqual([head.headers.get('upload-defer-length'), head.headers.get('upload-length')], ['1', null]);
    const here = first.length;
    const damaged = Buffer.from(second);
    damaged[damaged.length - 1] ^= 1;
    await assertAnswer(await patch(job, here, damaged, checksum(second)), 460);
    await assertAnswer(await patch(job, here, second.subarray(0, -1)), 400);
    await assertAnswer(await patch(job, here, second, {}), 400);
    await assertAnswer(await patch(job, here + 1, second), 409);
    await assertAnswer(await patch(job, 0, first), 409);
    await assertAnswer(await patch(job, here, second, { ...checksum(second), 'Upload-Length': String(here) }), 413);
    await assertAnswer(await patch(job, here, second, { ...checksum(second), 'Upload-Length': '-5' }), 400);
    await assertAnswer(await patch(job, here, second, { ...checksum(second), 'Proscenium-Checksum': 'abc' }), 400);
    const part = (await filesUnder(service.data, '.part')).find((file) => file.includes(job.recording));
    assert.equal((await stat(part)).size, here);
    assert.equal((await patch(job, here, second)).status, 204);
    const rest = body.bytes.subarray(here + second.length);
    assert.equal((await patch(job, here + second.length, rest)).status, 204);
    const other = digest(Buffer.from('other'));
    await assertAnswer(await patch(job, body.length, undefined, { 'Upload-Length': String(body.length), 'Proscenium-Checksum': other }), 460);
    assert.equal(await offsetOf(job), body.length, 'every chunk of it was verified');
    assert.equal((await send(job, 'HEAD')).headers.get('upload-defer-length'), '1');
    assert.equal((await send(job, 'DELETE')).status, 204);
    assert.equal((await create(job)).headers.get('upload-offset'), '0');
    assert.equal((await patch(job, 0, body.bytes)).status, 204);
    await assertAnswer(await patch(job, body.length, undefined, { 'Upload-Length': String(body.length), 'Proscenium-Checksum': other }), 460);
    const done = await finish(job);
    assert.deepEqual([done.status, done.headers.get('proscenium-sha256')], [204, body.checksum]);
    await assertAnswer(await create(job, { headers: { 'Upload-Metadata': encoded(whole), 'Upload-Length': '5', 'Upload-Defer-Length': '' } }), 409);
});

test('a chunk of 2 GB is refused before it comes, and two clients do not mix', async () => {
    const job = await recording();
    assert.equal((await create(job)).status, 201);
    const announce = (length) => new Promise((done, failed) => {
        const sent = request(service.base + job.path, { method: 'PATCH', headers: { Authorization: `Bearer ${job.token}`,
            'Tus-Resumable': '1.0.0', 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': '0',
            'Content-Length': String(length), ...checksum(body.units[0]) } });
        sent.on('response', (answer) => { done(answer.statusCode); sent.destroy(); });
        sent.on('error', failed);
        sent.flushHeaders();
    });
    assert.equal(await announce(2 ** 31), 413);
    assert.equal(await announce(64 * 1024 * 1024 + 1), 413);
    const slow = request(service.base + job.path, { method: 'PATCH', headers: { Authorization: `Bearer ${job.token}`,
        'Tus-Resumable': '1.0.0', 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': '0',
        'Content-Length': String(body.length), ...checksum(body.bytes) } });
    const answered = new Promise((done) => { slow.on('response', done); });
    slow.write(body.bytes.subarray(0, 100000));
    // Checks the disk: a PATCH could arrive first, and the first client's would be refused.
    await until(() => hasArrived(service.data, job.recording), 'what the first client sends');
    await assertAnswer(await patch(job, 99, body.units[1]), 423);
    await assertAnswer(await patch(job, 0, body.units[0]), 423);
    assert.equal(await offsetOf(job), 0);
    slow.end(body.bytes.subarray(100000));
    assert.equal((await answered).statusCode, 204);
    assert.equal(await offsetOf(job), body.length);
    assert.equal((await finish(job)).status, 204);
});

test('only the recording\'s own ticket opens its upload', async () => {
    const [job, other] = [await recording(), await recording()];
    assert.equal((await create(job)).status, 201);
    const now = Math.floor(Date.now() / 1000);
    const own = { purpose: 'upload', room: job.room.room, recording: job.recording, epoch: job.epoch, iat: now, exp: now + 60 };
    const secret = await service.secret();
    for (const [token, status] of [[null, 401], [other.token, 403], [makeToken(secret, { ...own, exp: now - 9, iat: now - 99 }), 401],
        [makeToken(secret, { ...own, epoch: job.epoch + 1 }), 403], [makeToken(secret, own, { alg: 'none', typ: 'JWT' }), 401]]) {
        await assertAnswer(await create(job, { token }), status);
        await assertAnswer(await patch(job, 0, body.units[0], checksum(body.units[0]), { token }), status);
    }
    assert.equal(await offsetOf(job), 0);
});

test('a client that is gone leaves an interrupted recording that plays; when it comes back it goes on', async () => {
    const job = await recording();
    assert.equal((await create(job)).status, 201);
    const half = body.from(0, 7);
    assert.equal((await patch(job, 0, half)).status, 204);
    await itemState(job.moderator, job.recording, 'interrupted');
    await assertPlays(job, 180);
    const { items } = await job.moderator.ask('listMedia');
    assert.deepEqual([items[0].state, items[0].reason], ['interrupted', 'timeout']);
    assert.ok(Math.abs(items[0].duration - 6000) < 100, `${items[0].duration} ms`);
    const download = await job.moderator.ask('mediaLink', { item: job.recording, purpose: 'download' });
    const answer = await fetch(service.base + download.path);
    assert.match(answer.headers.get('content-disposition'), /film\.mp4/);
    await answer.arrayBuffer();
    assert.equal(await offsetOf(job), half.length);
    assert.equal((await patch(job, half.length, body.from(half.length))).status, 204);
    assert.equal(statesOf(job.moderator, job.recording).at(-1), 'uploading');

    await service.stop('SIGKILL');
    await service.launch(ROOMS);
    job.moderator = await keep(RoomClient.join(job.room.moderator));
    await itemState(job.moderator, job.recording, 'interrupted');
    await assertPlays(job, 210);
    const offsets = await upload(job, service.base, { many: 3, resumes: true });
    assert.equal(offsets[0], body.ends[7]);
    assert.equal(job.sha256, body.checksum);
    await itemState(job.moderator, job.recording, 'ready');
    await assertPlays(job, 360);
});

test('a recording of which nothing comes is not interrupted while its recorder lives', async () => {
    const job = await recording();
    assert.equal((await create(job)).status, 201);
    assert.equal((await patch(job, 0, body.from(0, 7))).status, 204);
    const live = () => job.host.askOk('recorderAlive', aliveFields(job, { paused: true }));
    for (const end = performance.now() + (GRACE_SECONDS + 3) * 1000; performance.now() < end;) {
        await live();
        await new Promise((done) => { setTimeout(done, 500); });
    }
    assert.deepEqual(statesOf(job.moderator, job.recording), ['recording']);
    await itemState(job.moderator, job.recording, 'interrupted');
    await live();
    await itemState(job.moderator, job.recording, 'recording');
    assert.equal((await patch(job, body.ends[6], body.from(body.ends[6], 1000))).status, 204);
    assert.equal(statesOf(job.moderator, job.recording).at(-1), 'recording');
    await stopped(job);
    assert.equal((await finish(job)).status, 204);
    await itemState(job.moderator, job.recording, 'ready');
    assert.deepEqual(statesOf(job.moderator, job.recording), ['recording', 'interrupted', 'recording', 'uploading', 'processing', 'ready']);
    await assertPlays(job, 360);
});

test('an interrupted recording that its client sends anew is there until the new one is', async () => {
    const job = await recording();
    assert.equal((await create(job)).status, 201);
    assert.equal((await patch(job, 0, body.from(0, 7))).status, 204);
    await itemState(job.moderator, job.recording, 'interrupted');
    // 423 for a moment: the state is announced before the history is written.
    const takeAway = () => until(async () => (await send(job, 'DELETE')).status === 204, 'it is taken away');
    assert.equal((await send(job, 'DELETE', { token: null })).status, 401);
    await takeAway();
    assert.equal((await send(job, 'HEAD')).status, 404);
    assert.equal((await create(job)).headers.get('upload-offset'), '0');
    assert.equal((await patch(job, 0, body.from(0, 4))).status, 204);
    await itemState(job.moderator, job.recording, 'interrupted');
    assert.equal(await offsetOf(job), body.ends[6], 'what there was is longer');
    await assertPlays(job, 180);
    await takeAway();
    await upload(job, service.base, { many: 3 });
    assert.equal(job.sha256, body.checksum);
    await itemState(job.moderator, job.recording, 'ready');
    await assertPlays(job, 360);
    assert.deepEqual((await filesUnder(service.data, '.part')).filter((file) => file.includes(job.recording)), []);
    assert.equal((await send(job, 'DELETE')).status, 409);
});

test('uploads that are created and abandoned cost nothing that stays', async () => {
    const resident = async () => Number((await readFile(`/proc/${service.pid}/status`, 'utf8')).match(/VmRSS:\s+(\d+)/)[1]) / 1024;
    const hosts = await Promise.all(service.rooms.slice(-4).map((room) => keep(joinRecorder(room.host))));
    let refused = 0;
    const abandon = async (host, i) => {
        const job = await begin(null, host);
        const { status } = await create(job);
        if (status === 429) { // the room has too many open uploads
            ++refused;
        } else {
            assert.equal(status, 201);
            assert.equal((await patch(job, 0, body.from(0, 3))).status, 204);
        }
        await host.askOk('recorderFailed', { recording: job.recording, epoch: job.epoch, code: 'mediaFailed', detail: 'gone away' });
        await host.phase('idle');
        return i;
    };
    const abandonMany = (count) => Promise.all(hosts.map(async (host) => {
        for (let i = 0; i < count / hosts.length; ++i) {
            await abandon(host, i);
        }
    }));
    await abandonMany(20);
    const earlier = await resident();
    await abandonMany(ABANDONED);
    const later = await resident();
    const before_ = earlier.toFixed(1);
    console.log(`${ABANDONED} uploads abandoned, ${refused} of them refused: ${before_} MB before, ${later.toFixed(1)} MB after`);
    assert.ok(later - earlier < 10 + ABANDONED * 0.02, `${before_} MB before, ${later} MB after`);
    // They block further uploads only for a while.
    const next = await begin(null, hosts[0]);
    await until(async () => (await create(next)).status === 201, 'room for an upload', 1000 * (GRACE_SECONDS + 10));
});
