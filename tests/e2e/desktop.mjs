// The desktop program in a real window under Xvfb, used with a real mouse.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const HERE = dirname(fileURLToPath(import.meta.url));

/** How long a process may take to end after a signal; and how long its output is still read after that. */
const END_MS = 60000;
const LAST_WORDS_MS = 2000;
/** A process that prints more is in an endless loop. */
const MOST_LINES = 200000;

/** Starts `command`, captures its output, ends it in stop(). */
export class Process {
    constructor(command, args, options = {}) {
        this.lines = [];
        this.child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
        this.isRead = false;
        const streams = [this.child.stdout, this.child.stderr];
        for (const stream of streams) {
            createInterface({ input: stream }).on('line', (line) => this.#said(line));
        }
        // Resolves when it has ended and all its output is in `lines`.
        this.exited = once(this.child, 'close').then((how) => { this.isRead = true; return how; });
        // Its own children may outlive it and would keep this process waiting for more output.
        this.child.once('exit', () => setTimeout(() => streams.forEach((stream) => stream.destroy()), LAST_WORDS_MS).unref());
    }

    get isOver() {
        return this.child.exitCode !== null || this.child.signalCode !== null;
    }

    #said(line) {
        if (this.lines.length < MOST_LINES) {
            this.lines.push(line);
        } else {
            this.child.kill('SIGKILL');
        }
    }

    async line(pattern, milliseconds = 30000) {
        const end = Date.now() + milliseconds;
        for (;;) {
            const found = this.lines.map((line) => line.match(pattern)).find(Boolean);
            if (found) {
                return found;
            }
            if (Date.now() > end || this.isRead) {
                throw new Error(`no line like ${pattern}; there was:\n${this.lines.slice(-40).join('\n')}`);
            }
            await new Promise((done) => setTimeout(done, 50));
        }
    }

    /** Kills it and throws when it does not end. */
    async stop(signal = 'SIGTERM') {
        if (!this.isOver) {
            this.child.kill(signal);
        }
        let timer;
        const late = new Promise((done) => { timer = setTimeout(() => done('late'), END_MS); });
        const first = await Promise.race([this.exited, late]);
        clearTimeout(timer);
        if (first === 'late') {
            this.child.kill('SIGKILL');
            throw new Error(`${this.child.spawnargs.slice(0, 2).join(' ')} did not end ${END_MS} ms after ${signal}; it said last:\n${this.lines.slice(-40).join('\n')}`);
        }
    }
}

/** A separate screen with a window manager, so that dialogs and focus behave. */
export async function openScreen(number) {
    const display = `:${number}`;
    const server = new Process('Xvfb', [display, '-screen', '0', '1400x900x24', '-nolisten', 'tcp']);
    for (let tries = 0; ; ++tries) {
        try {
            await run('xdpyinfo', ['-display', display]);
            break;
        } catch (error) {
            if (tries > 100) {
                throw error;
            }
            await new Promise((done) => setTimeout(done, 50));
        }
    }
    const manager = new Process('openbox', [], { env: { ...process.env, DISPLAY: display } });
    return { display, stop: async () => { await manager.stop(); await server.stop(); } };
}

export class Desktop {
    constructor(program, args, { display, home, pictures }) {
        this.env = {
            ...process.env, DISPLAY: display, HOME: home, QT_LINUX_ACCESSIBILITY_ALWAYS_ON: '1',
            XDG_DATA_HOME: join(home, 'data'), XDG_CACHE_HOME: join(home, 'cache'), XDG_CONFIG_HOME: join(home, 'config'),
            QT_QPA_PLATFORM: 'xcb', LC_ALL: 'C.UTF-8',
        };
        this.pictures = pictures;
        this.process = new Process(program, args, { env: this.env });
    }

    /** Waits for the element with this accessible name and returns its position. */
    async find(name, role) {
        try {
            const { stdout } = await run('/usr/bin/python3',
                [join(HERE, 'accessible.py'), 'find', name, ...(role ? [role] : [])], { env: this.env });
            return JSON.parse(stdout);
        } catch (error) {
            await this.picture('failed');
            throw new Error(`"${name}" is not in the window. There is:\n${await this.texts()}\n`
                + `The program said:\n${this.process.lines.slice(-20).join('\n')}`, { cause: error });
        }
    }

    async texts() {
        const { stdout } = await run('/usr/bin/python3', [join(HERE, 'accessible.py'), 'texts'], { env: this.env });
        return stdout;
    }

    async click(name, role) {
        const box = await this.find(name, role);
        const x = String(Math.round(box.x + box.width / 2));
        const y = String(Math.round(box.y + box.height / 2));
        await run('xdotool', ['mousemove', x, y, 'click', '1'], { env: this.env });
    }

    async key(...keys) {
        await run('xdotool', ['key', ...keys], { env: this.env });
    }

    async type(text) {
        await run('xdotool', ['type', '--delay', '5', text], { env: this.env });
    }

    async picture(name) {
        await mkdir(this.pictures, { recursive: true });
        await run('import', ['-window', 'root', join(this.pictures, `${name}.png`)], { env: this.env });
    }
}
