// Counts the distinct frames of each tile in a recording: the streams have their frame number painted in (Material::Marked in bench_streams.h), which is read
// back from the recorded file.
import { execute } from './processes.mjs';

const SOURCE = { width: 1280, height: 720 };
/** Half the recorded size: a block of 23 pixels still covers 11. */
const VIEW = { width: 960, height: 540 };
const SCALE = 0.5;
/** A block's value is the mean of 5 x 5 pixels. */
const AROUND = 2;
/** Minimum difference between a block and its inverse; they are painted 219 apart. */
const CLEAR = 90;

function brightness(picture, x, y) {
    let sum = 0;
    for (let row = y - AROUND; row <= y + AROUND; ++row) {
        for (let column = x - AROUND; column <= x + AROUND; ++column) {
            sum += picture[row * VIEW.width + column];
        }
    }
    return sum / (2 * AROUND + 1) ** 2;
}

/** The centre of each block in the view of a file in which `tile` is filled with the source. */
export function blocksOf(tile, { bits, x, y, side }) {
    const zoom = Math.max(tile.width / SOURCE.width, tile.height / SOURCE.height);
    const block = (bit, row) => ({
        x: Math.round((tile.x + tile.width / 2 + (x + (bit + 0.5) * side - SOURCE.width / 2) * zoom) * SCALE),
        y: Math.round((tile.y + tile.height / 2 + (y + (row + 0.5) * side - SOURCE.height / 2) * zoom) * SCALE),
    });
    return Array.from({ length: bits }, (_, bit) => [block(bit, 0), block(bit, 1)]);
}

/** The number in a tile; null if it cannot be read. */
export function numberIn(picture, blocks) {
    const differences = blocks.map(([upper, lower]) => brightness(picture, upper.x, upper.y) - brightness(picture, lower.x, lower.y));
    return differences.some((difference) => Math.abs(difference) < CLEAR) ? null
        : differences.reduce((number, difference, bit) => number + (difference > 0 ? 2 ** bit : 0), 0);
}

/** How often the number changes from one frame to the next; unreadable ones do not count. */
export function changes(numbers) {
    const readable = numbers.filter((number) => number !== null);
    return readable.filter((number, i) => number !== readable[i - 1]).length;
}

/**
 * For a 1920x1080 file, from second `from` for `seconds`: distinct frames per second of each of `tiles` (rectangles), their mean, the number of tile frames,
 * and how many of those are unreadable.
 */
export async function distinctPictures(file, { tiles, marks, from, seconds }) {
    const { code, stdout } = await execute('ffmpeg', ['-v', 'error', '-nostdin', '-i', file, '-vf',
        `trim=start=${from}:duration=${seconds},scale=${VIEW.width}:${VIEW.height}:flags=area`, '-fps_mode', 'passthrough',
        '-f', 'rawvideo', '-pix_fmt', 'gray', '-'], { encoding: 'buffer' });
    if (code !== 0) {
        throw new Error(`ffmpeg cannot read ${file}`);
    }
    const size = VIEW.width * VIEW.height;
    const pictures = Array.from({ length: stdout.length / size }, (_, i) => stdout.subarray(i * size, (i + 1) * size));
    const numbers = tiles.map((tile) => pictures.map((picture) => numberIn(picture, blocksOf(tile, marks))));
    const each = numbers.map((list) => changes(list) / seconds);
    return {
        each, tile: each.reduce((sum, one) => sum + one, 0) / each.length, pictures: numbers.flat().length,
        unreadable: numbers.flat().filter((number) => number === null).length,
    };
}
