// Reads the clocks that `simulate --clock` paints from a recorded film and compares them with the recorder's report. Everything except readClocks() is pure.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { layoutStage } from '../../resources/web/stage/stage_layout.js';
import { blocksOf, numberIn } from '../bench/marks.mjs';

/** ClockMarks of app/media/simulate/test_card.h in the form marks.mjs takes: in a frame of 1280x720. */
const MARKS = { bits: 10, x: 64, y: 64, side: 48 };
/** Steps of a clock per second, and its period, s (app/composition/simulated_room.cpp). */
const CLOCK_RATE = 15;
export const CLOCK_ROUND = 60;
const VIEW = { width: 960, height: 540 };
/** Frames of the film that are sampled per second. */
export const LOOKS = 5;
/** Maximum error of a clock, s. */
export const TOLERANCE = 1;
/** A woken recorder first shows what waited in the network's buffers, until the senders' next key frames, s. */
const RECOVERS_WITHIN = 3;
/** A frame may be held for this long without being reported, s; plus one sampling interval at either end. */
export const MOST_HELD = 1 + 2 / LOOKS;

/** The reading of each tile's clock in each sample, in seconds; null where it cannot be read. */
export async function readClocks(file, people) {
    const list = Array.from({ length: people }, (_, i) => ({ participant: String(i), camera: true, fit: 'fill' }));
    const tiles = layoutStage({ people: list, sharing: null, highlighted: null }, { width: 1920, height: 1080 });
    const blocks = tiles.map((tile) => blocksOf(tile, MARKS));
    const decoder = spawn('ffmpeg', ['-v', 'error', '-nostdin', '-i', file, '-vf',
        `fps=${LOOKS}:start_time=0,scale=${VIEW.width}:${VIEW.height}:flags=area`, '-f', 'rawvideo', '-pix_fmt', 'gray', '-'],
    { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(decoder, 'exit');
    const size = VIEW.width * VIEW.height;
    const looks = [];
    let rest = Buffer.alloc(0);
    for await (const chunk of decoder.stdout) {
        rest = Buffer.concat([rest, chunk]);
        for (; rest.length >= size; rest = rest.subarray(size)) {
            const picture = rest.subarray(0, size);
            looks.push(blocks.map((each) => numberIn(picture, each)).map((number) => (number === null ? null : number / CLOCK_RATE)));
        }
    }
    const [code] = await ended;
    if (code !== 0) {
        throw new Error(`ffmpeg ended with ${code}`);
    }
    return looks;
}

/** The same clock reading, wrapped as close to 0 as possible. */
const wrapped = (seconds) => ((seconds + CLOCK_ROUND / 2) % CLOCK_ROUND + CLOCK_ROUND) % CLOCK_ROUND - CLOCK_ROUND / 2;

function median(list) {
    const sorted = list.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
}

/** How far the clocks are ahead of the film, relative to the film's first seconds; the median of the tiles in each sample; null where none can be read. */
export function lead(looks, settled = 3 * LOOKS) {
    const offsets = looks.map((clocks, i) => clocks.map((clock) => (clock === null ? null : clock - i / LOOKS)));
    const first = offsets[0].map((_, tile) => {
        const known = offsets.slice(0, settled).map((all) => all[tile]).filter((offset) => offset !== null);
        // A held frame makes a clock late, never early.
        return known.reduce((best, offset) => (best === null || wrapped(offset - best) > 0 ? offset : best), null);
    });
    return offsets.map((all) => {
        const known = all.flatMap((offset, tile) => (offset === null || first[tile] === null ? [] : [wrapped(offset - first[tile])]));
        return known.length === 0 ? null : median(known);
    });
}

/** Stretches in which no clock moves: [{ from, to }], s of the film. */
export function standstills(looks, longest = MOST_HELD) {
    const found = [];
    let since = 0;
    for (let i = 1; i <= looks.length; ++i) {
        const moves = i === looks.length || looks[i].some((clock, tile) => clock !== null && clock !== looks[i - 1][tile]);
        if (moves) {
            if ((i - since) / LOOKS > longest) {
                found.push({ from: since / LOOKS, to: i / LOOKS });
            }
            since = i;
        }
    }
    return found;
}

const within = (time, { from, to }) => time >= from - TOLERANCE && time <= to + TOLERANCE;

/** How the film contradicts the report: a list of sentences. `gaps` and `held` as in report.json (ms). */
export function contradictions(looks, { gaps = [], held = [] }) {
    const cuts = gaps.map(({ at, length }) => ({ at: at / 1000, length: length / 1000 }));
    const stretches = held.map(({ from, to }) => ({ from: from / 1000, to: to / 1000 }));
    const found = [];
    let wrong = 0;
    lead(looks).forEach((ahead, i) => {
        const time = i / LOOKS;
        if (ahead === null || cuts.some(({ at }) => time >= at - TOLERANCE && time <= at + RECOVERS_WITHIN)) {
            return;
        }
        const expected = cuts.filter(({ at }) => at < time).reduce((sum, { length }) => sum + length, 0);
        const error = wrapped(ahead - expected);
        // Only held stretches may be late.
        if (Math.abs(error) > TOLERANCE && !(error < 0 && stretches.some((stretch) => within(time, stretch))) && ++wrong <= 5) {
            found.push(`at ${time.toFixed(1)} s the clocks are ${error.toFixed(1)} s from where the report says`);
        }
    });
    for (const { from, to } of standstills(looks)) {
        if (!stretches.some((stretch) => within(from, stretch) && within(to, stretch))) {
            found.push(`from ${from.toFixed(1)} s to ${to.toFixed(1)} s nothing moves, and the report does not say so`);
        }
    }
    const unread = looks.flat().filter((clock) => clock === null).length / Math.max(1, looks.flat().length);
    if (unread > 0.2) {
        found.push(`${Math.round(unread * 100)} % of the clocks cannot be read`);
    }
    return found;
}
