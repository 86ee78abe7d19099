// Two computers that can reach each other over one network: network namespaces, for which root is needed.
import { execFileSync } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Process } from './desktop.mjs';

/** Why there are none here, or false. */
export function whyNone() {
    if (process.getuid() !== 0) {
        return 'needs root, which may make network namespaces';
    }
    try {
        execFileSync('unshare', ['--net', 'ip', 'link', 'show'], { stdio: 'ignore' });
        return false;
    } catch (error) {
        return `no network namespace can be made here: ${error.message}`;
    }
}

/** A computer with a network of its own, which lasts as long as a process in it. */
export class Computer {
    static async start() {
        const computer = new Computer();
        computer.holder = new Process('unshare', ['--net', 'sh', '-c', 'echo ready; exec sleep infinity']);
        await computer.holder.line(/^ready$/);
        computer.ip('link', 'set', 'lo', 'up');
        return computer;
    }

    /** What precedes a command that runs on it. */
    get inside() {
        return ['nsenter', `--net=/proc/${this.holder.child.pid}/ns/net`];
    }

    ip(...args) {
        const [command, ...first] = this.inside;
        execFileSync(command, [...first, 'ip', ...args]);
    }

    /** Gives it an interface with these addresses, connected to nothing, or to the interface `to.name` of the computer `to.computer`. */
    connect(name, addresses, to = { computer: this, name: `${name}-end` }) {
        this.ip('link', 'add', name, 'type', 'veth', 'peer', 'name', to.name);
        if (to.computer !== this) {
            this.ip('link', 'set', to.name, 'netns', String(to.computer.holder.child.pid));
        }
        // An address that becomes ready later is a network change, on which Janus starts again and Chromium aborts the page's requests.
        this.ip('link', 'set', name, 'addrgenmode', 'none', 'up');
        to.computer.ip('link', 'set', to.name, 'addrgenmode', 'none', 'up');
        this.give(name, addresses);
    }

    give(name, addresses) {
        addresses.forEach((address) => this.ip('address', 'add', address, 'dev', name, ...(address.includes(':') ? ['nodad'] : [])));
    }

    run(command, args, options) {
        const [first, ...more] = [...this.inside, command, ...args];
        return new Process(first, more, options);
    }

    /** A script in `folder` that starts `program` on it, with the arguments it is given. */
    async launcher(folder, program) {
        const file = join(folder, 'launch.sh');
        await writeFile(file, `#!/bin/sh\nexec ${this.inside.join(' ')} ${program} "$@"\n`);
        await chmod(file, 0o755);
        return file;
    }

    stop() {
        return this.holder.stop();
    }
}
