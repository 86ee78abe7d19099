// The frames of a recording through Janus: each shows, for each source, the newest frame that is not later than its moment.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { removeFolder, temporaryFolder } from '../service/service.mjs';
import { FILE_RATE, describe, judge, measureFrames } from './frames.mjs';

const SECONDS = 20;
// The offset is estimated from the packets' arrival, so it is constant only to within some milliseconds.
const STEADY = 5;
let folder;
before(async () => { folder = await temporaryFolder(); });
after(() => removeFolder(folder));

/** The numbers of a faultless recording of a source with 25 frames per second, altered by `change`. */
function numbersOf(change) {
    return Array.from({ length: 600 }, (_, i) => Math.floor(change(i) * 25 / FILE_RATE + 0.3) % 300);
}

test('what is judged would show a fault', () => {
    const good = judge(numbersOf((i) => i), 25);
    assert.ok(good.most - good.least < 40 && good.outside === 0 && good.missed === 0 && good.back === 0, JSON.stringify(good));
    assert.equal(good.pictures, 540);
    const drifting = judge(numbersOf((i) => i * 1.005), 25);
    assert.ok(drifting.outside > 50, JSON.stringify(drifting));
    assert.ok(judge(numbersOf((i) => (i % 50 === 0 ? i - 4 : i)), 25).back > 5);
    assert.ok(judge(numbersOf((i) => (i > 300 ? i + 3 : i)), 25).missed > 0);
    const skipping = judge(numbersOf((i) => (i >= 324 ? i + 36 : i)), 25);
    assert.ok(skipping.skips.length === 1 && skipping.outside === 0 && skipping.missed === 0, JSON.stringify(skipping));
    assert.equal(judge(numbersOf((i) => i).map((number, i) => (i === 200 ? null : number)), 25).unreadable, 1);
});

test('each picture shows the newest of its moment', async (context) => {
    const frames = await measureFrames(folder, SECONDS);
    describe(frames).forEach((line) => context.diagnostic(line));
    // Frames that the recorder repeated for lack of time are counted; here they must remain an exception.
    const repeated = frames.result.repeatedFrames;
    assert.ok(repeated <= FILE_RATE / 2, `${repeated} repeated pictures`);
    for (const tile of frames.tiles) {
        const what = JSON.stringify(tile);
        assert.ok(tile.pictures >= (SECONDS - 3) * FILE_RATE, what);
        assert.equal(tile.unreadable, 0, what);
        assert.equal(tile.back, 0, what);
        assert.ok(tile.skips.length <= 2, what);
        assert.ok(tile.outside <= repeated, what);
        assert.ok(repeated > 0 || tile.within <= tile.sourcePicture + STEADY, what);
        // With a source as fast as the file, frames may fall on either side of the boundary.
        assert.ok(tile.rate === FILE_RATE || tile.missed <= repeated, what);
    }
});
