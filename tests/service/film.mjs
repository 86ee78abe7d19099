// Where simulated participants are to be seen in a recorded film.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { layoutStage } from '../../resources/web/stage_layout.js';

const SMALL = { width: 480, height: 270 };
/** simulatedColour(1) and (2) of app/media/simulated_source.cpp. */
export const COLOURS = [[214, 48, 49], [38, 100, 220]];
const FRAMES_PER_SECOND = 4;

/** Who is seen, and moves, in each whole second: [{ seconds, live: [bool, ...] }]. */
export async function shownPeople(file, count = COLOURS.length) {
    const { stdout } = await promisify(execFile)('ffmpeg', ['-v', 'error', '-nostdin', '-i', file, '-vf',
        `fps=${FRAMES_PER_SECOND},scale=${SMALL.width}:${SMALL.height}`, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
    { encoding: 'buffer', maxBuffer: 512 * 1024 * 1024 });
    const people = Array.from({ length: count }, (_, i) => ({ participant: String(i), camera: true, fit: 'fill' }));
    const tiles = layoutStage({ people, sharing: null, highlighted: null }, { width: 1920, height: 1080 });
    const size = SMALL.width * SMALL.height * 3;
    const frames = Array.from({ length: Math.floor(stdout.length / size) }, (_, i) => stdout.subarray(i * size, (i + 1) * size));
    const seconds = Math.floor(frames.length / FRAMES_PER_SECOND);
    return Array.from({ length: seconds }, (_, second) => {
        const these = frames.slice(second * FRAMES_PER_SECOND, (second + 1) * FRAMES_PER_SECOND);
        return { seconds: second, live: tiles.map((tile, person) => isLive(these, tile, COLOURS[person])) };
    });
}

/** Each picture has the colour, and they are not all the same one. */
function isLive(frames, tile, colour) {
    const hasColour = frames.every((frame) =>
        share(tile, (at) => [0, 1, 2].every((part) => Math.abs(frame[at + part] - colour[part]) <= 40)) > 0.5);
    const moves = frames.some((frame, i) => i > 0 && share(tile, (at) => Math.abs(frame[at] - frames[i - 1][at]) > 30) > 0.005);
    return hasColour && moves;
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
