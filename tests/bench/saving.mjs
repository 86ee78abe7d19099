// Saves the measurements: raw lines as they come, everything as JSON, and the tables as Markdown for RESULTS.md.
import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { report } from './tables.mjs';

const loads = () => loadavg().slice(0, 2).map((load) => load.toFixed(2)).join(' ');

function revision() {
    const git = (...args) => execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    try {
        return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--', 'app') === '' ? '' : ' with changes');
    } catch {
        return 'unknown revision';
    }
}

function combined(earlier, later) {
    if (Array.isArray(earlier) && later) {
        return [...earlier.filter(({ name }) => !later.some((one) => one.name === name)), ...later];
    }
    return earlier && later ? { ...earlier, ...later } : later ?? earlier;
}

/** Merges the results of several runs; the latest measurement of a row wins. `curve` and the like are not merged row by row. */
export function merged(earlier, later) {
    const ROWS = ['nine', 'still', 'live', 'window', 'overload'];
    return Object.fromEntries([...new Set([...Object.keys(earlier), ...Object.keys(later)])].map((part) =>
        [part, ROWS.includes(part) ? combined(earlier[part], later[part]) : later[part] ?? earlier[part]]));
}

/** The results of an earlier run. */
export const readResults = async (file) => JSON.parse(await readFile(file, 'utf8')).results;

/** The files of one run in `folder`, named after its start time. */
export class Saver {
    constructor(folder, command) {
        const date = new Date();
        this.folder = folder;
        this.begin = {
            date: date.toISOString(), revision: revision(), processors: cpus().length, machine: cpus()[0].model, load: loads(), command,
        };
        this.began = performance.now();
        this.stem = join(folder, date.toISOString().slice(0, 16).replaceAll(':', '').replace('T', '-'));
    }

    /** Appends one measurement as it comes. */
    async raw(what, outcome) {
        await mkdir(this.folder, { recursive: true });
        await appendFile(`${this.stem}.jsonl`, `${JSON.stringify({ at: new Date().toISOString(), load: loads(), ...what, outcome })}\n`);
    }

    header() {
        const { date, revision: commit, processors, machine, load, command } = this.begin;
        const minutes = ((performance.now() - this.began) / 60000).toFixed(1);
        return `## ${date.slice(0, 16).replace('T', ' ')} UTC, ${commit}\n\n${processors} processors, ${machine}; load average (1 and 5 minutes) `
            + `before ${load}, after ${loads()}; ${minutes} minutes; \`${command}\``;
    }

    /** Saves all results so far; returns the tables as text. */
    async save(results) {
        const text = `${this.header()}\n\n${report(results)}\n`;
        await mkdir(this.folder, { recursive: true });
        await writeFile(`${this.stem}.json`, `${JSON.stringify({ ...this.begin, results }, null, 1)}\n`);
        await writeFile(`${this.stem}.md`, text);
        return text;
    }
}
