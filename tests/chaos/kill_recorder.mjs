// kill -9 of the recorder at random moments, repeatedly in the same recording: each start resumes it. In the end the file decodes completely, nothing that the
// journal lists is lost by the next start, and each kill loses at most what was not yet written.
import { strict as assert } from 'node:assert';
import { Room, between, end, fileIn, filesUnder, journalIn, options, outcomeOf, prove, report, sleep, until } from './chaos.mjs';

// mostLost, per kill: the open fragment (0.5 s), what was still being encoded, and CPU time taken by other processes; on average half of it.
const { times, recordings, mostLost } = options({ times: 200, recordings: 4, mostLost: 2 });
const room = await Room.open();
const result = { kills: 0, early: 0, refused: 0, completed: 0, recordings: 0, lostOnTheMean: 0, mostLost: 0, seconds: 0, pictures: 0 };
let lost = 0;
let counted = 0;

/** The length of a recording that was completed by a start which the room refused; the next start begins a new recording. */
async function completed(out, before) {
    const said = room.recorders.slice(-3).map(({ lines }) => lines.join('\n')).join('\nthen:\n');
    const files = await filesUnder(out);
    const file = files.find((path) => path.includes(before.recording) && path.endsWith('.mp4'));
    assert.ok(file, `${before.recording} neither goes on nor was completed; there are ${files.join(', ')}; the recorder said:\n${said}`);
    const { seconds } = await prove(file);
    assert.ok(seconds >= before.seconds, `${before.seconds} s were safe, ${seconds} s are there`);
    ++result.completed;
    return seconds;
}

/** What the journal lists after a run of `recorded` ms; `before`: after the previous run. */
async function check(out, before, recorded) {
    const now = await journalIn(out);
    const goesOn = before?.count > 1 && now?.recording === before.recording;
    const elsewhere = before?.count > 1 && !goesOn ? await completed(out, before) : 0;
    if (goesOn) {
        assert.ok(now.records.subarray(0, before.records.length).equals(before.records), `what was safe up to ${before.seconds} s is not there any more`);
    }
    if (now?.count > 1 && recorded > 0) {
        const missing = recorded / 1000 - (now.seconds - (goesOn ? before.seconds : 0));
        result.mostLost = Math.max(result.mostLost, Number(missing.toFixed(3)));
        assert.ok(missing <= mostLost, `${missing} s lost at a kill after ${recorded} ms`);
    }
    return { ...now, elsewhere: elsewhere + (before?.elsewhere ?? 0) };
}

const begun = (recorder) => recorder.lines.some((line) => /^Recording\.|goes on/.test(line));
const refused = (recorder) => recorder.lines.some((line) => /started recording|being recorded already/.test(line));

/** It was killed between the order and the first byte: the room gives up that recording after some seconds. */
async function wasRefused(recorder) {
    if (!refused(recorder)) {
        return false;
    }
    ++result.refused;
    await recorder.exited;
    await sleep(1000);
    return true;
}

/** Runs a recorder and kills it; returns for how long it had reported that it records (ms), 0 if it never did. */
async function runAndKill(out) {
    const recorder = room.record(out);
    // It may also be killed while it starts.
    const limit = Date.now() + between(50, 4500);
    let began = null;
    while (Date.now() < limit && recorder.child.exitCode === null) {
        began ??= begun(recorder) ? Date.now() : null;
        await sleep(5);
    }
    if (await wasRefused(recorder)) {
        return runAndKill(out);
    }
    assert.equal(recorder.child.exitCode, null, `the recorder ended by itself: ${recorder.lines.join('\n')}`);
    const recorded = began === null ? 0 : Date.now() - began;
    await recorder.stop('SIGKILL');
    return recorded;
}

const fileExists = async (out) => (await filesUnder(out, '.part')).length > 0;
const hasFragment = async (out) => (await journalIn(out))?.count > 1;

/** Kills a recorder as soon as `moment(out)` is true. The room has then hardly heard that it is being recorded, and repeats its order. */
async function killAt(moment, out) {
    const recorder = room.record(out);
    while (recorder.child.exitCode === null && !await moment(out)) {
        await sleep(2);
    }
    if (await wasRefused(recorder)) {
        return killAt(moment, out);
    }
    assert.equal(recorder.child.exitCode, null, `the recorder ended by itself: ${recorder.lines.join('\n')}`);
    await recorder.stop('SIGKILL');
    return 0;
}

/** Runs a recorder that is not killed. */
async function runLast(out) {
    const recorder = room.record(out);
    await until(() => begun(recorder) || refused(recorder) || recorder.child.exitCode !== null, 'the last run', 20000);
    assert.ok(recorder.child.exitCode === null || refused(recorder), `the last run ended by itself: ${recorder.lines.join('\n')}`);
    return await wasRefused(recorder) ? runLast(out) : recorder;
}

try {
    for (let r = 0; r < recordings; ++r) {
        const out = fileIn(room.folder, `out${r}`);
        let recorded = 0;
        let safe = null;
        for (let i = 0; i < times / recordings; ++i) {
            const moment = [fileExists, hasFragment][i];
            const time = await (moment ? killAt(moment, out) : runAndKill(out));
            recorded += time;
            safe = await check(out, safe, time);
            ++result.kills;
            result.early += time === 0 ? 1 : 0;
            counted += time === 0 ? 0 : 1;
        }
        const last = await runLast(out);
        const began = Date.now();
        await sleep(2000);
        await last.stop('SIGINT');
        recorded += Date.now() - began;
        const outcome = await outcomeOf(last);
        const proof = await prove(outcome.file);
        const [stored] = (await room.library()).filter(({ bytes }) => bytes === outcome.bytes);
        assert.ok(stored, 'the library has it');
        assert.deepEqual(await prove(stored.file), proof);
        const elsewhere = safe.elsewhere + (safe.count > 1 && outcome.recording !== safe.recording ? await completed(out, safe) : 0);
        assert.ok(outcome.recording !== safe.recording || proof.seconds >= safe.seconds, `${safe.seconds} s were safe, ${proof.seconds} s are there`);
        lost += recorded / 1000 - proof.seconds - elsewhere;
        ++result.recordings;
        result.seconds += proof.seconds;
        result.pictures += proof.pictures;
    }
    result.lostOnTheMean = counted > 0 ? Number((lost / counted).toFixed(3)) : 0;
    report('kill_recorder', result);
    assert.ok(result.lostOnTheMean <= mostLost / 2, `${result.lostOnTheMean} s lost at each kill`);
} finally {
    await room.close();
}
end();
