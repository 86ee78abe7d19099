// Failures during a recording: of the media server, a participant, the service, the disk, the recorder. Everything is real, and gets killed.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Process } from '../e2e/desktop.mjs';
import { makeCamera, makeTone, sha256 } from '../e2e/media.mjs';
import { Participant } from '../e2e/participant.mjs';
import { assertWhole, liveMoments, longestStandstill } from './film.mjs';
import { RoomClient } from './room_client.mjs';
import { PROGRAM, Service, childOf, filesUnder, freePort, removeFolder, temporaryFolder, until } from './service.mjs';

const exec = promisify(execFile);
const ROOMS = ['Janus', 'Browser', 'Service', 'Disk', 'Forgotten'];

let folder;
let service;
const processes = [];

before(async () => {
    folder = await temporaryFolder();
    service = await Service.start({ rooms: ROOMS, folder, port: await freePort() });
    await service.janus();
});

after(async () => {
    for (const one of processes.reverse()) {
        await one.stop('SIGKILL');
    }
    await service?.stop();
    await removeFolder(folder);
});

function start(command, args) {
    const one = new Process(command, args);
    processes.push(one);
    return one;
}

/** A web client in the room that observes it, with two simulated participants on the stage. */
async function stage(room) {
    const host = await RoomClient.join(room.host, { client: 'web', name: 'Grace Hopper' });
    const people = start(PROGRAM, ['simulate', room.participant, '--count', '2', '--height', '360']);
    await bothPublish(host);
    // They join at the same time: either may be first.
    const onStage = publishing(host).sort((a, b) => a.stageOrder - b.stageOrder)
        .map((p) => Number(p.name.match(/\d+$/)[0]));
    return { host, people, onStage };
}

const publishing = (client) => client.state.participants.filter((p) => p.client === 'simulator' && p.publications.length > 0);
const bothPublish = (client) => client.when(() => publishing(client).length === 2, 'two who publish', 30000);

class Recorder {
    constructor(link, out, host) {
        this.host = host;
        this.process = start(PROGRAM, ['record', link, '--out', out, '--json']);
    }

    async begun() {
        await this.process.line(/^Recording\.$/, 30000);
        this.since = Date.now();
    }

    /** Waits until it reports that this much is in the file; it reports every five seconds. */
    recorded(seconds) {
        return this.process.line(new RegExp(`0:00:${String(seconds).padStart(2, '0')} recorded`), 40000);
    }

    get(pattern) {
        return this.process.lines.find((line) => pattern.test(line));
    }

    /** Ends it like Ctrl+C; returns its output, and the minimum and maximum length of the film. */
    async end() {
        const recorded = (Date.now() - this.since) / 1000;
        this.process.child.kill('SIGTERM');
        const result = await this.result();
        const ended = await this.host.next((m) => m.type === 'recordingEnded' && m.recording === result.recording);
        const begun = this.host.messages.find((m) => m.type === 'stateChanged' && m.recording.recording === result.recording);
        return { ...result, between: [recorded - 0.5, (ended.receivedAt - begun.receivedAt) / 1000 + 0.2] };
    }

    async result() {
        const { child, lines } = this.process;
        await until(() => child.exitCode !== null || child.signalCode !== null, `the recorder ends; it said:\n${lines.join('\n')}`, 40000);
        assert.equal(child.exitCode, 0, lines.join('\n'));
        return JSON.parse(await until(() => lines.find((line) => line.startsWith('{')), 'the result'));
    }
}

async function assertPublished(result, client, [shortest, longest]) {
    await assertWhole(result, shortest, longest);
    const { items } = await client.ask('listMedia');
    assert.deepEqual(items.map((item) => [item.item, item.state, item.sha256]), [[result.recording, 'ready', result.checksum]]);
    const kept = (await filesUnder(service.data, '.mp4')).find((file) => file.includes(result.recording));
    assert.equal(await sha256(kept), await sha256(result.file));
}

test('Janus dies in the middle: recording goes on, the pictures come back by themselves; SIGTERM completes and publishes', async (t) => {
    const { host, people, onStage } = await stage(service.rooms[0]);
    const recorder = new Recorder(service.rooms[0].moderator, join(folder, 'janus'), host);
    await recorder.begun();
    await recorder.recorded(5);
    const { generation } = host.state.sfu;
    const killedAt = (Date.now() - recorder.since) / 1000;
    process.kill(await service.janus(), 'SIGKILL');
    await host.when(() => host.state.sfu.generation > generation && host.state.sfu.state === 'up', 'another Janus', 20000);
    await bothPublish(host);
    assert.equal(host.state.recording.phase, 'recording');
    assert.equal(host.state.recording.interrupted, false);
    await recorder.recorded(15);
    const result = await recorder.end();
    await assertPublished(result, host, result.between);
    const end = result.durationMs / 1000;
    for (const moments of await liveMoments(result.file, onStage)) {
        const still = longestStandstill(moments, end);
        t.diagnostic(`killed at ${killedAt.toFixed(1)} s of ${end} s: stands still for ${still.seconds.toFixed(1)} s from ${still.from} s`);
        assert.ok(still.seconds < 6, `${still.seconds} s`);
        assert.ok(moments.at(-1) > end - 1, 'seen to the end');
    }
    await people.stop();
    await host.leave();
});

test('a participant\'s browser is killed: recording goes on without that tile', async () => {
    const [, room] = service.rooms;
    const { host, people } = await stage(room);
    const [camera, tone] = [join(folder, 'camera.y4m'), join(folder, 'tone.wav')];
    await makeCamera(camera, '0xC81EC8');
    await makeTone(tone, 700);
    const guest = await Participant.open({ link: room.participant, name: 'Amina Okafor', camera, tone });
    const chromium = await childOf(process.pid, 'chrom');
    assert.ok(chromium, 'the browser\'s process');
    const place = () => host.state.participants.find((p) => p.name === 'Amina Okafor');
    await host.when(() => place()?.publications.length > 0, 'the browser publishes', 20000);
    const recorder = new Recorder(room.moderator, join(folder, 'browser'), host);
    await recorder.begun();
    await recorder.recorded(5);
    const gone = once(guest.browser, 'disconnected');
    process.kill(-chromium, 'SIGKILL');
    await gone;
    await host.when(() => place()?.present === false, 'the empty place', 30000);
    const emptyAt = (Date.now() - recorder.since) / 1000;
    await recorder.recorded(10);
    assert.equal(host.state.recording.phase, 'recording');
    const result = await recorder.end();
    await assertPublished(result, host, result.between);
    assert.ok(result.durationMs / 1000 > emptyAt + 1);
    await people.stop();
    await host.leave();
});

const sessionOf = (room) => join(service.data, 'rooms', new URL(room.host).pathname.split('/').at(-1), 'session.json');

test('the service is killed while recording and started again: everybody is back, and it is one recording', async (t) => {
    const room = service.rooms[2];
    const { host, people, onStage } = await stage(room);
    const guest = await RoomClient.join(room.participant, { client: 'web', name: 'Amina Okafor' });
    const recorder = new Recorder(room.moderator, join(folder, 'service'));
    await recorder.begun();
    const { recording } = await guest.when(() => guest.state.recording.phase === 'recording' && guest.state.recording, 'it is recorded');
    await guest.askOk('confirmRecording', { recording });
    await recorder.recorded(5);
    assert.equal((await stat(sessionOf(room))).mode & 0o777, 0o600);
    await service.stop('SIGKILL');
    const killed = Date.now();
    const killedAt = (killed - recorder.since) / 1000;
    // It continues to write without the service.
    await recorder.recorded(10);
    await service.launch(ROOMS.length);
    const back = await RoomClient.join(room.host, { client: 'web', name: 'Grace Hopper', resume: host.joined.resume });
    assert.equal(back.id, host.id, 'her place is hers');
    const here = await RoomClient.join(room.participant, { client: 'web', name: 'Amina Okafor', resume: guest.joined.resume });
    const self = here.joined.state.participants.find(({ id }) => id === guest.id);
    assert.equal(here.id, guest.id);
    assert.equal(self.consent, 'confirmed', 'she is not asked again');
    await back.when(() => back.state.recording.phase === 'recording' && !back.state.recording.interrupted, 'the recorder is back', 20000);
    assert.equal(back.state.recording.recording, recording);
    const inTheRoom = back.state.participants.map(({ name }) => name).sort();
    await bothPublish(back);
    const publishAgain = (Date.now() - recorder.since) / 1000;
    await recorder.recorded(20);
    assert.deepEqual(publishing(back).map(({ name }) => name).sort(), publishing(host).map(({ name }) => name).sort());
    await back.askOk('stopRecording', { recording });
    const result = await recorder.result();
    assert.equal(result.recording, recording);
    await assertPublished(result, back, [19.5, (Date.now() - recorder.since) / 1000 + 1]);
    assert.equal(back.state.recording.phase, 'idle');
    const end = result.durationMs / 1000;
    for (const moments of await liveMoments(result.file, onStage)) {
        const still = longestStandstill(moments, end);
        t.diagnostic(`killed at ${killedAt.toFixed(1)} s, published again at ${publishAgain.toFixed(1)} s of ${end} s: stands still for ${still.seconds.toFixed(1)} s from ${still.from} s`);
        assert.ok(still.from > killedAt - 2 && still.from + still.seconds < publishAgain + 3, 'only while the service was gone');
        assert.ok(moments.at(-1) > end - 1, 'seen to the end');
    }
    back.send('endSession');
    await until(async () => !(await filesUnder(dirname(sessionOf(room)))).includes(sessionOf(room)), 'nothing is kept of it any more');
    const reports = (await filesUnder(service.data, 'report.json')).filter((file) => file.includes(recording));
    const { gaps, recorded } = JSON.parse(await readFile(reports[0], 'utf8'));
    assert.equal(gaps.length, 1);
    const [from, to] = [gaps[0].from, gaps[0].to].map((moment) => Date.parse(moment));
    assert.ok(from > killed - 12000 && from < killed + 100 && to > killed, `from ${from - killed} ms to ${to - killed} ms`);
    assert.deepEqual(recorded.map(({ name }) => name).sort(), inTheRoom);
    await people.stop();
    await here.leave();
    await back.leave();
});

test('the service is killed while recording and what it kept is lost: what was recorded gets into the library', async (t) => {
    const room = service.rooms[4];
    const { people } = await stage(room);
    const recorder = new Recorder(room.moderator, join(folder, 'forgotten'));
    await recorder.begun();
    await recorder.recorded(5);
    await service.stop('SIGKILL');
    await rm(sessionOf(room));
    await service.launch(ROOMS.length);
    const host = await RoomClient.join(room.host, { client: 'web' });
    await host.when(() => host.state.participants.some((p) => p.client === 'recorder' && p.present), 'the recorder is back', 20000);
    // Nobody in the room is told that they are being recorded, so the recorder ends the recording itself.
    const result = await recorder.result();
    t.diagnostic(`completed by itself: ${result.durationMs} ms`);
    await assertPublished(result, host, [4.5, (Date.now() - recorder.since) / 1000 + 2]);
    await people.stop();
    await host.leave();
});

// ---- the disk

/** Runs `script` in its own mount namespace, with a disk of that size at OUT. */
async function onDisk(size, script, env) {
    const out = join(folder, `disk-${size}`);
    await mkdir(out, { recursive: true });
    const whole = `mount -t tmpfs -o size=${size} none "$OUT" || exit 99\n${script}`;
    return exec('unshare', ['--mount', 'sh', '-c', whole], { env: { ...process.env, OUT: out, PROGRAM, ...env }, timeout: 60000 })
        .then(({ stdout, stderr }) => ({ code: 0, stdout, stderr }), (error) => ({ code: error.code, stdout: error.stdout, stderr: error.stderr }));
}

const mounts = await exec('unshare', ['--mount', 'sh', '-c', 'mount -t tmpfs -o size=1m none /mnt']).then(() => true, () => false);
const needsMounts = { skip: mounts ? false : 'a disk of our own cannot be mounted here' };
const LISTING = 'code=$?; find "$OUT" -type f | sed "s/^/left: /"; exit $code';

test('a disk that is too small is refused before anything is written', needsMounts, async () => {
    const room = service.rooms[3];
    const host = await RoomClient.join(room.host, { client: 'web' });
    const ended = host.next('recordingEnded', undefined, 30000);
    const { code, stdout, stderr } = await onDisk('2m', `"$PROGRAM" record "$LINK" --out "$OUT" --json; ${LISTING}`, { LINK: room.moderator });
    assert.equal(code, 1, stderr);
    assert.match(stderr.trim().split('\n').at(-1), /^The disk is full\. .*\.$/);
    assert.doesNotMatch(stdout, /\.mp4/);
    assert.deepEqual(await ended.then(({ reason, code: why }) => [reason, why]), ['failed', 'diskFull']);
    const { items } = await host.ask('listMedia');
    assert.deepEqual(items.map((item) => [item.state, item.reason]), [['failed', 'diskFull']]);
    await host.leave();
});

test('a disk that fills up while recording: it says so, and publishes no half file', needsMounts, async (t) => {
    const room = service.rooms[3];
    const { host, people } = await stage(room);
    const known = (await host.ask('listMedia')).items.length;
    const recording = onDisk('310m', `"$PROGRAM" record "$LINK" --out "$OUT" --json & pid=$!
        until part=$(find "$OUT" -name '*.part' -size +60k) && [ -n "$part" ]; do kill -0 $pid || exit 98; sleep 0.1; done
        # The recorder takes space ahead; this gives most of it back, so that the disk is full in seconds, not minutes.
        fallocate --punch-hole --offset 512KiB --length 100MiB "$part"
        dd if=/dev/zero of="$OUT/filler" bs=64k 2>/dev/null
        wait $pid; ${LISTING}`, { LINK: room.moderator });
    const ended = await host.next('recordingEnded', undefined, 45000);
    const { code, stdout, stderr } = await recording;
    t.diagnostic(`${ended.reason} ${ended.code}, exit ${code}: ${stderr.trim().split('\n').at(-1)}; ${stdout.replace(/\n/g, '; ')}`);
    const { items } = await host.ask('listMedia');
    assert.equal(items.length, known + 1);
    if (ended.reason === 'diskNearlyFull') {
        // It was noticed while there was still enough space to finish cleanly.
        assert.equal(code, 0, stderr);
        assert.match(stderr, /^The disk is nearly full, so the recording was ended\. .*\.$/m);
        assert.match(stdout, /left: .*\.mp4$/m);
        assert.equal(items.filter((item) => item.state === 'ready').length, 1);
    } else {
        assert.equal(code, 1, stderr);
        assert.match(stderr.trim().split('\n').at(-1), /^The disk is full\. .*\.$/);
        assert.deepEqual([ended.reason, ended.code], ['failed', 'diskFull']);
        assert.match(stdout, /left: .*\.part/, 'what was recorded before stays');
        assert.doesNotMatch(stdout, /left: .*\.mp4$/m, 'half a film looks like a whole one');
        // What was uploaded before is kept, and is completed when there is space again.
        assert.deepEqual(items.filter((item) => item.state === 'ready'), []);
    }
    await people.stop();
    await host.leave();
});
