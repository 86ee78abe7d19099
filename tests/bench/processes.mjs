// Runs programs for the bench and measures the CPU usage of whole process trees.
import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';

/** Ticks per second in /proc/PID/stat; 100 on every Linux that Debian runs on. */
const TICKS = 100;

export const sleep = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

/** Runs a program to its end; never rejects, `code` holds the exit code. */
export function execute(program, args, options = {}) {
    return new Promise((done) => {
        execFile(program, args, { maxBuffer: 2 ** 30, ...options }, (error, stdout, stderr) => {
            done({ code: error ? error.code ?? error.signal ?? 1 : 0, stdout, stderr });
        });
    });
}

/** Whether a program can be started. */
export async function exists(program) {
    return (await execute('sh', ['-c', `command -v "${program}"`])).code === 0;
}

async function statOf(pid) {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
    if (!text) {
        return null;
    }
    // After the name, which may contain spaces: state, parent, ...; utime is the twelfth.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { pid, parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) / TICKS };
}

/** CPU seconds of one process, including all its threads. */
export async function cpuOf(pid) {
    const stat = await statOf(pid);
    if (!stat) {
        throw new Error('a process that is measured has ended');
    }
    return stat.seconds;
}

/** CPU seconds that all processors together were not idle. */
export async function cpuOfMachine() {
    const [user, nice, system, , , irq, softirq] = (await readFile('/proc/stat', 'utf8')).split('\n')[0].split(/\s+/).slice(1).map(Number);
    return (user + nice + system + irq + softirq) / TICKS;
}

async function allProcesses() {
    const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    return (await Promise.all(names.map((name) => statOf(Number(name))))).filter(Boolean);
}

/** CPU seconds of each descendant of `root`, by pid. */
export async function cpuOfChildren(root) {
    const all = await allProcesses();
    const wanted = new Set([root]);
    for (let size = 0; size !== wanted.size;) {
        size = wanted.size;
        all.filter(({ parent }) => wanted.has(parent)).forEach(({ pid }) => wanted.add(pid));
    }
    wanted.delete(root);
    return new Map(all.filter(({ pid }) => wanted.has(pid)).map(({ pid, seconds }) => [pid, seconds]));
}

/** CPU seconds between two such readings; processes that have ended are not counted. */
export function cpuBetween(before, after) {
    return [...after].reduce((sum, [pid, seconds]) => sum + seconds - (before.get(pid) ?? 0), 0);
}
