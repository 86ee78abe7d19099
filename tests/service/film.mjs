// Checks a recorded film, and finds the simulated participants in it.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { decodeAll, probe } from '../e2e/media.mjs';
import { layoutStage } from '../../resources/web/stage/stage_layout.js';

const SMALL = { width: 480, height: 270 };
/** simulatedColour(1) and (2) of app/media/simulate/simulated_source.cpp. */
export const COLOURS = [[214, 48, 49], [38, 100, 220]];
const FRAMES_PER_SECOND = 10;

/** `result` is the recorder's output. On a slow machine a frame may be held longer, which the recorder reports. */
export async function assertWhole(result, shortest, longest) {
    const { video, audio, format } = await probe(result.file);
    assert.deepEqual([video.length, audio.length], [1, 1]);
    assert.deepEqual([video[0].codec_name, video[0].width, video[0].height, video[0].r_frame_rate], ['h264', 1920, 1080, '30/1']);
    assert.equal(audio[0].codec_name, 'aac');
    const length = Number(format.duration);
    assert.ok(length >= shortest && length <= longest, `${length} s, expected ${shortest} to ${longest} s`);
    assert.ok(Math.abs(length - result.durationMs / 1000) < 0.01, `${length} s, but it said ${result.durationMs} ms`);
    const pictures = Number(video[0].nb_read_frames);
    assert.equal(pictures, result.frames);
    assert.ok(pictures + result.repeatedFrames >= length * 30 - 2 && pictures <= length * 30 + 2,
        `${pictures} pictures and ${result.repeatedFrames} repeated in ${length} s`);
    assert.ok(Math.abs(Number(audio[0].duration) - length) < 0.2, `${audio[0].duration} s of sound in ${length} s`);
    assert.equal(await decodeAll(result.file), '');
}

/**
 * For each person, the times (seconds) at which the tile has the person's colour and has changed since the last sample. `onStage`: the numbers of the simulated
 * participants in the order in which they came on stage, which is the order of the tiles.
 */
export async function liveMoments(file, onStage) {
    const { stdout } = await promisify(execFile)('ffmpeg', ['-v', 'error', '-nostdin', '-i', file, '-vf',
        `fps=${FRAMES_PER_SECOND},scale=${SMALL.width}:${SMALL.height}`, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
    { encoding: 'buffer', maxBuffer: 512 * 1024 * 1024 });
    const people = COLOURS.map((_, i) => ({ participant: String(i), camera: true, fit: 'fill' }));
    const tiles = layoutStage({ people, sharing: null, highlighted: null }, { width: 1920, height: 1080 });
    const size = SMALL.width * SMALL.height * 3;
    const frames = Array.from({ length: Math.floor(stdout.length / size) }, (_, i) => stdout.subarray(i * size, (i + 1) * size));
    return tiles.map((tile, place) => frames.flatMap((frame, i) => {
        const colour = COLOURS[onStage[place] - 1];
        const hasColour = share(tile, (at) => [0, 1, 2].every((part) => Math.abs(frame[at + part] - colour[part]) <= 40)) > 0.5;
        const moved = i > 0 && share(tile, (at) => Math.abs(frame[at] - frames[i - 1][at]) > 30) > 0.002;
        return hasColour && moved ? [i / FRAMES_PER_SECOND] : [];
    }));
}

/** The longest time between two live moments within [0, `end`], and where it begins. */
export function longestStandstill(moments, end) {
    const marks = [0, ...moments.filter((moment) => moment < end), end];
    return marks.slice(1).map((mark, i) => ({ from: marks[i], seconds: mark - marks[i] }))
        .reduce((longest, one) => (one.seconds > longest.seconds ? one : longest));
}

/** The share of the tile's pixels for which `fits` holds. */
function share(tile, fits) {
    const scale = SMALL.width / 1920;
    let hits = 0;
    let pixels = 0;
    for (let y = Math.ceil(tile.y * scale) + 2; y < (tile.y + tile.height) * scale - 2; ++y) {
        for (let x = Math.ceil(tile.x * scale) + 2; x < (tile.x + tile.width) * scale - 2; ++x, ++pixels) {
            hits += fits((y * SMALL.width + x) * 3) ? 1 : 0;
        }
    }
    return hits / pixels;
}
