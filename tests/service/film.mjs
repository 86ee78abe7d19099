// Where simulated participants are to be seen in a recorded film.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { layoutStage } from '../../resources/web/stage_layout.js';

const SMALL = { width: 480, height: 270 };
/** simulatedColour(1) and (2) of app/media/simulated_source.cpp. */
export const COLOURS = [[214, 48, 49], [38, 100, 220]];
const FRAMES_PER_SECOND = 10;

/** For each person the moments (seconds) at which the tile has the person's colour and has changed since the last look. */
export async function liveMoments(file) {
    const { stdout } = await promisify(execFile)('ffmpeg', ['-v', 'error', '-nostdin', '-i', file, '-vf',
        `fps=${FRAMES_PER_SECOND},scale=${SMALL.width}:${SMALL.height}`, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
    { encoding: 'buffer', maxBuffer: 512 * 1024 * 1024 });
    const people = COLOURS.map((_, i) => ({ participant: String(i), camera: true, fit: 'fill' }));
    const tiles = layoutStage({ people, sharing: null, highlighted: null }, { width: 1920, height: 1080 });
    const size = SMALL.width * SMALL.height * 3;
    const frames = Array.from({ length: Math.floor(stdout.length / size) }, (_, i) => stdout.subarray(i * size, (i + 1) * size));
    return tiles.map((tile, person) => frames.flatMap((frame, i) => {
        const hasColour = share(tile, (at) => [0, 1, 2].every((part) => Math.abs(frame[at + part] - COLOURS[person][part]) <= 40)) > 0.5;
        const moved = i > 0 && share(tile, (at) => Math.abs(frame[at] - frames[i - 1][at]) > 30) > 0.002;
        return hasColour && moved ? [i / FRAMES_PER_SECOND] : [];
    }));
}

/** The longest time between two live moments, and where it began; [0, `end`] is looked at. */
export function longestStandstill(moments, end) {
    const marks = [0, ...moments.filter((moment) => moment < end), end];
    return marks.slice(1).map((mark, i) => ({ from: marks[i], seconds: mark - marks[i] }))
        .reduce((longest, one) => (one.seconds > longest.seconds ? one : longest));
}

/** The part of the tile's pixels for which `fits` holds. */
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
