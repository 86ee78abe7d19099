// The report of a recording: the recorder's part, the service's part, who gets it; and who owns a recording.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Body } from './body.mjs';
import { publish } from './published.mjs';
import { RoomClient, aliveFields, assertRefused, joinRecorder, keeping } from './room_client.mjs';
import { Service, filesUnder, freePort, removeFolder, run, temporaryFolder, until } from './service.mjs';

const FROM_RECORDER = { format: 1, version: '9.8.7', repeated: 12, pauses: [{ at: 1500, length: 9000 }], continuations: [] };

let folder;
let service;
let body;
const { open, keep } = keeping();

before(async () => {
    folder = await temporaryFolder();
    body = await Body.record(join(folder, 'body.mp4'), { seconds: 4, size: '320x180', quality: 30 });
    service = await Service.start({ rooms: ['Biology 101', { title: 'Chemistry', owner: 'Chemistry channel' }, 'Physics'], folder,
        port: await freePort() });
});

after(async () => {
    open.forEach((client) => client.socket.terminate());
    await service?.stop();
    await removeFolder(folder);
});

async function record(room) {
    const host = await keep(joinRecorder(room.host, 'Ada Lovelace'));
    await host.askOk('startRecording');
    const { recording, epoch, uploadToken: token, uploadPath } = await host.next('beginRecording');
    await host.phase('recording');
    await until(async () => (await filesUnder(service.data, 'report.json')).some((path) => path.includes(recording)), 'the report');
    return { room, host, recording, epoch, token, path: `${uploadPath}/${recording}/report` };
}

const put = ({ path, token }, json, headers = {}) => fetch(service.base + path, { method: 'PUT', body: json,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers } });
const onDisk = async (recording) => {
    const file = (await filesUnder(service.data, 'report.json')).find((path) => path.includes(recording));
    return JSON.parse(await readFile(file, 'utf8'));
};
const link = async (client, item) => client.ask('mediaLink', { item, purpose: 'report' });

test('the report tells who was there, who agreed, what the recorder says; moderators export it, nobody else', async () => {
    const room = service.rooms[0];
    const guest = await keep(RoomClient.join(room.participant, { name: 'Grace Hopper' }));
    const moderator = await keep(RoomClient.join(room.moderator, { name: 'Alan Turing' }));
    const job = await record(room);
    await guest.phase('recording');
    await guest.askOk('confirmRecording', { recording: job.recording });
    const late = await keep(RoomClient.join(room.participant, { name: 'Late Comer' }));
    assert.equal((await put(job, JSON.stringify({ ...FROM_RECORDER, repeated: 1 }))).status, 204);
    assert.equal((await put(job, JSON.stringify(FROM_RECORDER))).status, 204);
    await moderator.askOk('stopRecording', { recording: job.recording });
    await job.host.askOk('recorderStopped', { recording: job.recording, epoch: job.epoch, duration: 4000, bytes: body.length,
        sha256: body.checksum, name: 'Rec – 1.mp4', diskNearlyFull: false });
    const report = await until(async () => {
        const now = await onDisk(job.recording);
        return now.ended && now;
    }, 'the report with its end');
    assert.deepEqual([report.started.by, report.ended.by, report.ended.reason, report.owner],
        ['Ada Lovelace', 'Alan Turing', 'stopped', 'Ada Lovelace']);
    assert.deepEqual(report.recorded.map(({ name }) => name).sort(), ['Ada Lovelace', 'Alan Turing', 'Grace Hopper', 'Late Comer']);
    assert.deepEqual(report.consents.map(({ name }) => name), ['Grace Hopper']);
    assert.deepEqual(report.recorder, FROM_RECORDER);
    const answer = await link(moderator, job.recording);
    assert.equal(answer.type, 'mediaLinkReady', JSON.stringify(answer));
    const got = await fetch(service.base + answer.path);
    assert.match(got.headers.get('content-disposition'), /^attachment;.*report\.json/);
    assert.deepEqual((await got.json()).recorded, report.recorded);
    assert.equal((await fetch(service.base + answer.path.replace('/report.json', ''))).status, 403);
    assert.equal((await fetch(`${service.base}/media/${job.recording}/report.json`)).status, 403);
    assertRefused(await link(late, job.recording), 'notAllowed');
    const stranger = await keep(RoomClient.join(service.rooms[2].host));
    assertRefused(await link(stranger, job.recording), 'notFound');
    assertRefused(await moderator.ask('shareMedia', { item: job.recording, purpose: 'report', hours: 1 }), 'notAllowed');
});

test('a report is refused without its own token, when it is too large or no report', async () => {
    const [mine, other] = [await record(service.rooms[1]), await record(service.rooms[2])];
    const json = JSON.stringify(FROM_RECORDER);
    assert.equal((await put({ ...mine, token: other.token }, json)).status, 403);
    assert.equal((await put({ ...mine, token: 'x' }, json)).status, 401);
    assert.equal((await put(mine, '[1]')).status, 400);
    assert.equal((await put(mine, JSON.stringify({ a: 'a'.repeat(1024 * 1024) }))).status, 413);
    assert.equal((await onDisk(mine.recording)).recorder, null);
    for (const job of [mine, other]) {
        await job.host.askOk('recorderFailed', { recording: job.recording, epoch: job.epoch, code: 'diskFull', detail: 'No space is left.' });
        await until(async () => (await onDisk(job.recording)).ended?.reason === 'failed', 'the end of what failed');
    }
    assert.equal((await onDisk(mine.recording)).owner, 'Chemistry channel');
    const { path } = await link(mine.host, mine.recording);
    assert.equal((await (await fetch(service.base + path)).json()).state, 'failed');
});

test('a recorder that is not heard of for a while is a gap', async () => {
    const job = await record(service.rooms[1]);
    await until(async () => (await onDisk(job.recording)).gaps.length === 1, 'the gap', 20000);
    job.host.send('recorderAlive', aliveFields(job));
    const [gap] = await until(async () => {
        const { gaps } = await onDisk(job.recording);
        return gaps[0].to && gaps;
    }, 'the end of the gap');
    assert.ok(Date.parse(gap.to) >= Date.parse(gap.from));
    await job.host.askOk('recorderFailed', { recording: job.recording, epoch: job.epoch, code: 'cancelled', detail: 'It was cancelled.' });
});

test('the commands list recordings, print a report and change an owner, which the history keeps', async () => {
    const { item } = await publish({ service, room: service.rooms[2], body, keep });
    const data = ['--data', service.data, '--json'];
    const printed = await run(['library', 'report', '--recording', item, ...data]);
    assert.deepEqual([printed.code, JSON.parse(printed.stdout).checksum], [0, body.checksum], printed.stderr);
    const change = () => run(['library', 'owner', '--recording', item, '--owner', 'Marie Curie', ...data]);
    const busy = await change();
    assert.notEqual(busy.code, 0);
    assert.match(busy.stderr, /another program uses the library/);
    open.splice(0).forEach((client) => client.socket.terminate());
    await service.stop();
    const changed = await change();
    assert.deepEqual([changed.code, JSON.parse(changed.stdout).owner], [0, 'Marie Curie'], changed.stderr);
    const list = JSON.parse((await run(['library', 'list', ...data])).stdout).recordings;
    assert.deepEqual(list.filter(({ recording }) => recording === item).map(({ owner, state }) => [owner, state]), [['Marie Curie', 'ready']]);
    const history = (await filesUnder(service.data, 'history.jsonl')).find((file) => file.includes(item));
    const line = (await readFile(history, 'utf8')).trim().split('\n').map((text) => JSON.parse(text)).find(({ what }) => what === 'ownerChanged');
    assert.deepEqual([line.from, line.to], ['Ada Lovelace', 'Marie Curie']);
    assert.ok(line.by && line.at);
    assert.equal((await onDisk(item)).owner, 'Marie Curie');
    const none = await run(['library', 'report', '--recording', 'nothing', ...data]);
    assert.notEqual(none.code, 0);
    assert.match(none.stderr, /^There is no recording/);
});
