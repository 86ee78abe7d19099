// Shared by the chaos rows: a room with simulated participants, a recorder in it, and the proof that a finished file is whole.
import { execFile } from 'node:child_process';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Process } from '../e2e/desktop.mjs';
import { RoomClient } from '../service/room_client.mjs';
import { PROGRAM, Service, filesUnder, freePort, removeFolder, temporaryFolder, until } from '../service/service.mjs';

const run = promisify(execFile);
const MOST_OUTPUT = 64 * 1024 * 1024;
/** Size of a record of a recording's journal (recording_journal.h). */
const RECORD = 76;

export { Process, PROGRAM, filesUnder, freePort, until };
export const sleep = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });
export const between = (low, high) => low + Math.random() * (high - low);

/** A room in its own folder with `people` simulated participants. */
export class Room {
    static async open({ people = 2, height = 240, config = {}, folder, simulate = [] } = {}) {
        const room = new Room();
        room.recorders = [];
        room.folder = folder ?? await temporaryFolder();
        room.ownsFolder = folder === undefined;
        room.port = await freePort();
        room.service = await Service.start({ rooms: ['Chaos'], folder: room.folder, port: room.port, config });
        room.host = room.service.rooms[0].host;
        await room.service.janus();
        room.people = new Process(PROGRAM, ['simulate', '--count', String(people), '--height', String(height), '--no-simulcast',
            ...simulate, room.service.rooms[0].participant]);
        return room;
    }

    /** Starts a recorder that writes into `out`; `link` when it connects through a proxy. */
    record(out, more = [], { link = this.host, command = [] } = {}) {
        const [program, ...first] = [...command, PROGRAM];
        const recorder = new Process(program, [...first, 'record', '--json', '--encoder', 'x264', '--preset', 'ultrafast', '--out', out, ...more, link],
            { env: { ...process.env, XDG_DATA_HOME: this.folder, LC_ALL: 'C.UTF-8' } });
        this.recorders.push(recorder);
        return recorder;
    }

    /** The library's MP4 files and their sizes. */
    async library() {
        const files = await filesUnder(this.service.data, '.mp4');
        return Promise.all(files.map(async (file) => ({ file, bytes: (await stat(file)).size })));
    }

    /** The library's items as clients get them. */
    async items() {
        this.client ??= await RoomClient.join(this.service.rooms[0].moderator, { name: 'Who looks' });
        return (await this.client.ask('listMedia')).items;
    }

    /** Waits until recording `id` is in `state`; returns its length, having checked that the file clients get decodes. */
    async published(id, state, what, milliseconds = 30000) {
        for (const deadline = Date.now() + milliseconds; ;) {
            const found = (await this.items()).find(({ item }) => item === id);
            if (found?.state === state) {
                break;
            }
            if (Date.now() > deadline) {
                throw new Error(`${id} is not ${state}, but ${JSON.stringify(found)}; ${what}`);
            }
            await sleep(250);
        }
        const { path } = await this.client.ask('mediaLink', { item: id, purpose: 'view' });
        const file = join(this.folder, `${id}.mp4`);
        await writeFile(file, Buffer.from(await (await fetch(this.service.base + path)).arrayBuffer()));
        return prove(file);
    }

    async close() {
        this.client?.socket.terminate();
        for (const recorder of this.recorders) {
            await recorder.stop('SIGKILL');
        }
        await this.people.stop();
        await this.service.stop();
        if (this.ownsFolder) {
            await removeFolder(this.folder);
        }
    }
}

/** The result line of `record --json`. */
export async function outcomeOf(recorder, milliseconds = 120000) {
    const [text] = await recorder.line(/^\{.*"checksum".*\}$/, milliseconds);
    return JSON.parse(text);
}

/** Decodes all of it; returns what decoder and container report. Throws at the first fault. */
export async function prove(file) {
    const { stderr } = await run('ffmpeg', ['-v', 'error', '-xerror', '-i', file, '-map', '0:v', '-map', '0:a', '-f', 'null', '-'],
        { maxBuffer: MOST_OUTPUT });
    if (stderr !== '') {
        throw new Error(`${file} does not decode: ${stderr.slice(0, 500)}`);
    }
    const { stdout } = await run('ffprobe', ['-v', 'error', '-count_packets', '-show_entries',
        'stream=codec_type,nb_frames,nb_read_packets,duration:format=duration', '-of', 'json', file], { maxBuffer: MOST_OUTPUT });
    const found = JSON.parse(stdout);
    for (const stream of found.streams.filter(({ codec_type: type }) => type === 'video' || type === 'audio')) {
        if (stream.nb_frames !== stream.nb_read_packets) {
            throw new Error(`${file}: the index names ${stream.nb_frames} ${stream.codec_type} frames, ${stream.nb_read_packets} are there`);
        }
    }
    const video = found.streams.find(({ codec_type: type }) => type === 'video');
    return { seconds: Number(found.format.duration), pictures: Number(video.nb_read_packets) };
}

/** The file of a recording in progress, and its size. */
export async function partOf(out) {
    const [file] = await filesUnder(out, '.part');
    return file === undefined ? null : { file, bytes: (await stat(file)).size };
}

/** The recording in progress in `out` and the records of its journal, each for a chunk that is safe; null when there is none. */
export async function journalIn(out) {
    const files = await filesUnder(out, '.journal');
    if (files.length > 1) {
        throw new Error(`more than one recording is written: ${files.join(', ')}`);
    }
    if (files.length === 0) {
        return null;
    }
    const bytes = await readFile(files[0]);
    const records = bytes.subarray(0, Math.floor(bytes.length / RECORD) * RECORD);
    const last = records.subarray(-RECORD);
    return { recording: basename(dirname(files[0])), records, count: records.length / RECORD,
        end: last.length === 0 ? 0 : Number(last.readBigUInt64BE(8)) + last.readUInt32BE(16),
        /** Start of the last chunk, s. */
        seconds: last.length === 0 ? 0 : Number(last.readBigInt64BE(24)) / 1e6 };
}

/** The wall-clock time (ms) at which the film being written in `out` began. "Recording." is printed only when its first part is safe. */
export async function filmBegan(out) {
    const FRAGMENT_MS = 500;
    /** The recorder's delay behind the clock, plus the time for writing. */
    const BEHIND_MS = 500;
    const known = (await journalIn(out))?.count ?? 0;
    const journal = await until(async () => {
        const now = await journalIn(out);
        return now?.count > Math.max(known, 1) ? now : null;
    }, 'a new fragment', 30000);
    return Date.now() - journal.seconds * 1000 - FRAGMENT_MS - BEHIND_MS;
}

/** `--times 200 --json`: options of a row as numbers; `quick` where CI runs the short form. */
export function options(defaults) {
    const found = { ...defaults };
    for (let i = 2; i < process.argv.length; i += 2) {
        const name = process.argv[i].replace(/^--/, '');
        if (!(name in defaults)) {
            throw new Error(`there is no option --${name}; there are: ${Object.keys(defaults).map((key) => `--${key}`).join(' ')}`);
        }
        found[name] = Number(process.argv[i + 1]);
    }
    return found;
}

/** Prints a row's result as one line. */
export function report(row, result) {
    console.log(JSON.stringify({ row, ...result }));
}

/**
 * Call it last in a row: exits even if something is still open, and prints what that is. Without it the process would wait for open handles and for V8's
 * pending work, which can take forever (nodejs/node#47748).
 */
export function end() {
    // What was closed last stays open for a moment.
    setTimeout(() => {
        const left = process.getActiveResourcesInfo().filter((kind) => !/^(PipeWrap|TTYWrap|FSReqCallback|Timeout)$/.test(kind));
        if (left.length > 0) {
            console.error(`still open at the end: ${left.join(' ')}`);
        }
        process.exit();
    }, 100);
}

export const exists = (path) => readdir(path).then(() => true, () => false);
export const read = readFile;
export const fileIn = join;
