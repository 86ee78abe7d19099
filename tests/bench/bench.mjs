// Runs all measurements, one after the other, and prints the tables. run.sh builds the programs and calls this.
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { layoutStage } from '../../resources/web/stage/stage_layout.js';
import { drawCurve } from './curve.mjs';
import { distinctPictures } from './marks.mjs';
import { execute } from './processes.mjs';
import { Saver, merged, readResults } from './saving.mjs';
import { measureScreenRecorder } from './screen_recorder.mjs';
import { measureStarts } from './start_delay.mjs';
import { median } from './statistics.mjs';
import { measureVirtual } from './virtual.mjs';
import { measureWindow } from './window.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const PEOPLE = 9;
const CROWD = 25;
/** Where nine participants' tiles are in the engine's file. */
const TILES = layoutStage({
    people: Array.from({ length: PEOPLE }, (_, i) => ({ participant: String(i), camera: true, fit: 'fill' })), sharing: null, highlighted: null,
}, { width: 1920, height: 1080 });
/** The engine's CPU is measured from its first recorded second. */
const ENGINE_SETTLING = 1;
/** Settings used for every comparison. */
const PINNED = ['--preset', 'veryfast'];

/** The parts and their rows. */
const PARTS = {
    nine: ['floor', 'reference', 'full', 'layers', 'adaptive'], still: ['floor', 'engine'], screen: [], live: ['full', 'simulcast'], window: ['full', 'simulcast'], starts: [],
    overload: ['crowd', 'crowd-layers', 'hog', 'hog-full'], curve: [], memory: [],
};
const ALL = Object.keys(PARTS);
const NAMES = [...ALL, ...ALL.flatMap((part) => PARTS[part].map((row) => `${part}.${row}`))];

const USAGE = `usage: tests/bench/run.sh [--quick] [options]
  --quick             everything shortened, about 4 minutes (once the streams are made)
  --seconds N         recorded seconds of each row (15)
  --repeat N          the rows of 9 cameras, the screen recorder and the window so often; the median counts (3)
  --live-seconds N    of each live row (300)
  --starts N          how often the start delay is measured (10)
  --memory-hours N    recorded in virtual time (2)
  --only NAME,NAME    parts or single rows: ${ALL.map((part) => [part, ...PARTS[part].map((row) => `.${row}`)].join(' ')).join(', ')}
  --from FILE         results (JSON) of an earlier run, to be completed or measured anew in part
  --results FOLDER    where .jsonl (raw), .json and .md go (tests/bench/results; --quick: build/bench-media/results)`;

function readOptions() {
    const text = { type: 'string' };
    const { values } = parseArgs({
        options: {
            quick: { type: 'boolean' }, help: { type: 'boolean' }, seconds: text, repeat: text, 'live-seconds': text, starts: text,
            'memory-hours': text, only: text, from: text, results: text, work: text,
        },
    });
    const standard = values.quick
        ? { seconds: 5, repeat: 1, 'live-seconds': 8, starts: 3, 'memory-hours': 0.25 }
        : { seconds: 15, repeat: 3, 'live-seconds': 300, starts: 10, 'memory-hours': 2 };
    const number = (name) => Number(values[name] ?? standard[name]);
    const work = values.work ?? 'bench-media';
    return {
        help: values.help, quick: values.quick ?? false, from: values.from, work,
        results: values.results ?? (values.quick ? join(work, 'results') : join(HERE, 'results')),
        seconds: number('seconds'), repeat: number('repeat'), liveSeconds: number('live-seconds'), starts: number('starts'),
        hours: number('memory-hours'), names: values.only?.split(',') ?? ALL,
    };
}

class Bench {
    constructor(options, programs, saver) {
        Object.assign(this, { options, programs, saver });
    }

    /** Whether the part, or one of its rows, was asked for. */
    wants(part, row) {
        return this.options.names.some((name) => name === part || (row ? name === `${part}.${row}` : name.startsWith(`${part}.`)));
    }

    /** One run of bench_record: its measurement, or `error`. */
    async measure(measurement, more = [], { people = PEOPLE, seconds = this.options.seconds, work = this.options.work } = {}) {
        const args = [measurement, '--people', String(people), '--seconds', String(seconds), ...more];
        process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${args.join(' ')} ...\n`);
        const { code, stdout, stderr } = await execute(this.programs.record, [...args, '--work', work]);
        const outcome = code !== 0 && !stdout.startsWith('{')
            ? { error: stderr.trim().split('\n').at(-1) || `bench_record ended with ${code}` } : JSON.parse(stdout);
        await this.saver.raw({ measured: args.join(' ') }, outcome);
        return outcome;
    }

    /** A measurement that bench_record does not make. */
    async measureBeside(what, measuring) {
        process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${what} ...\n`);
        const outcome = await measuring();
        await this.saver.raw({ measured: what }, outcome);
        return outcome;
    }

    /** Floor, reference and recordings of nine cameras, alternating; for each, the run with the median cost. */
    async nine() {
        const runs = {
            floor: ['floor', []], reference: ['reference', []], full: ['engine', PINNED],
            layers: ['engine', [...PINNED, '--layers', 'tile']], adaptive: ['engine', []],
        };
        const measured = {};
        for (let round = 0; round < this.options.repeat; ++round) {
            for (const [name, [measurement, more]] of Object.entries(runs).filter(([row]) => this.wants('nine', row))) {
                (measured[name] ??= []).push(await this.measure(measurement, more));
            }
        }
        const cost = (one) => one.floor ?? one.cpuPerSecond;
        return Object.fromEntries(Object.entries(measured).map(([name, all]) => {
            const middle = median(all.map(cost));
            return [name, all.find((one) => one.error) ?? all.find((one) => cost(one) === middle)];
        }));
    }

    /** The same nine people with a static stage. */
    async still() {
        const rows = { floor: ['floor', ['--still']], engine: ['engine', ['--still', ...PINNED]] };
        return this.rows('still', rows);
    }

    async live() {
        const how = ['--room', this.programs.room, ...PINNED];
        return this.rows('live', { full: ['live', how], simulcast: ['live', [...how, '--simulcast']] }, { seconds: this.options.liveSeconds });
    }

    /** The desktop program and `record`, alternating, in a room whose participants send one layer or three. */
    async window() {
        const { seconds, repeat: times, work } = this.options;
        const measured = {};
        for (const row of PARTS.window.filter((one) => this.wants('window', one))) {
            measured[row] = await this.measureBeside(`window, ${row}`, () => measureWindow(this.programs, work,
                { stream: join(work, 'footage-1.mkv'), simulcast: row === 'simulcast', seconds, times }));
        }
        return measured;
    }

    async rows(part, rows, length = {}) {
        const measured = {};
        for (const [name, [measurement, more]] of Object.entries(rows).filter(([row]) => this.wants(part, row))) {
            measured[name] = await this.measure(measurement, more, length);
        }
        return measured;
    }

    /** A screen recorder and the engine, alternating, both with streams whose frames are numbered; the round with the median ratio. */
    async screen() {
        const work = join(this.options.work, 'marked');
        const material = ['--material', 'marked'];
        const prepared = await this.measure('prepare', material, { work });
        if (prepared.error) {
            return prepared;
        }
        const rounds = [];
        for (let round = 0; round < this.options.repeat; ++round) {
            const one = await this.screenRound(work, material, prepared.marks);
            if (one.error) {
                return one;
            }
            rounds.push(one);
        }
        const ratios = rounds.map(({ cores, distinct, engine }) => engine.cpuPerSecond / engine.distinct.tile / (cores / distinct.tile));
        return { ...rounds[ratios.indexOf(median(ratios))], ratios };
    }

    async screenRound(work, material, marks) {
        const { seconds } = this.options;
        const streams = Array.from({ length: PEOPLE }, (_, i) => join(work, `marked-${i + 1}.mkv`));
        const recorder = await this.measureBeside('screen recorder', () => measureScreenRecorder(work, streams, marks, seconds));
        const engine = await this.measure('engine', [...PINNED, ...material], { work });
        if (recorder.error || engine.error) {
            return { error: recorder.error ?? engine.error };
        }
        const distinct = await this.measureBeside('pictures of the engine', () =>
            distinctPictures(engine.file, { tiles: TILES, marks, from: ENGINE_SETTLING, seconds }));
        return { ...recorder, engine: { ...engine, distinct } };
    }

    async starts() {
        return this.measureBeside('starts', () => measureStarts(this.programs.room, this.options.work, this.options.starts));
    }

    async overload() {
        const seconds = this.options.quick ? 8 : 30;
        const cases = {
            crowd: [`${CROWD} cameras, full size whatever is asked`, CROWD, []],
            'crowd-layers': [`${CROWD} cameras, layers as asked`, CROWD, ['--layers', 'asked']],
            hog: [`${PEOPLE} cameras, layers as asked, beside two busy processes`, PEOPLE, ['--layers', 'asked', '--hogs', '2']],
            'hog-full': [`${PEOPLE} cameras, full size, beside two busy processes`, PEOPLE, ['--hogs', '2']],
        };
        const rows = [];
        for (const [, [name, people, more]] of Object.entries(cases).filter(([row]) => this.wants('overload', row))) {
            rows.push({ name, ...await this.measure('engine', more, { people, seconds }) });
        }
        return rows;
    }

    async curve() {
        const points = [];
        for (const cameras of this.options.quick ? [1, 9, 25] : [1, 2, 4, 6, 9, 12, 16, 20, 25]) {
            const one = await this.measure('engine', [...PINNED, '--layers', 'tile'],
                { people: cameras, seconds: this.options.quick ? 4 : 8 });
            if (one.error) {
                return { error: one.error, points };
            }
            points.push({ cameras, cpu: one.cpuPerSecond, memory: one.memory.peak, repeated: one.repeated });
        }
        return drawCurve(points, this.options.results);
    }

    /** Virtual time; `live` measures in real time. */
    async memory() {
        const { hours, work } = this.options;
        return this.measureBeside(`memory, ${hours} h in virtual time`, () => measureVirtual(this.programs.long, hours, join(work, 'virtual')));
    }

    /** Prints the tables. `earlier`: results of another run. */
    async run(earlier) {
        const crowd = ['overload', 'curve'].some((part) => this.wants(part));
        const prepared = await this.measure('prepare', [], { people: crowd ? CROWD : PEOPLE });
        if (prepared.error) {
            throw new Error(prepared.error);
        }
        let results = earlier;
        for (const part of ALL.filter((one) => this.wants(one))) {
            results = merged(results, { [part]: await this[part]() });
            await this.saver.save(results);
        }
        return this.saver.save(results);
    }
}

const options = readOptions();
const programs = { record: process.env.BENCH_RECORD, long: process.env.LONG_RECORDING, room: process.env.PROSCENIUM_ROOM, window: process.env.PROSCENIUM_PROGRAM };
const known = options.names.every((name) => NAMES.includes(name));
if (options.help || !known || Object.values(programs).some((program) => !program)) {
    console.error(USAGE);
    process.exit(options.help ? 0 : 1);
}
const saver = new Saver(options.results, ['tests/bench/run.sh', ...(process.env.BENCH_ARGUMENTS ? [process.env.BENCH_ARGUMENTS] : [])].join(' '));
console.log(await new Bench(options, programs, saver).run(options.from ? await readResults(options.from) : {}));
process.stderr.write(`saved as ${saver.stem}.jsonl, .json and .md\n`);
for (const part of ['engine', 'live', 'reference', join('marked', 'engine'), join('marked', 'screen'), 'starts', 'virtual', 'window']) {
    await rm(join(options.work, part), { recursive: true, force: true });
}
