// A Debian system in a folder, as tests/package/prepare.sh makes it: runs commands in it as one of its users.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { Process } from '../e2e/desktop.mjs';

const USERS = { root: [0, '/root'], alice: [1000, '/home/alice'] };

/** What a kernel and a boot give a system. Everything ends with the process that this script becomes. */
const BOOT = `
set -e
mount --make-rprivate /
mount --bind "$1" "$1"
mount -t proc proc "$1/proc"
mount -t sysfs -o ro sysfs "$1/sys"
mount -t tmpfs -o mode=0755 run "$1/run"
mount -t tmpfs -o mode=0755 dev "$1/dev"
for device in null zero full random urandom tty; do touch "$1/dev/$device"; mount --bind "/dev/$device" "$1/dev/$device"; done
mkdir -m 1777 "$1/dev/shm"
mkdir "$1/dev/pts"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$1/dev/pts"
ln -s pts/ptmx "$1/dev/ptmx"
ln -s /proc/self/fd "$1/dev/fd"
mkdir -p "$1/run/user/1000"
chown 1000:1000 "$1/run/user/1000"
chmod 0700 "$1/run/user/1000"
echo booted
exec sleep infinity`;

export class Chroot {
    static async boot(folder) {
        const system = new Chroot(folder);
        system.holder = spawn('unshare', ['--mount', '--pid', '--fork', '--kill-child', 'bash', '-c', BOOT, 'boot', folder],
            { stdio: ['ignore', 'pipe', 'inherit'] });
        const [text] = await once(system.holder.stdout, 'data');
        if (!String(text).startsWith('booted')) {
            throw new Error(`the chroot does not start: ${text}`);
        }
        const { stdout } = await promisify(execFile)('pgrep', ['-P', String(system.holder.pid)]);
        system.first = stdout.trim();
        return system;
    }

    constructor(folder) {
        this.folder = folder;
    }

    /** The command line that runs `args` in the system. */
    #enter(args, { user = 'root', umask = '022', env = {} }) {
        const [id, home] = USERS[user];
        const variables = { HOME: home, USER: user, PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', QT_QPA_PLATFORM: 'offscreen',
            ...(id ? { XDG_RUNTIME_DIR: `/run/user/${id}` } : {}), ...env };
        return ['--target', this.first, '--mount', '--pid', 'chroot', `--userspec=${id}:${id}`, '--groups=', this.folder,
            'env', '-i', ...Object.entries(variables).map(([name, value]) => `${name}=${value}`),
            'sh', '-c', `umask ${umask}; cd; exec "$@"`, 'sh', ...args];
    }

    /** Runs a command to its end: `code`, `stdout`, `stderr`. */
    run(args, options = {}) {
        return new Promise((done) => {
            execFile('nsenter', this.#enter(args, options), { maxBuffer: 16 * 1024 * 1024, timeout: 120000 }, (error, stdout, stderr) => {
                done({ code: error ? error.code ?? error.signal : 0, stdout, stderr });
            });
        });
    }

    /** Starts a command that goes on; end it with signal(), as nsenter passes none on. */
    start(args, options = {}) {
        return new Process('nsenter', this.#enter(args, options));
    }

    /** Sends a signal to the oldest process called `name`. */
    async signal(name, signal = 'TERM') {
        const { code, stderr } = await this.run(['pkill', `-${signal}`, '--oldest', '--exact', name]);
        if (code !== 0) {
            throw new Error(`no process ${name} ${stderr}`);
        }
    }

    async stop() {
        this.holder.kill('SIGKILL');
        await once(this.holder, 'close');
    }
}
