// kill -9 of the service while a recording is made and uploaded slowly; it is restarted each time. It remains one recording, and in the end nothing that was
// recorded is missing.
import { strict as assert } from 'node:assert';
import { Room, between, end, fileIn, options, outcomeOf, prove, read, report, sleep, until } from './chaos.mjs';

const { times, seconds } = options({ times: 50, seconds: 40 });
const room = await Room.open();
try {
    // Slow enough that most of it is still to be sent when the recording ends.
    const recorder = room.record(fileIn(room.folder, 'out'), ['--upload-limit', '600']);
    await recorder.line(/^Recording\./);
    const began = Date.now();
    await sleep(seconds * 1000 / 2);
    let kills = 0;
    for (; kills < times; ++kills) {
        await sleep(between(100, 1500));
        await room.service.process.stop('SIGKILL');
        await sleep(between(0, 300));
        await room.service.launch(1);
    }
    assert.equal(recorder.child.exitCode, null, `the recorder has ended: ${recorder.lines.slice(-5).join('\n')}`);
    const recorded = (Date.now() - began) / 1000;
    recorder.child.kill('SIGINT');
    const outcome = await outcomeOf(recorder, 600000);
    const stored = await until(async () => (await room.library()).find(({ bytes }) => bytes === outcome.bytes), 'the recording in the library', 60000);
    const proof = await prove(outcome.file);
    assert.ok(proof.seconds > recorded - 1, `${proof.seconds} s of ${recorded} s`);
    assert.deepEqual(await prove(stored.file), proof);
    assert.equal(Buffer.compare(await read(outcome.file), await read(stored.file)), 0, 'the same bytes');
    report('kill_service', { kills, seconds: proof.seconds, bytes: outcome.bytes, lost: 0 });
} finally {
    await room.close();
}
end();
