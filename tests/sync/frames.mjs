// Finds which frame of its source each tile of a recording shows: simulated participants send films with painted frame numbers through a real service with
// Janus; the numbers are read back from the recorded file.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { layoutStage } from '../../resources/web/stage/stage_layout.js';
import { Process } from '../e2e/desktop.mjs';
import { PROGRAM, Service, run } from '../service/service.mjs';

const ffmpeg = promisify(execFile).bind(null, 'ffmpeg');
/** Frame rate of each person's film, in the order in which they come on stage. */
const RATES = [15, 25, 30];
export const FILE_RATE = 30;
/** Shorter than the recording: the frames continue at the same rate where a film loops. */
const FILM_SECONDS = 12;
// The number is painted as a row of bright and dark blocks; in the row below each block is inverted.
const BITS = 10;
const ROWS = { first: 1, opposite: 2, all: 4 };
const DARK = 32;
const BRIGHT = 224;
/** Minimum difference between a block and its inverse. */
const CLEAR = 90;
const STAGE = { width: 1920, height: 1080 };
const SMALL = { width: 480, height: 270 };
/** At first, s, the participants skip to a key frame because the recorder requests one. */
const SETTLED = 2;
const KEY_FRAME_EVERY = 30;

function painted(number) {
    const picture = Buffer.alloc(BITS * ROWS.all, (DARK + BRIGHT) / 2);
    for (let bit = 0; bit < BITS; ++bit) {
        const isSet = (number >> bit & 1) === 1;
        picture[ROWS.first * BITS + bit] = isSet ? BRIGHT : DARK;
        picture[ROWS.opposite * BITS + bit] = isSet ? DARK : BRIGHT;
    }
    return picture;
}

async function makeFilm(folder, rate) {
    const file = join(folder, `numbers-${rate}.mp4`);
    const encoder = spawn('ffmpeg', ['-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'gray', '-s', `${BITS}x${ROWS.all}`,
        '-r', String(rate), '-i', '-', '-vf', 'scale=640:360:flags=neighbor', '-c:v', 'libx264', '-preset', 'ultrafast',
        '-qp', '10', '-pix_fmt', 'yuv420p', file], { stdio: ['pipe', 'ignore', 'inherit'] });
    encoder.stdin.end(Buffer.concat(Array.from({ length: rate * FILM_SECONDS }, (_, number) => painted(number))));
    const [code] = await once(encoder, 'exit');
    if (code !== 0) {
        throw new Error(`ffmpeg ended with ${code}`);
    }
    return file;
}

/** Makes one recording of `seconds`; returns the recorder's output. */
async function record(folder, seconds) {
    const service = await Service.start({ rooms: ['Frames'], folder });
    const senders = [];
    try {
        await service.janus();
        for (const rate of RATES) {
            senders.push(new Process(PROGRAM, ['simulate', service.rooms[0].participant, '--no-simulcast',
                '--video', await makeFilm(folder, rate)]));
            await senders.at(-1).line(/^1 of 1 /, 60000);
        }
        const { code, stdout, stderr } = await run(['record', service.rooms[0].host, '--for', `${seconds}s`, '--out',
            join(folder, 'recordings'), '--json'], { timeout: (seconds + 60) * 1000 });
        if (code !== 0) {
            throw new Error(`record ended with ${code}: ${stderr}`);
        }
        return JSON.parse(stdout);
    } finally {
        await Promise.all(senders.map((sender) => sender.stop()));
        await service.stop();
    }
}

/** The mean of 5 x 5 pixels. */
function brightness(picture, x, y) {
    let sum = 0;
    for (let row = y - 2; row <= y + 2; ++row) {
        for (let column = x - 2; column <= x + 2; ++column) {
            sum += picture[row * SMALL.width + column];
        }
    }
    return sum / 25;
}

/** The number in a tile; null if it cannot be read. */
function numberIn(picture, tile) {
    const scale = SMALL.width / STAGE.width;
    const block = (bit, row) => brightness(picture, Math.round((tile.x + (bit + 0.5) / BITS * tile.width) * scale),
        Math.round((tile.y + (row + 0.5) / ROWS.all * tile.height) * scale));
    let number = 0;
    for (let bit = 0; bit < BITS; ++bit) {
        const difference = block(bit, ROWS.first) - block(bit, ROWS.opposite);
        if (Math.abs(difference) < CLEAR) {
            return null;
        }
        number += difference > 0 ? 2 ** bit : 0;
    }
    return number;
}

/** For each tile the numbers in the file's frames, at 30 frames per second; a frame missing from the file repeats the one before. */
async function numbersIn(file) {
    const { stdout } = await ffmpeg(['-v', 'error', '-nostdin', '-i', file, '-vf',
        `scale=${SMALL.width}:${SMALL.height}:flags=fast_bilinear`, '-fps_mode', 'cfr', '-r', String(FILE_RATE), '-f', 'rawvideo',
        '-pix_fmt', 'gray', '-'], { encoding: 'buffer', maxBuffer: 2 ** 30 });
    const size = SMALL.width * SMALL.height;
    const people = RATES.map((_, i) => ({ participant: String(i), camera: true, fit: 'fill' }));
    const tiles = layoutStage({ people, sharing: null, highlighted: null }, STAGE);
    const pictures = Array.from({ length: stdout.length / size }, (_, i) => stdout.subarray(i * size, (i + 1) * size));
    return tiles.map((tile) => pictures.map((picture) => numberIn(picture, tile)));
}

const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/** The deviations of `ages` from their median, in milliseconds. */
function errorsOf(ages) {
    const offset = quantile(ages.toSorted((a, b) => a - b), 0.5);
    return ages.map((age) => age - offset);
}

/**
 * Evaluates the numbers of one tile for a source of `rate` frames per second. An error is how much older the shown frame is than the constant offset implies,
 * in milliseconds; the newest frame that is not later than its moment is 0 to 1 source frames old, so all errors lie within one source frame. After a lost
 * packet and a key frame request the source skips to a key frame: that changes the offset.
 */
export function judge(numbers, rate) {
    const count = rate * FILM_SECONDS;
    const seen = numbers.map((number, i) => ({ number, moment: i / FILE_RATE }))
        .filter(({ moment }) => moment >= SETTLED);
    const readable = seen.filter(({ number }) => number !== null && number < count);
    const chunks = [[]];
    const found = { back: 0, missed: 0, skips: [] };
    let position = 0;
    readable.forEach(({ number, moment }, i) => {
        // Films loop: a step of more than half a film forward counts as a step back.
        const ahead = i === 0 ? 0 : (number - readable[i - 1].number + count) % count;
        const step = ahead > count / 2 ? ahead - count : ahead;
        position += step;
        found.back += step < 0 ? 1 : 0;
        if (step > 2 && number % KEY_FRAME_EVERY < 2) {
            found.skips.push({ moment, step, number });
            chunks.push([]);
        } else {
            found.missed += Math.max(0, step - 1);
        }
        chunks.at(-1).push((moment - position / rate) * 1000);
    });
    const errors = chunks.flatMap(errorsOf).sort((a, b) => a - b);
    return {
        rate, sourcePicture: 1000 / rate, pictures: seen.length, unreadable: seen.length - readable.length, ...found,
        least: errors[0], most: errors.at(-1), outside: errors.filter((error) => Math.abs(error) > 1000 / rate + 0.1).length,
        within: errors.length === 0 ? Infinity : quantile(errors, 0.995) - quantile(errors, 0.005),
    };
}

/** Records for `seconds`, and evaluates which source frames each tile shows. */
export async function measureFrames(folder, seconds) {
    const result = await record(folder, seconds);
    const numbers = await numbersIn(result.file);
    return { result, tiles: numbers.map((list, i) => judge(list, RATES[i])) };
}

export function describe({ result, tiles }) {
    const ms = (value) => `${value.toFixed(1)} ms`;
    return [
        `${(result.durationMs / 1000).toFixed(1)} s, ${result.repeatedFrames} repeated pictures`,
        ...tiles.map((tile) => `${tile.rate} a second: in ${tile.pictures} pictures of the file ${tile.missed} of the source `
            + `missed, ${tile.back} times back, ${tile.unreadable} unreadable, ${tile.skips.length} times skipped by the source; `
            + `error ${ms(tile.least)} to ${ms(tile.most)}, 99 % of them within ${ms(tile.within)}, ${tile.outside} larger than `
            + `one source picture (${ms(tile.sourcePicture)})`),
    ];
}
