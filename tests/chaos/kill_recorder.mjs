// kill -9 of the recorder at random moments, again and again in the same recording: each start goes on with it. In the end the file
// decodes completely, and each kill cost at most what was not yet written.
import { strict as assert } from 'node:assert';
import { Room, between, fileIn, options, outcomeOf, prove, report, sleep, until } from './chaos.mjs';

const { times, recordings } = options({ times: 200, recordings: 4 });
const room = await Room.open();
const result = { kills: 0, early: 0, refused: 0, recordings: 0, lostOnTheMean: 0, seconds: 0, pictures: 0 };
let lost = 0;
let counted = 0;

/** Runs a recorder until it is killed; how long it said that it was recording (ms), and whether it went that far. */
async function runAndKill(out) {
    const recorder = room.record(out);
    // Also while it starts.
    const limit = Date.now() + between(50, 4500);
    let began = null;
    while (Date.now() < limit && recorder.child.exitCode === null) {
        began ??= recorder.lines.some((line) => /^Recording\.|goes on/.test(line)) ? Date.now() : null;
        await sleep(5);
    }
    if (recorder.lines.some((line) => /started recording|being recorded already/.test(line))) {
        // Killed between the order and the first byte: the room gives that recording up after some seconds.
        ++result.refused;
        await recorder.exited;
        await sleep(1000);
        return runAndKill(out);
    }
    assert.equal(recorder.child.exitCode, null, `the recorder ended by itself: ${recorder.lines.join('\n')}`);
    const recorded = began === null ? 0 : Date.now() - began;
    await recorder.stop('SIGKILL');
    return recorded;
}

try {
    for (let r = 0; r < recordings; ++r) {
        const out = fileIn(room.folder, `out${r}`);
        let recorded = 0;
        for (let i = 0; i < times / recordings; ++i) {
            const time = await runAndKill(out);
            recorded += time;
            ++result.kills;
            result.early += time === 0 ? 1 : 0;
            counted += time === 0 ? 0 : 1;
        }
        const last = room.record(out);
        await until(() => last.lines.some((line) => /^Recording\.|goes on/.test(line)), 'the last run', 20000);
        const began = Date.now();
        await sleep(2000);
        await last.stop('SIGINT');
        recorded += Date.now() - began;
        const outcome = await outcomeOf(last);
        const proof = await prove(outcome.file);
        const [stored] = (await room.library()).filter(({ bytes }) => bytes === outcome.bytes);
        assert.ok(stored, 'the library has it');
        assert.deepEqual(await prove(stored.file), proof);
        lost += recorded / 1000 - proof.seconds;
        ++result.recordings;
        result.seconds += proof.seconds;
        result.pictures += proof.pictures;
    }
    result.lostOnTheMean = counted > 0 ? Number((lost / counted).toFixed(3)) : 0;
    report('kill_recorder', result);
    assert.ok(result.lostOnTheMean <= 1, `${result.lostOnTheMean} s lost at each kill`);
} finally {
    await room.close();
}
