// A Windows of its own for a test: a fresh Wine prefix, and what the installer's test asks it.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export class Wine {
    constructor(folder) {
        this.folder = folder;
        this.drive = join(folder, 'prefix', 'drive_c');
        this.user = join(this.drive, 'users', userInfo().username);
        this.environment = {
            PATH: process.env.PATH, HOME: join(folder, 'home'), LC_ALL: 'C.UTF-8', WINEPREFIX: join(folder, 'prefix'), WINEDEBUG: '-all', PROSCENIUM_CALLED: 'C:\\called.txt',
            // Wine would ask whether to download .NET and a browser.
            WINEDLLOVERRIDES: 'mscoree,mshtml=',
        };
    }

    static async start() {
        const wine = new Wine(await mkdtemp(join(tmpdir(), 'proscenium-wine-')));
        for (const folder of ['home/Videos', 'prefix']) {
            await mkdir(join(wine.folder, folder), { recursive: true });
        }
        // A server that outlives each program spares the start of another, with all its services.
        await wine.#end('wineserver', '--persistent');
        await wine.run('wineboot', '--init');
        return wine;
    }

    /** The exit code. Nothing is read: what outlives the command, such as Windows' services, would keep the pipe open. */
    async #end(...command) {
        const [code] = await once(spawn(command[0], command.slice(1), { env: this.environment, stdio: 'ignore' }), 'exit');
        return code;
    }

    /** Runs a Windows program to its end, and returns its exit code. */
    run(...command) {
        return this.#end('wine', ...command);
    }

    /** A program that goes on running. */
    spawn(...command) {
        return spawn('wine', command, { env: this.environment, stdio: ['pipe', 'pipe', 'inherit'] });
    }

    /** The values under a key, by "subkey/name" without the key itself; undefined where there is no such key. */
    async registry(key) {
        const { stdout } = await run('wine', ['reg', 'query', key, '/s'], { env: this.environment, encoding: 'utf8' }).catch(() => ({}));
        if (stdout === undefined) {
            return undefined;
        }
        const values = {};
        let at = '';
        for (const line of stdout.split(/\r?\n/)) {
            const value = line.match(/^ {4}(.*?) {4}(REG_\w+) {4}(.*)$/);
            if (value) {
                values[`${at}${value[1]}`] = value[2] === 'REG_DWORD' ? Number(value[3]) : value[3];
            } else if (line.startsWith('HK')) {
                // Wine writes HKEY_CURRENT_USER for HKCU.
                const below = line.slice(line.indexOf('\\') + 1 + key.length - key.indexOf('\\'));
                at = below ? `${below}\\` : '';
            }
        }
        return values;
    }

    async end() {
        await this.#end('wineserver', '--kill');
        await rm(this.folder, { recursive: true, force: true });
    }
}
