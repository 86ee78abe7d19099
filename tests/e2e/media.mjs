// Generates known video and tones, and measures them in a recorded file. Done with ffmpeg, independent of our code.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
const BIG = { maxBuffer: 256 * 1024 * 1024 };

async function ffmpeg(...args) {
    return run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args], { ...BIG, encoding: 'buffer' });
}

/** A moving white block on one colour, in the format of Chromium's fake camera. */
export async function makeCamera(file, colour, size = '640x360') {
    await ffmpeg('-f', 'lavfi', '-i', `color=c=${colour}:s=${size}:r=30:d=2`,
        '-f', 'lavfi', '-i', 'color=c=white:s=40x40:r=30:d=2',
        '-filter_complex', '[0][1]overlay=x=300+100*sin(PI*t):y=160', '-pix_fmt', 'yuv420p', '-f', 'yuv4mpegpipe', file);
}

/** A tone at a quarter of full scale (ffmpeg's sine has an eighth), longer than any test: its phase jumps where it loops. */
export async function makeTone(file, hertz) {
    await ffmpeg('-f', 'lavfi', '-i', `sine=frequency=${hertz}:sample_rate=48000:duration=180`, '-af', 'volume=2',
        '-ac', '1', '-c:a', 'pcm_s16le', file);
}

export async function probe(file) {
    const { stdout } = await run('ffprobe', ['-v', 'error', '-count_frames', '-show_format', '-show_streams', '-of', 'json', file], BIG);
    const found = JSON.parse(stdout);
    const of = (kind) => found.streams.filter((stream) => stream.codec_type === kind);
    return { format: found.format, video: of('video'), audio: of('audio') };
}

/** Decodes everything; any message of ffmpeg is a fault. */
export async function decodeAll(file) {
    const { stderr } = await run('ffmpeg', ['-v', 'warning', '-xerror', '-nostdin', '-i', file, '-f', 'null', '-'], BIG);
    return stderr;
}

export async function packets(file) {
    const { stdout } = await run('ffprobe', ['-v', 'error', '-show_entries', 'packet=codec_type,pts,dts,flags,size,data_hash',
        '-show_data_hash', 'sha256', '-of', 'csv', file], BIG);
    return stdout;
}

export async function sha256(file) {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(file)) {
        hash.update(chunk);
    }
    return hash.digest('hex');
}

/** The frame at `seconds` as RGB, `width` x `height`. */
export class Frame {
    static async at(file, seconds, width = 1920, height = 1080) {
        const { stdout } = await ffmpeg('-ss', String(seconds), '-i', file, '-frames:v', '1', '-f', 'rawvideo',
            '-pix_fmt', 'rgb24', '-');
        return new Frame(stdout, width, height);
    }

    constructor(bytes, width, height) {
        if (bytes.length !== width * height * 3) {
            throw new Error(`a frame of ${bytes.length} bytes`);
        }
        Object.assign(this, { bytes, width, height });
    }

    pixel(x, y) {
        const at = (y * this.width + x) * 3;
        return [this.bytes[at], this.bytes[at + 1], this.bytes[at + 2]];
    }

    /** The share of the rectangle's pixels that are within `tolerance` of `colour` in each component. */
    share({ x, y, width, height }, colour, tolerance = 24) {
        let hits = 0;
        for (let row = y; row < y + height; ++row) {
            for (let column = x; column < x + width; ++column) {
                const pixel = this.pixel(column, row);
                hits += pixel.every((value, i) => Math.abs(value - colour[i]) <= tolerance) ? 1 : 0;
            }
        }
        return hits / (width * height);
    }
}

/** The two channels of all audio, as samples at 48 kHz. */
export async function channels(file) {
    const side = async (index) => {
        const { stdout } = await ffmpeg('-i', file, '-af', `pan=mono|c0=c${index}`, '-ar', '48000', '-f', 'f32le', '-');
        return new Float32Array(stdout.buffer, stdout.byteOffset, Math.floor(stdout.length / 4));
    };
    return [await side(0), await side(1)];
}

/** The audio between two moments, mono, as samples at 48 kHz. */
export async function sound(file, from, length) {
    const { stdout } = await ffmpeg('-ss', String(from), '-t', String(length), '-i', file, '-af', 'pan=mono|c0=0.5*c0+0.5*c1',
        '-ar', '48000', '-f', 'f32le', '-');
    return new Float32Array(stdout.buffer, stdout.byteOffset, Math.floor(stdout.length / 4));
}

/** Amplitude of one frequency (Goertzel), 0 to 1. */
export function amplitude(samples, hertz, rate = 48000) {
    const omega = 2 * Math.PI * hertz / rate;
    let previous = 0;
    let before = 0;
    for (const sample of samples) {
        const now = sample + 2 * Math.cos(omega) * previous - before;
        before = previous;
        previous = now;
    }
    const power = previous * previous + before * before - 2 * Math.cos(omega) * previous * before;
    return 2 * Math.sqrt(Math.max(0, power)) / samples.length;
}
