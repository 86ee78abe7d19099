// End-to-end audio/video sync: simulated participants who flash and beep, a real service with Janus, a real recorder; then flashes and beeps are located in the
// recorded file.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { layoutStage } from '../../resources/web/stage/stage_layout.js';
import { Process } from '../e2e/desktop.mjs';
import { sound } from '../e2e/media.mjs';
import { PROGRAM, Service, run } from '../service/service.mjs';

const ffmpeg = promisify(execFile).bind(null, 'ffmpeg');
// A flash with its beep every 26 frames, at 25 frames per second: at the file's 30 frames per second each flash is a fifth of a frame later than the one
// before, so the result does not depend on the initial phase. The sources must stay in sync indefinitely: both loops have the same length, and every frame
// starts together with an audio packet, because on a key frame request the simulated participants skip to a key frame and to the audio packet of the same
// moment.
const PICTURE = 0.04;
const PERIOD = 26 * PICTURE;
const PERIODS = 28;
const PICTURES = 26 * PERIODS;
const LENGTH = PERIOD * PERIODS;
const FLASH = [6, 10];
/** Each person's beep has its own frequency; within 5 ms none of them leaks into another. */
const TONES = [1000, 2200];
const SMALL = { width: 192, height: 108 };
const FILE_RATE = 30;
const RATE = 48000;
const WINDOW = 240;
const HOP = 24;

async function makeVideo(folder) {
    const file = join(folder, 'flash.mp4');
    const light = `drawbox=c=white:t=fill:enable='between(mod(n,26),${FLASH.join(',')})'`;
    await ffmpeg(['-v', 'error', '-nostdin', '-y', '-f', 'lavfi', '-i', 'color=c=0x202020:s=640x360:r=25',
        '-vf', light, '-frames:v', String(PICTURES),
        '-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '0', '-qp', '10', '-pix_fmt', 'yuv420p', file]);
    return file;
}

async function makeSound(folder, hertz) {
    const file = join(folder, `beep-${hertz}.wav`);
    const on = `between(mod(t,${PERIOD}),${FLASH[0] * PICTURE},${(FLASH[1] + 1) * PICTURE})`;
    await ffmpeg(['-v', 'error', '-nostdin', '-y', '-f', 'lavfi', '-i',
        `aevalsrc='0.4*sin(2*PI*${hertz}*t)*${on}':s=${RATE}:d=${LENGTH}`, '-c:a', 'pcm_s16le', file]);
    return file;
}

/** Makes one recording of `seconds`; returns the recorder's output. */
async function record(folder, seconds) {
    const service = await Service.start({ rooms: ['Sync'], folder });
    const senders = [];
    try {
        await service.janus();
        const video = await makeVideo(folder);
        for (const hertz of TONES) {
            senders.push(new Process(PROGRAM, ['simulate', service.rooms[0].participant, '--video', video,
                '--audio', await makeSound(folder, hertz)]));
            await senders.at(-1).line(/^1 of 1 /, 60000);
        }
        const { code, stdout, stderr } = await run(['record', service.rooms[0].host, '--for', `${seconds}s`, '--out',
            join(folder, 'recordings'), '--json'], { timeout: (seconds + 120) * 1000 });
        if (code !== 0) {
            throw new Error(`record ended with ${code}: ${stderr}`);
        }
        return JSON.parse(stdout);
    } finally {
        await Promise.all(senders.map((sender) => sender.stop()));
        await service.stop();
    }
}

/** For each tile the times in the file, in seconds, at which it becomes bright. */
async function flashes(file) {
    const { stdout } = await ffmpeg(['-v', 'error', '-nostdin', '-i', file, '-vf', `scale=${SMALL.width}:${SMALL.height}`,
        '-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'], { encoding: 'buffer', maxBuffer: 2 ** 30 });
    const people = TONES.map((_, i) => ({ participant: String(i), camera: true, fit: 'fill' }));
    const size = SMALL.width * SMALL.height;
    const scale = SMALL.width / 1920;
    return layoutStage({ people, sharing: null, highlighted: null }, { width: 1920, height: 1080 }).map((tile) => {
        const row = Math.round((tile.y + tile.height / 2) * scale) * SMALL.width;
        const at = row + Math.round((tile.x + tile.width / 2) * scale);
        const found = [];
        for (let i = 1; i * size < stdout.length; ++i) {
            if (stdout[i * size + at] > 128 && stdout[(i - 1) * size + at] <= 128) {
                found.push(i / FILE_RATE);
            }
        }
        return found;
    });
}

/** The times in the file at which a tone begins. */
function beeps(samples, hertz) {
    const turn = 2 * Math.PI * hertz / RATE;
    const cosine = Float64Array.from({ length: RATE / 200 }, (_, i) => Math.cos(turn * i));
    const sine = Float64Array.from({ length: RATE / 200 }, (_, i) => Math.sin(turn * i));
    const loud = new Float64Array(Math.max(0, Math.floor((samples.length - WINDOW) / HOP)));
    for (let i = 0; i < loud.length; ++i) {
        let x = 0;
        let y = 0;
        for (let k = 0; k < WINDOW; ++k) {
            x += samples[i * HOP + k] * cosine[k];
            y += samples[i * HOP + k] * sine[k];
        }
        loud[i] = Math.hypot(x, y);
    }
    const half = loud.toSorted()[Math.floor(loud.length * 0.97)] / 2;
    const found = [];
    for (let i = 1; i < loud.length; ++i) {
        // When the middle of the window is at the tone's beginning, half of the window is in the tone.
        const begins = loud[i] > half && loud[i - 1] <= half;
        const moment = (i * HOP + WINDOW / 2) / RATE;
        if (begins && (found.length === 0 || moment - found.at(-1) > PERIOD / 2)) {
            found.push(moment);
        }
    }
    return found;
}

const mean = (list) => list.reduce((sum, one) => sum + one, 0) / list.length;

/** Means of the first, the middle and the last third. */
function meansOf({ offsets }) {
    const third = Math.ceil(offsets.length / 3);
    return [0, 1, 2].map((part) => mean(offsets.slice(part * third, (part + 1) * third)));
}

const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/** Records for `seconds`, and measures the offset of beeps from flashes: milliseconds, positive when the beep is later. */
export async function measureSync(folder, seconds) {
    const result = await record(folder, seconds);
    const samples = await sound(result.file, 0, seconds + 5);
    const bright = await flashes(result.file);
    const people = TONES.map((hertz, i) => {
        const loud = beeps(samples, hertz);
        // Flashes at the very ends may be truncated.
        const whole = bright[i].filter((moment) => moment > 1 && moment < result.durationMs / 1000 - 1);
        const offsets = whole.flatMap((moment) => {
            const nearest = loud.reduce((best, one) => (Math.abs(one - moment) < Math.abs(best - moment) ? one : best), Infinity);
            return Math.abs(nearest - moment) < PERIOD / 2 ? [(nearest - moment) * 1000] : [];
        });
        return { offsets, missing: whole.length - offsets.length };
    });
    const offsets = people.flatMap((person) => person.offsets);
    const sorted = offsets.toSorted((a, b) => a - b);
    const distances = offsets.map(Math.abs).sort((a, b) => a - b);
    return {
        result, seconds, flashes: offsets.length, missing: people.reduce((sum, person) => sum + person.missing, 0),
        expected: Math.floor((result.durationMs / 1000 - 2) / PERIOD) * TONES.length,
        median: quantile(distances, 0.5), percentile95: quantile(distances, 0.95), worst: distances.at(-1),
        mean: mean(offsets),
        first: quantile(sorted, 0.05), last: quantile(sorted, 0.95), people: people.map(meansOf),
    };
}

export function describe(sync) {
    const ms = (value) => `${value.toFixed(1)} ms`;
    return [
        `${sync.flashes} flashes with their beeps in ${(sync.result.durationMs / 1000).toFixed(1)} s `
            + `(${sync.missing} without a beep; ${sync.result.repeatedFrames} repeated pictures)`,
        `|audio - video|: median ${ms(sync.median)} (target 20), 95th percentile ${ms(sync.percentile95)} (target 45), worst ${ms(sync.worst)}`,
        `audio - video: mean ${ms(sync.mean)}, 90 % between ${ms(sync.first)} and ${ms(sync.last)}`,
        ...sync.people.map((thirds, i) => `of person ${i + 1}: mean of the first, second and last third ${thirds.map(ms).join(', ')}`),
        'Of the mean, -16.7 ms are the film\'s: a flash stands in the first picture that is not before it, 0 to 33.3 ms later. '
            + '+6.5 ms are Opus\'s: what comes out of the codec is that much later than what went in.',
    ].join('\n');
}
