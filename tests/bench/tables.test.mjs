// Calculations and verdicts of the bench; nothing is timed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocksOf, changes, numberIn } from './marks.mjs';
import { merged } from './saving.mjs';
import { line, median, straightLines } from './statistics.mjs';
import { report } from './tables.mjs';
import { targets } from './targets.mjs';
import { stepsOf } from './virtual.mjs';

const engine = (cpuPerSecond, more = {}) => ({
    cpuPerSecond, machine: 1.5, seconds: 20, frames: 630, repeated: 0, memory: { quarters: [280, 300, 300, 301, 302], slope: 3, peak: 310 },
    sound: { holes: 0, missing: 0 }, load: { encoders: ['x264 veryfast'], lateMost: 40, lateEnd: 10, layerReduction: 0, skipped: 0, waitedMost: 20, overloadedSeconds: 0 }, ...more,
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

test('a window may cost a fifth more than a recorder without one', () => {
    const one = (cores) => ({ cores, machine: 1.7, repeated: 0, frames: 600 });
    const results = (cores) => ({ window: { full: { record: one(1), window: one(cores), ratios: [cores], seconds: 15 } } });
    assert.equal(verdictOf(results(1.2), /window.*full size/), 'reached');
    assert.equal(verdictOf(results(1.21), /window.*full size/), 'not reached');
    assert.equal(verdictOf(results(1.2), /window.*simulcast/), 'not measured');
    assert.match(report(results(1.13)), /1\.130 cores \(all processes 1\.70\), 0 of 600 pictures repeated/);
    assert.match(report({ window: { full: { error: 'xdotool is missing' } } }), /full size: xdotool is missing/);
});

test('one hole in the sound of one overloaded recording is too many', () => {
    assert.equal(verdictOf({ overload: [engine(1), engine(1)] }, /gaps/), 'reached');
    assert.equal(verdictOf({ overload: [engine(1), engine(1, { sound: { holes: 1, missing: 0 } })] }, /gaps/), 'not reached');
});

test('a screen recorder that delivers fewer pictures pays more for each', () => {
    const distinct = (tile, unreadable = 0) => ({ each: [tile - 1, tile + 1], tile, pictures: 4050, unreadable });
    const results = (tile, unreadable) => ({
        screen: { cores: 1.5, size: [1920, 1080], distinct: distinct(tile, unreadable), ratios: [0.5], engine: engine(1, { distinct: distinct(30) }) },
    });
    assert.equal(verdictOf(results(25), /distinct/), 'not reached');
    assert.equal(verdictOf(results(10), /distinct/), 'reached');
    assert.match(verdictOf(results(10, 82), /distinct/), /unreadable/);
    assert.match(report(results(10)), /30\.0 distinct pictures of a tile a second \(mean; 29\.0 to 31\.0\), 33\.3 ms of CPU/);
    const counted = { cores: 1.5, size: [1920, 1080], distinct: { any: 25, tile: 22 } };
    assert.equal(verdictOf({ screen: counted }, /distinct/), 'not measured');
    assert.doesNotMatch(report({ screen: counted }), /Screen recorder/);
});

test('a number is read where the tile shows its blocks, and not where a block is like its opposite', () => {
    const marks = { bits: 6, x: 64, y: 64, side: 48 };
    const tile = { x: 648, y: 12, width: 624, height: 344 };
    const blocks = blocksOf(tile, marks);
    // As wide as the source, scaled by 0.4875; 3.5 lines are cropped at the top.
    assert.deepEqual(blocks[0], [{ x: 345, y: 26 }, { x: 345, y: 37 }]);
    const picture = Buffer.alloc(960 * 540, 128);
    const paint = ({ x, y }, value) => {
        for (let row = y - 4; row <= y + 4; ++row) {
            picture.fill(value, row * 960 + x - 4, row * 960 + x + 5);
        }
    };
    assert.equal(numberIn(picture, blocks), null);
    blocks.forEach(([upper, lower], bit) => {
        paint(upper, 0b101001 >> bit & 1 ? 220 : 30);
        paint(lower, 0b101001 >> bit & 1 ? 30 : 220);
    });
    assert.equal(numberIn(picture, blocks), 0b101001);
    paint(blocks[3][1], 220);
    assert.equal(numberIn(picture, blocks), null);
});

test('a picture is distinct when its number is another one; one that cannot be read is none', () => {
    assert.equal(changes([5, 5, 6, 6, 8]), 3);
    assert.equal(changes([5, null, 5, null, 6]), 2);
    assert.equal(changes([null, null]), 0);
});

test('memory that an encoder takes before the middle is no growth, what comes after it is', () => {
    const grown = (quarters) => ({ overload: [engine(1, { memory: { quarters, slope: 1, peak: 600 } })] });
    assert.equal(verdictOf(grown([400, 420, 590, 595, 600]), /growth of memory/), 'reached');
    assert.equal(verdictOf(grown([400, 420, 425, 430, 450]), /growth of memory/), 'not reached');
});

test('the curve is also drawn through the larger ones alone, and judged by all', () => {
    const points = [[1, 9], [2, 1], [4, 4], [6, 6], [9, 9]].map(([cameras, cpu]) => ({ cameras, cpu, memory: 10 * cpu, repeated: 0 }));
    assert.equal(straightLines(points, 4).cpu.r2.toFixed(3), '1.000');
    assert.equal(straightLines(points, 6), null);
    const results = { curve: { points, ...straightLines(points), picture: 'none' } };
    assert.equal(verdictOf(results, /straight/), 'not reached');
    assert.match(report(results), /From 4 cameras on: CPU 0\.000 \+ 1\.000 for each camera, R² 1\.000/);
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
