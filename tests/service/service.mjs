// The real room service as a process, and the links to its rooms.
import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Process } from '../e2e/desktop.mjs';

export const PROGRAM = process.env.PROSCENIUM_ROOM;

/** Polls `check` until it returns something truthy, and returns that. */
export async function until(check, what, milliseconds = 10000) {
    for (const end = Date.now() + milliseconds; ;) {
        const found = await check();
        if (found) {
            return found;
        }
        if (Date.now() > end) {
            throw new Error(`waited ${milliseconds} ms in vain: ${what}`);
        }
        await new Promise((done) => { setTimeout(done, 20); });
    }
}

export const temporaryFolder = () => mkdtemp(join(tmpdir(), 'proscenium-service-'));
export const removeFolder = (folder) => rm(folder, { recursive: true, force: true });

/** Below the ephemeral port range: a connection could otherwise take the port while the service is down. */
export async function freePort() {
    for (;;) {
        const port = 21000 + Math.floor(Math.random() * 11000);
        const server = createServer();
        const free = await new Promise((done) => {
            server.once('error', () => done(false));
            server.listen(port, '127.0.0.1', () => done(true));
        });
        if (free) {
            await new Promise((done) => { server.close(done); });
            return port;
        }
    }
}

export async function filesUnder(path, ending = '') {
    const found = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
    return found.filter((entry) => entry.isFile() && entry.name.endsWith(ending))
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** Whether any data of an unfinished upload is on the service's disk. */
export async function hasArrived(data, recording) {
    const [file] = (await filesUnder(data, 'upload.part')).filter((path) => path.includes(recording));
    return file !== undefined && (await stat(file)).size > 0;
}

/** The last child process of `parent` whose program is called `name`. */
export async function childOf(parent, name) {
    const ids = await new Promise((done) => {
        execFile('pgrep', ['-P', String(parent)], (error, stdout) => done(stdout.split('\n').filter(Boolean)));
    });
    for (const id of ids.reverse()) {
        const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
        if (command.split('\0')[0].split('/').at(-1).startsWith(name)) {
            return Number(id);
        }
    }
    return null;
}

const base64url = (value) => Buffer.from(value).toString('base64url');

/** A JSON Web Token made without the service's code. */
export function makeToken(secret, claims, header = { alg: 'HS256', typ: 'JWT' }) {
    const body = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(claims))}`;
    const signature = header.alg === 'none' ? '' : createHmac('sha256', secret).update(body).digest('base64url');
    return `${body}.${signature}`;
}

export const tokenOf = (link) => decodeURIComponent(link.match(/#t=([^&]+)/)[1]);
export const withToken = (link, token) => link.replace(/#t=[^&]+/, `#t=${encodeURIComponent(token)}`);

/** Runs one command of the program, or of another one, to its end. */
export async function run(args, { program = PROGRAM, ...options } = {}) {
    return new Promise((done) => {
        execFile(program, args, { maxBuffer: 16 * 1024 * 1024, timeout: 60000, ...options }, (error, stdout, stderr) => {
            done({ code: error ? error.code ?? error.signal : 0, stdout, stderr });
        });
    });
}

export class Service {
    /** `rooms` are titles, or objects as in the configuration. */
    static async start({ rooms, folder, port = 0, config = {} }) {
        const file = join(folder, 'room.json');
        const list = rooms.map((room, i) => ({ id: `room-${i + 1}`, ...(typeof room === 'string' ? { title: room } : room) }));
        await writeFile(file, JSON.stringify({ dataFolder: 'data', port, rooms: list, ...config }));
        const service = new Service(folder, file);
        await service.launch(list.length);
        return service;
    }

    constructor(folder, file) {
        Object.assign(this, { folder, file, data: join(folder, 'data') });
    }

    async launch(count) {
        this.process = new Process(PROGRAM, ['serve', '--config', this.file, '--json']);
        const printed = () => this.process.lines.filter((line) => line.startsWith('{'));
        await until(() => printed().length >= count || this.process.child.exitCode !== null, 'the links');
        if (printed().length < count) {
            throw new Error(`the service ended: ${this.process.lines.join('\n')}`);
        }
        this.rooms = printed().map((line) => JSON.parse(line));
        this.base = new URL(this.rooms[0].host).origin;
        this.port = Number(new URL(this.base).port);
    }

    get pid() {
        return this.process.child.pid;
    }

    /** The media server's process, once it has started. */
    async janus() {
        await this.process.line(/Janus is ready/, 20000);
        return childOf(this.pid, 'janus');
    }

    async secret() {
        return Buffer.from((await readFile(join(this.data, 'secret'), 'utf8')).trim(), 'hex');
    }

    stop(signal) {
        return this.process.stop(signal);
    }
}
