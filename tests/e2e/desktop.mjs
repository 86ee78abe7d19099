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

/** Starts `command`, keeps its output, ends it at stop(). */
export class Process {
    constructor(command, args, options = {}) {
        this.lines = [];
        this.child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
        for (const stream of [this.child.stdout, this.child.stderr]) {
            createInterface({ input: stream }).on('line', (line) => this.lines.push(line));
        }
        this.exited = once(this.child, 'exit');
    }

    async line(pattern, milliseconds = 30000) {
        const end = Date.now() + milliseconds;
        for (;;) {
            const found = this.lines.map((line) => line.match(pattern)).find(Boolean);
            if (found) {
                return found;
            }
            if (Date.now() > end || this.child.exitCode !== null) {
                throw new Error(`no line like ${pattern}; there was:\n${this.lines.slice(-40).join('\n')}`);
            }
            await new Promise((done) => setTimeout(done, 50));
        }
    }

    async stop(signal = 'SIGTERM') {
        if (this.child.exitCode === null && this.child.signalCode === null) {
            this.child.kill(signal);
            await this.exited;
        }
    }
}

/** A screen of our own with a window manager, so that dialogs and focus behave. */
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

    /** Where the element with that accessible name is, once it is there. */
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
