// clocks.mjs on films with known faults.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLOCK_ROUND, LOOKS, contradictions, lead, standstills } from './clocks.mjs';

/** What two tiles show in a film of `seconds`; `clock` maps film time to clock time. */
function film(seconds, clock = (time) => time) {
    return Array.from({ length: seconds * LOOKS }, (_, i) => [7, 55].map((start) => (start + clock(i / LOOKS)) % CLOCK_ROUND));
}
const cut = (at, length) => film(90, (time) => (time < at ? time : time + length));
const hold = (from, to) => film(90, (time) => (time >= from && time < to ? from : time));

test('a film without a fault has none, also when clocks begin again', () => {
    assert.deepEqual(contradictions(film(90), {}), []);
    assert.ok(lead(film(90)).every((ahead) => Math.abs(ahead) < 0.001));
});

test('a cut that the report names is none', () => {
    assert.deepEqual(contradictions(cut(30, 17), { gaps: [{ at: 30200, length: 17300 }] }), []);
});

test('a recorder that sleeps and does not say so is found', () => {
    assert.match(contradictions(cut(30, 17), {})[0], /17\.0 s from where the report says/);
    assert.notDeepEqual(contradictions(cut(30, 17), { gaps: [{ at: 30000, length: 14000 }] }), []);
    assert.notDeepEqual(contradictions(cut(30, 3), { held: [{ from: 29000, to: 33000 }] }), []);
});

test('a gap that was none is found', () => {
    assert.notDeepEqual(contradictions(film(90), { gaps: [{ at: 40000, length: 5000 }] }), []);
});

test('pictures that stand are found, unless the report names them', () => {
    assert.deepEqual(standstills(hold(40, 45)), [{ from: 40, to: 45 }]);
    assert.match(contradictions(hold(40, 45), {}).at(-1), /from 40\.0 s to 45\.0 s nothing moves/);
    assert.deepEqual(contradictions(hold(40, 45), { held: [{ from: 40000, to: 45000 }] }), []);
    assert.deepEqual(contradictions(hold(40, 41), {}), []);
});

test('clocks that cannot be read are no proof', () => {
    const blind = film(90).map(([one]) => [one, null]);
    assert.match(contradictions(blind, {}).at(-1), /50 % of the clocks/);
    assert.deepEqual(contradictions(film(90).map((clocks, i) => (i % 10 === 0 ? [null, null] : clocks)), {}), []);
});
