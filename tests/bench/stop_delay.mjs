// Time from Stop until the library plays the recording, also over a link of 20 Mbit/s: at most 3 s. Run it through tests/in_namespace.sh, as root for the
// shaped link: tests/in_namespace.sh node tests/bench/stop_delay.mjs --seconds 60. PROSCENIUM_ROOM names the program. Its short form is the row stop_delay of
// tests/chaos/run.sh; the cost of a recording's length is measured by upload_day.
import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Room, fileIn, options, outcomeOf, prove, report, sleep } from '../chaos/chaos.mjs';

const run = promisify(execFile);
// The short form tolerates other load on the machine: it only detects a Stop that blocks on something.
const { seconds, people, mostSeconds } = options({ seconds: 60, people: 4, mostSeconds: 3 });
// The burst must hold one packet of the loopback device, which has up to 64 KB.
const SHAPE = ['qdisc', 'add', 'dev', 'lo', 'root', 'tbf', 'rate', '20mbit', 'burst', '256kb', 'latency', '400ms'];

async function measure(link) {
    const room = await Room.open({ people, height: 360 });
    try {
        const recorder = room.record(fileIn(room.folder, 'out'));
        await recorder.line(/^Recording\./);
        await sleep(seconds * 1000);
        const stopped = performance.now();
        recorder.child.kill('SIGINT');
        const outcome = await outcomeOf(recorder);
        const response = await fetch(outcome.library, { headers: { Range: 'bytes=0-999' } });
        const delay = performance.now() - stopped;
        assert.equal(response.status, 206);
        assert.equal((await response.arrayBuffer()).byteLength, 1000);
        await recorder.exited;
        const proof = await prove(outcome.file);
        report('stop_delay', { link, seconds: proof.seconds, megabytes: Number((outcome.bytes / 1e6).toFixed(1)), delayMs: Math.round(delay) });
        assert.ok(proof.seconds > seconds - 1.5, `${proof.seconds} s of ${seconds} s were recorded`);
        assert.ok(delay <= mostSeconds * 1000, `${link}: playable ${Math.round(delay)} ms after Stop`);
    } finally {
        await room.close();
    }
}

await measure('loopback');
const isShaped = process.env.PROSCENIUM_IN_NAMESPACE === '1' && await run('tc', SHAPE).then(() => true, () => false);
if (isShaped) {
    await measure('20 Mbit/s');
} else {
    console.log('skipped: the shaped link needs a network namespace and tc');
}
