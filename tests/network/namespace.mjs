// A network namespace: a computer with a network of its own, on which programs run.
import { execFileSync, spawn } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Process } from '../e2e/desktop.mjs';
import { until } from '../service/service.mjs';

const namespaceOf = (pid) => execFileSync('readlink', [`/proc/${pid}/ns/net`], { encoding: 'utf8' });

export class Namespace {
    /** Lasts until close(), or as long as this process. */
    static async open() {
        const holder = spawn('unshare', ['--net', 'sleep', '600'], { stdio: 'ignore' });
        holder.unref();
        process.once('exit', () => holder.kill('SIGKILL'));
        const space = new this(holder);
        await until(() => namespaceOf(holder.pid) !== namespaceOf('self'), 'the namespace');
        space.run('ip', 'link', 'set', 'lo', 'up');
        return space;
    }

    constructor(holder) {
        this.holder = holder;
    }

    /** The command line that runs `command` here. */
    inside(command, ...args) {
        return ['nsenter', [`--net=/proc/${this.holder.pid}/ns/net`, command, ...args]];
    }

    /** Runs it to its end. */
    run(command, ...args) {
        return execFileSync(...this.inside(command, ...args), { stdio: ['ignore', 'pipe', 'pipe'] });
    }

    start(command, args, options = {}) {
        return new Process(...this.inside(command, ...args), options);
    }

    /** A program for those who want just a path. */
    async wrapper(folder, command) {
        const file = join(folder, `inside-${this.holder.pid}`);
        const [enter, args] = this.inside(command);
        await writeFile(file, `#!/bin/sh\nexec ${enter} ${args.join(' ')} "$@"\n`);
        await chmod(file, 0o755);
        return file;
    }

    close() {
        this.holder.kill('SIGKILL');
    }
}
