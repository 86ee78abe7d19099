// The recorder is killed in the middle of a recording and restarted: the recording is resumed in the same file, or completed.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Process } from '../e2e/desktop.mjs';
import { decodeAll, probe, sha256 } from '../e2e/media.mjs';
import { RoomClient } from './room_client.mjs';
import { PROGRAM, Service, filesUnder, freePort, removeFolder, run, temporaryFolder, until } from './service.mjs';

const ROOMS = Array(5).fill('Biology 101');
/** KILLS=200 takes an hour: that many kills of one recording, at random moments. */
const KILLS = Number(process.env.KILLS ?? 2);
const moment = () => new Promise((done) => { setTimeout(done, 1000 * Math.random()); });

let folder;
let service;
const processes = [];

before(async () => {
    folder = await temporaryFolder();
    service = await Service.start({ rooms: ROOMS.map((title) => ({ title })), folder, port: await freePort(),
        config: { janusProgram: '/nonexistent' } });
});

after(async () => {
    for (const one of processes.reverse()) {
        await one.stop('SIGKILL');
    }
    await service?.stop();
    await removeFolder(folder);
});

class Recorder {
    constructor(link, out) {
        this.process = new Process(PROGRAM, ['record', link, '--out', out, '--json']);
        processes.push(this.process);
    }

    /** Waits until it reports that at least this much is in the file; it reports every five seconds. */
    recorded(seconds) {
        const told = () => this.process.lines.map((line) => line.match(/(\d+):(\d\d):(\d\d) recorded/)).filter(Boolean)
            .map(([, hours, minutes, rest]) => hours * 3600 + minutes * 60 + Number(rest));
        return until(() => told().some((time) => time >= seconds), `${seconds} s recorded`, 40000);
    }

    said(pattern) {
        return this.process.line(pattern, 30000);
    }

    async end(signal = 'SIGTERM') {
        const { child, lines } = this.process;
        child.kill(signal);
        await until(() => child.exitCode !== null || child.signalCode !== null, `the recorder ends; it said:\n${lines.join('\n')}`, 40000);
        return signal === 'SIGKILL' ? null : JSON.parse(lines.find((line) => line.startsWith('{')));
    }
}

const itemsOf = async (client) => (await client.ask('listMedia')).items;
const isReady = (client, count = 1) => until(async () => {
    const items = await itemsOf(client);
    return items.length === count && items.every((item) => item.state === 'ready') ? items : null;
}, 'it is in the library', 20000);

async function assertFilm(file, shortest, longest) {
    const { video, audio, format } = await probe(file);
    assert.deepEqual([video.length, audio.length], [1, 1]);
    const length = Number(format.duration);
    assert.ok(length >= shortest && length <= longest, `${length} s, expected ${shortest} to ${longest} s`);
    assert.equal(Number(video[0].nb_frames), Number(video[0].nb_read_frames));
    assert.equal(await decodeAll(file), '');
}

async function chaptersOf(file) {
    const { stdout } = await promisify(execFile)('ffprobe', ['-v', 'error', '-show_chapters', '-of', 'json', file]);
    return JSON.parse(stdout).chapters.map((chapter) => chapter.tags?.title ?? '');
}

test('killed and started again, again and again: it is one recording, and each gap a chapter', async () => {
    const room = service.rooms[0];
    const out = join(folder, 'goes-on');
    const host = await RoomClient.join(room.host, { client: 'web' });
    let recorder = new Recorder(room.moderator, out);
    await recorder.recorded(5);
    const { recording, epoch } = host.state.recording;
    for (let i = 1; i <= KILLS; ++i) {
        await moment();
        await recorder.end('SIGKILL');
        await host.when(() => host.state.recording.interrupted, 'the room sees that it is interrupted', 20000);
        recorder = new Recorder(room.moderator, out);
        await recorder.said(/^The recording continues after an interruption\./);
        await host.when(() => !host.state.recording.interrupted, 'it goes on for everybody', 10000);
        assert.deepEqual([host.state.recording.phase, host.state.recording.recording, host.state.recording.epoch],
            ['recording', recording, epoch]);
        assert.equal(host.state.participants.filter((p) => p.client === 'recorder').length, 1, 'it has its old place');
        await recorder.recorded(5 + 5 * i);
    }
    const result = await recorder.end();
    assert.equal(result.recording, recording);
    await assertFilm(result.file, 5 * KILLS + 5, 5 * KILLS + 16);
    // Every room marks gaps with chapters; otherwise they are off in this one.
    const [start, ...gaps] = await chaptersOf(result.file);
    assert.ok(start && gaps.length === KILLS && gaps.every((title) => /interruption/.test(title)), [start, ...gaps].join());
    const report = JSON.parse(await readFile(join(dirname(result.file), 'report.json'), 'utf8'));
    assert.equal(report.continuations.length, KILLS, 'the report tells each gap');
    assert.ok(report.encoders.length > KILLS && report.unfinished === undefined, JSON.stringify(report));
    const [item] = await isReady(host);
    assert.deepEqual([item.item, item.sha256], [recording, result.checksum]);
    const kept = (await filesUnder(service.data, '.mp4')).find((file) => file.includes(recording));
    assert.equal(await sha256(kept), await sha256(result.file));
    assert.equal(host.messages.filter((m) => m.type === 'recordingEnded').length, 1);
    await host.leave();
});

test('killed while it is paused: it goes on paused', async () => {
    const room = service.rooms[1];
    const out = join(folder, 'paused');
    const host = await RoomClient.join(room.host, { client: 'web' });
    const first = new Recorder(room.moderator, out);
    await first.recorded(5);
    const { recording } = host.state.recording;
    await host.askOk('pauseRecording', { recording, paused: true });
    await host.when(() => host.state.recording.phase === 'paused', 'paused');
    await first.end('SIGKILL');
    const second = new Recorder(room.moderator, out);
    await second.said(/^The recording continues after an interruption\./);
    await host.when(() => host.state.recording.phase === 'paused' && !host.state.recording.interrupted, 'still paused', 10000);
    const since = Date.now();
    await new Promise((done) => { setTimeout(done, 2000); });
    await host.askOk('pauseRecording', { recording, paused: false });
    await host.when(() => host.state.recording.phase === 'recording', 'it goes on', 10000);
    await second.recorded(10);
    const result = await second.end();
    await assertFilm(result.file, 9, 6 + (Date.now() - since) / 1000 - 1.5);
    await isReady(host);
    await host.leave();
});

test('when the session is over it is completed, with one sentence', async () => {
    const room = service.rooms[2];
    const out = join(folder, 'over');
    const first = new Recorder(room.moderator, out);
    await first.recorded(5);
    await first.end('SIGKILL');
    const host = await RoomClient.join(room.host, { client: 'web' });
    const { recording } = host.state.recording;
    await host.askOk('stopRecording', { recording });
    const second = await run(['record', room.moderator, '--for', '2s', '--out', out, '--json']);
    assert.equal(second.code, 0, second.stderr);
    assert.match(second.stderr, /^An interrupted recording was saved up to its last second\. It will appear automatically in its room's Media and Files: Rec – .*\.mp4$/m);
    const items = await isReady(host, 2);
    assert.equal(items[1].item, recording);
    const kept = (await filesUnder(service.data, '.mp4')).find((file) => file.includes(recording));
    await assertFilm(kept, 4, 8);
    await host.leave();
});

test('a damaged journal and a torn tail cost at most the last fragment', async () => {
    const room = service.rooms[3];
    const out = join(folder, 'torn');
    const first = new Recorder(room.moderator, out);
    await first.recorded(5);
    await first.end('SIGKILL');
    const files = await filesUnder(out);
    const part = files.find((file) => file.endsWith('.part'));
    await writeFile(files.find((file) => file.endsWith('.journal')), 'no journal at all');
    await truncate(part, (await stat(part)).size - 1000);
    const host = await RoomClient.join(room.host, { client: 'web' });
    const second = new Recorder(room.moderator, out);
    await second.said(/^The recording continues after an interruption\./);
    await second.recorded(10);
    const result = await second.end();
    await assertFilm(result.file, 9, 18);
    const [item] = await isReady(host);
    assert.equal(item.sha256, result.checksum);
    await host.leave();
});

test('a folder that is gone, or holds nothing, stops nobody from recording', async () => {
    const room = service.rooms[4];
    const out = join(folder, 'gone');
    const host = await RoomClient.join(room.host, { client: 'web' });
    const first = new Recorder(room.moderator, out);
    await first.recorded(5);
    await first.end('SIGKILL');
    const part = (await filesUnder(out)).find((file) => file.endsWith('.part'));
    await rm(part);
    await host.askOk('stopRecording', { recording: host.state.recording.recording });
    const second = await run(['record', room.moderator, '--for', '2s', '--out', out, '--json']);
    assert.equal(second.code, 0, second.stderr);
    await rm(out, { recursive: true });
    await mkdir(out);
    const third = await run(['record', room.moderator, '--for', '2s', '--out', out, '--json']);
    assert.equal(third.code, 0, third.stderr);
    await host.leave();
});
