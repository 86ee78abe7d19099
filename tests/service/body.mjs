// The body of a recording as it is uploaded during the recording (protocol.md, "The body of a recording"), made and hashed without our code.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const digest = (bytes, form = 'hex') => createHash('sha256').update(bytes).digest(form);

/** Parses the boxes at the top level. */
export function topBoxes(bytes) {
    const boxes = [];
    for (let at = 0; at + 8 <= bytes.length;) {
        const size = bytes.readUInt32BE(at) === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : bytes.readUInt32BE(at);
        boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), start: at, end: at + size });
        at += size;
    }
    return boxes;
}

export class Body {
    /** Recorded by ffmpeg in fragments of one second, with the 16 bytes that our writer puts after ftyp. */
    static async record(file, { seconds = 12, size = '1280x720', quality = 8 } = {}) {
        await run('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=s=${size}:r=30:d=${seconds}`, '-f', 'lavfi',
            '-i', `sine=frequency=440:duration=${seconds}`, '-c:v', 'libx264', '-preset', 'ultrafast', '-qp', String(quality), '-g', '30',
            '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-movflags', 'frag_keyframe+delay_moov+default_base_moof+skip_trailer', file]);
        const plain = await readFile(file);
        const { end } = topBoxes(plain)[0];
        const free = Buffer.concat([Buffer.from([0, 0, 0, 16]), Buffer.from('free'), Buffer.alloc(8)]);
        return new Body(Buffer.concat([plain.subarray(0, end), free, plain.subarray(end)]));
    }

    constructor(bytes) {
        const boxes = topBoxes(bytes);
        const ends = [boxes.find((box) => box.type === 'moov').end, ...boxes.filter((box) => box.type === 'mdat').map((box) => box.end)];
        this.ends = ends;
        this.bytes = bytes.subarray(0, ends.at(-1));
        this.units = ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
        this.checksum = digest(Buffer.concat(this.units.map((unit) => digest(unit, null))));
    }

    get length() {
        return this.bytes.length;
    }

    /** Whole units from `offset` on, at most `many`. */
    from(offset, many = 1) {
        const first = offset === 0 ? 0 : this.ends.indexOf(offset) + 1;
        if (first === 0 && offset !== 0) {
            throw new Error(`${offset} is no border of fragments`);
        }
        return this.bytes.subarray(offset, this.ends[Math.min(first + many, this.ends.length) - 1] ?? offset);
    }

    /** A reader for tus-js-client: yields whole units, `many` at a time, each once `arrived` resolves, that is, it has been recorded. */
    reader(many, arrived = async () => {}) {
        const source = { size: null, close() {}, slice: async (start) => {
            await arrived(start);
            const value = this.from(start, many);
            value.size = value.length;
            source.last = value;
            return { value, done: start + value.length >= this.length };
        } };
        return { source, openFile: async () => source };
    }
}
