// The sums and verdicts of the bench; nothing is timed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { merged } from './saving.mjs';
import { line, median } from './statistics.mjs';
import { report } from './tables.mjs';
import { targets } from './targets.mjs';
import { stepsOf } from './virtual.mjs';

const engine = (cpuPerSecond, more = {}) => ({
    cpuPerSecond, machine: 1.5, seconds: 20, frames: 630, repeated: 0, memory: { quarters: [280, 300, 300, 301, 302], slope: 3, peak: 310 },
    sound: { holes: 0, missing: 0 }, load: { encoders: ['x264 veryfast'], lateMost: 40, lateEnd: 10, layerReduction: 0, overloadedSeconds: 0 }, ...more,
});
const floor = { floor: 1, decode: 0.4, encode: 0.6, scale: 0.1, compose: 0.01 };
const verdictOf = (results, pattern) => targets(results).find(({ what }) => pattern.test(what)).verdict;

test('rows that were measured again replace those of an earlier run, the others stay', () => {
    const earlier = { live: { full: 1, simulcast: 2 }, overload: [{ name: 'a', x: 1 }, { name: 'b', x: 1 }], curve: { error: 'no' }, starts: 5 };
    assert.deepEqual(merged(earlier, { live: { full: 3 }, overload: [{ name: 'a', x: 2 }], curve: { points: [] } }),
        { live: { full: 3, simulcast: 2 }, overload: [{ name: 'b', x: 1 }, { name: 'a', x: 2 }], curve: { points: [] }, starts: 5 });
    assert.deepEqual(merged(earlier, { memory: 1 }), { ...earlier, memory: 1 });
    assert.deepEqual(merged({}, earlier), earlier);
});

test('the memory is read off what a long recording says', () => {
    assert.deepEqual(stepsOf('0.03 h recorded after 1 s: 2700 frames, 12 MB written, 53 MB of memory, CPU 1 s\nrecorded, published\n'), [[0.03, 53]]);
});

test('a ratio is reached up to its target, and not beyond', () => {
    const nine = (cost) => ({ nine: { floor, reference: engine(1.12), full: engine(cost) } });
    assert.equal(verdictOf(nine(1.10), /full size: CPU, x the floor/), 'reached');
    assert.equal(verdictOf(nine(1.12), /full size: CPU, x the floor/), 'not reached');
    assert.equal(verdictOf(nine(1.12), /x ffmpeg xstack/), 'reached');
});

test('what was not measured, or failed, reaches nothing', () => {
    assert.ok(targets({}).every(({ verdict }) => verdict === 'not measured'));
    const failed = { nine: { floor, full: { error: 'MediaFailed' } }, overload: [engine(1), { error: 'MediaFailed' }], starts: { error: 'no' } };
    assert.ok(targets(failed).every(({ verdict }) => verdict === 'not measured'));
});

test('a short run does not reach what is wanted of a long one', () => {
    const run = (seconds, repeated) => ({ live: { full: engine(1, { seconds, repeated }) } });
    assert.match(verdictOf(run(60, 0), /live, full size: repeated/), /only 60 s/);
    assert.equal(verdictOf(run(60, 1), /live, full size: repeated/), 'not reached');
    assert.equal(verdictOf(run(300, 0), /live, full size: repeated/), 'reached');
    const memory = (hours, growth) => ({ memory: { hours, growth, slope: 1, megabytes: [50, 51, 52, 53], fileIsRight: true } });
    assert.match(verdictOf(memory(0.25, 1), /virtual/), /only 15 of 120/);
    assert.equal(verdictOf(memory(2, 1), /virtual/), 'reached');
    assert.equal(verdictOf(memory(2, 6), /virtual/), 'not reached');
    assert.match(verdictOf(run(300, 0), /real time/), /only 5 of 120/);
});

test('a picture from before the notice is not allowed however soon it comes', () => {
    const starts = (least, mean, worst) => ({ starts: { times: 10, precision: 17, least, mean, worst } });
    assert.equal(verdictOf(starts(-10, 3, 400), /notice/), 'reached');
    assert.equal(verdictOf(starts(-18, 3, 400), /notice/), 'not reached');
    assert.equal(verdictOf(starts(-10, -1, 400), /notice/), 'not reached');
    assert.equal(verdictOf(starts(3, 400, 984), /notice/), 'not reached');
});

test('one hole in the sound of one overloaded recording is too many', () => {
    assert.equal(verdictOf({ overload: [engine(1), engine(1)] }, /gaps/), 'reached');
    assert.equal(verdictOf({ overload: [engine(1), engine(1, { sound: { holes: 1, missing: 0 } })] }, /gaps/), 'not reached');
});

test('a screen recorder that delivers fewer pictures pays more for each', () => {
    const screen = (any) => ({ cores: 1.5, distinct: { any, tile: 9 }, size: [1920, 1080] });
    const results = (any) => ({ screen: screen(any), nine: { full: engine(1, { distinct: { any: 30, tile: 28 } }) } });
    assert.equal(verdictOf(results(25), /distinct/), 'not reached');
    assert.equal(verdictOf(results(10), /distinct/), 'reached');
    assert.match(report(results(10)), /33\.3 ms of CPU for each \(35\.7\)/);
});

test('a straight line is found, and how straight it is', () => {
    const { slope, offset, r2 } = line([[1, 5], [2, 7], [4, 11]]);
    assert.deepEqual([slope, offset, r2].map((value) => value.toFixed(6)), ['2.000000', '3.000000', '1.000000']);
    assert.ok(line([[1, 1], [2, 5], [3, 1], [4, 5]]).r2 < 0.5);
    assert.equal(median([3, 1, 2]), 2);
});

test('the report has a table for what there is', () => {
    const text = report({
        nine: { floor, reference: engine(1.12), full: engine(1.05), layers: engine(0.7), adaptive: { error: 'MediaFailed' } },
        overload: [{ name: '25 cameras', ...engine(1.5) }],
    });
    assert.match(text, /\| 9 cameras, full size \| 1\.050 \| 1\.05 \| 0\.94 \|/);
    assert.match(text, /preset adapts \| MediaFailed/);
    assert.match(text, /\| 25 cameras \|/);
    assert.doesNotMatch(text, /undefined|NaN/);
});
