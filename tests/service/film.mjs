// Where simulated participants are to be seen in a recorded film.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { layoutStage } from '../../resources/web/stage_layout.js';

const SMALL = { width: 480, height: 270 };
/** simulatedColour(1) and (2) of app/media/simulated_source.cpp. */
export const COLOURS = [[214, 48, 49], [38, 100, 220]];
const FRAMES_PER_SECOND = 5;

/** Which tile shows its participant's colour, five times a second: [{ seconds, shown: [bool, ...] }]. */
export async function shownPeople(file, count = COLOURS.length) {
    const { stdout } = await promisify(execFile)('ffmpeg', ['-v', 'error', '-nostdin', '-i', file, '-vf',
        `fps=${FRAMES_PER_SECOND},scale=${SMALL.width}:${SMALL.height}`, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
    { encoding: 'buffer', maxBuffer: 512 * 1024 * 1024 });
    const people = Array.from({ length: count }, (_, i) => ({ participant: String(i), camera: true, fit: 'fill' }));
    const tiles = layoutStage({ people, sharing: null, highlighted: null }, { width: 1920, height: 1080 });
    const size = SMALL.width * SMALL.height * 3;
    return Array.from({ length: Math.floor(stdout.length / size) }, (_, i) => {
        const frame = stdout.subarray(i * size, (i + 1) * size);
        return { seconds: i / FRAMES_PER_SECOND, shown: tiles.map((tile, person) => share(frame, tile, COLOURS[person]) > 0.5) };
    });
}

function share(frame, tile, colour) {
    const scale = SMALL.width / 1920;
    let hits = 0;
    let pixels = 0;
    for (let y = Math.ceil(tile.y * scale) + 2; y < (tile.y + tile.height) * scale - 2; ++y) {
        for (let x = Math.ceil(tile.x * scale) + 2; x < (tile.x + tile.width) * scale - 2; ++x, ++pixels) {
            const at = (y * SMALL.width + x) * 3;
            hits += colour.every((value, i) => Math.abs(frame[at + i] - value) <= 40) ? 1 : 0;
        }
    }
    return hits / pixels;
}
