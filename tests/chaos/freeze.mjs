// Stops (SIGSTOP) and continues a recorder, as when a computer freezes: it continues in the same file within seconds, the missing time is held or cut out and
// reported, and audio and video end together. In one case the room ends the session meanwhile: the recording is then published once, completely.
import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { RoomClient } from '../service/room_client.mjs';
import { Room, end, fileIn, filesUnder, filmBegan, journalIn, options, outcomeOf, prove, report, sleep, until } from './chaos.mjs';

const run = promisify(execFile);
const { short, long, longer, longest } = options({ short: 1, long: 60, longer: 450, longest: 840 });
/** Longer gaps are cut out, s. */
const HELD_AT_MOST = 10;
const WAKES_WITHIN_MS = 5000;
const BEFORE_MS = 6000;
const AFTER_MS = 6000;

/** Stops `recorder` for `seconds`, and waits until its file grows again; returns how long that took, ms. */
async function freeze(recorder, out, seconds) {
    const before = await journalIn(out);
    process.kill(recorder.child.pid, 'SIGSTOP');
    await sleep(seconds * 1000);
    process.kill(recorder.child.pid, 'SIGCONT');
    const woken = Date.now();
    await until(async () => (await journalIn(out))?.count > before.count + 1, 'a fragment after waking', WAKES_WITHIN_MS);
    return Date.now() - woken;
}

async function reportOf(out, recording) {
    const [path] = (await filesUnder(out, 'report.json')).filter((file) => file.includes(recording));
    return JSON.parse(await readFile(path, 'utf8'));
}

/** Difference between the ends of audio and video, s. */
async function apart(file) {
    const { stdout } = await run('ffprobe', ['-v', 'error', '-show_entries', 'stream=codec_type,duration', '-of', 'csv=p=0', file]);
    const [video, audio] = ['video', 'audio'].map((kind) => parseFloat(stdout.split('\n').find((line) => line.startsWith(kind)).split(',')[1]));
    return Math.abs(video - audio);
}

async function frozenFor(seconds) {
    const room = await Room.open();
    try {
        const out = fileIn(room.folder, 'out');
        const recorder = room.record(out);
        await recorder.line(/^Recording\./, 60000);
        const began = await filmBegan(out);
        await sleep(BEFORE_MS);
        const wokeAfter = await freeze(recorder, out, seconds);
        await sleep(AFTER_MS);
        const lasted = (Date.now() - began) / 1000;
        recorder.child.kill('SIGINT');
        const outcome = await outcomeOf(recorder);
        const { recording } = outcome;
        const proof = await room.published(recording, 'ready', recorder.lines.join('\n'));
        const { gaps, held } = await reportOf(out, recording);
        const missing = gaps.reduce((sum, { length }) => sum + length / 1000, 0);
        report('freeze', { seconds, wokeAfter, file: proof.seconds, gaps, held });
        assert.ok(Math.abs(lasted - missing - proof.seconds) <= 1, `${lasted} s, ${missing} s of gaps, ${proof.seconds} s of film`);
        assert.equal((await filesUnder(out, '.mp4')).length, 1, 'one file');
        assert.ok(await apart(outcome.file) <= 0.1, 'sound and picture end together');
        if (seconds > HELD_AT_MOST) {
            assert.equal(gaps.length, 1);
            assert.equal(gaps[0].cause, 'stopped');
            assert.ok(Math.abs(gaps[0].length / 1000 - seconds) <= 1, `the report names ${gaps[0].length} ms`);
        } else {
            assert.deepEqual(gaps, []);
        }
    } finally {
        await room.close();
    }
}

/** The room ends the session while the recorder is stopped. */
async function endedMeanwhile() {
    const room = await Room.open();
    try {
        const out = fileIn(room.folder, 'out');
        const recorder = room.record(out);
        await recorder.line(/^Recording\./, 60000);
        await sleep(BEFORE_MS);
        const host = await RoomClient.join(room.service.rooms[0].host, { name: 'Who ends it' });
        process.kill(recorder.child.pid, 'SIGSTOP');
        host.send('endSession');
        await host.next(({ type }) => type === 'sessionEnded', 'the end of the session');
        await sleep(3000);
        host.socket.terminate();
        process.kill(recorder.child.pid, 'SIGCONT');
        const woken = Date.now();
        const outcome = await outcomeOf(recorder, 30000);
        const published = Date.now() - woken;
        const proof = await room.published(outcome.recording, 'ready', recorder.lines.join('\n'));
        report('freeze', { ended: 'meanwhile', published, file: proof.seconds });
        assert.ok(published <= WAKES_WITHIN_MS, `published ${published} ms after waking`);
        assert.equal((await room.items()).length, 1, 'published once');
        assert.deepEqual(proof, await prove(outcome.file));
        assert.ok(proof.seconds >= BEFORE_MS / 1000 - 1, `${proof.seconds} s`);
    } finally {
        await room.close();
    }
}

await endedMeanwhile();
for (const seconds of [short, long, longer, longest]) {
    if (seconds > 0) {
        await frozenFor(seconds);
    }
}
end();
