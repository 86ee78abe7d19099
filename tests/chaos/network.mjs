// A recording is uploaded while it is made, through a network that cuts, stalls, loses packets, resets in the middle of a chunk and corrupts bytes. In the end
// the library has exactly what was recorded.
import { strict as assert } from 'node:assert';
import { Proxy } from './proxy.mjs';
import { Room, end, fileIn, options, outcomeOf, prove, read, report, sleep, until } from './chaos.mjs';

const { seconds, stallSeconds } = options({ seconds: 120, stallSeconds: 20 });
const ROWS = {
    // A program sees a lost segment as a pause until it is retransmitted.
    loss: { slow: 0.05, slowMs: 200 },
    // A stall makes the attempt to send a chunk fail, for some chunks.
    stalls: { stall: stallSeconds > 10 ? 0.05 : 0.2, stallMs: stallSeconds * 1000 },
    resets: { reset: 0.2 },
    wrongBytes: { corrupt: 0.05 },
    cuts: {},
};
const part = Math.ceil(seconds / Object.keys(ROWS).length);
// Faults are random: a row without one yet continues until it has one, at most for this long.
const MOST_MS = part * 1000 + 60000;
/** After Stop the faults end after this time. */
const CALM_MS = 10000;

for (const [name, faults] of Object.entries(ROWS)) {
    const room = await Room.open();
    const proxy = await Proxy.open(room.port, faults);
    try {
        const link = room.host.replace(`:${room.port}/`, `:${proxy.port}/`);
        const recorder = room.record(fileIn(room.folder, 'out'), [], { link });
        await recorder.line(/^Recording\./);
        const begun = Date.now();
        const happened = () => Object.entries(proxy.done).filter(([, count]) => count > 0);
        const isProof = () => happened().length > 0;
        while (Date.now() < begun + part * 1000 || (!isProof() && Date.now() < begun + MOST_MS)) {
            if (name === 'cuts') {
                await sleep(3000);
                await proxy.cut(1500);
            }
            await sleep(250);
        }
        recorder.child.kill('SIGINT');
        // A long upload would never get through a network that spoils every attempt: with endless retries this process never ended.
        const calm = setTimeout(() => proxy.calm(), CALM_MS);
        const outcome = await outcomeOf(recorder, CALM_MS + (stallSeconds * 6 + 60) * 1000);
        clearTimeout(calm);
        const stored = await until(async () => (await room.library()).find(({ bytes }) => bytes === outcome.bytes), 'the recording in the library', 60000);
        const proof = await prove(outcome.file);
        assert.deepEqual(await prove(stored.file), proof);
        assert.equal(Buffer.compare(await read(outcome.file), await read(stored.file)), 0, 'the same bytes');
        report('network', { fault: name, ...Object.fromEntries(happened()), seconds: proof.seconds, pictures: proof.pictures, lost: 0 });
        assert.ok(isProof(), `${name}: the fault never happened`);
    } finally {
        await room.close();
        await proxy.close();
    }
}
end();
