// A recorder without enough CPU: busy processes run next to it, and it is stopped (SIGSTOP) now and then. Nine people paint clocks. The film is as long as the
// wall clock says, less the gaps in the report; the clocks in it agree; and every stretch without a frame or a fragment is reported.
import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { promisify } from 'node:util';
import { Process, Room, between, end, fileIn, filesUnder, filmBegan, journalIn, options, outcomeOf, prove, report, sleep } from './chaos.mjs';
import { contradictions, readClocks } from './clocks.mjs';

const run = promisify(execFile);
const MOST_OUTPUT = 64 * 1024 * 1024;
/** Stops of the recorder: maximum duration, and interval, s. A clock wraps after a minute. */
const { people, seconds, stopMost, stopEvery, busy: only } = options({ people: 9, seconds: 600, stopMost: 25, stopEvery: 40, busy: 0 });
const BUSY = only > 0 ? [only] : [2, 8, 32];
/** Up to this number of busy processes the film has every frame. */
const CONSTANT_UNTIL = 8;
const PICTURE = 1 / 30;
/** Longer stops are cut out of the film, s. */
const HELD_AT_MOST = 10;
const STOP_WITHIN = 10;
const WAKES_WITHIN = 5;
/** Maximum time between two fragments of the film, s; and maximum silence by the wall clock before everybody is told, s. */
const FRAGMENT = 1.2;
const SILENT_AT_MOST = 10;

/** The test itself and the participants must not be starved. Returns how much nicer than this process a starved one has to be. */
function raise() {
    try {
        os.setPriority(-15);
        return 15;
    } catch {
        return 0; // not root
    }
}
const STARVED = ((levels) => (levels > 0 ? ['nice', '-n', String(levels)] : []))(raise());

/** Ends automatically after this process. */
function busyProcess() {
    const [program, ...args] = [...STARVED, 'sh', '-c', `while [ -d /proc/${process.pid} ]; do i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; done`];
    return new Process(program, args);
}

/** Polls the journal until ended: when (s of the wall clock) a new fragment appeared, and where in the film each begins. */
class Watch {
    constructor(out) {
        Object.assign(this, { out, news: [], begins: [], isOver: false });
        this.done = this.#look();
    }

    async #look() {
        while (!this.isOver) {
            const journal = await journalIn(this.out).catch(() => null);
            if (journal?.count > this.begins.length) {
                this.news.push(Date.now() / 1000);
                this.begins = Array.from({ length: journal.count }, (_, i) => Number(journal.records.readBigInt64BE(i * 76 + 24)) / 1e6);
            }
            await sleep(100);
        }
    }

    end() {
        this.isOver = true;
        return this.done;
    }

    /** The first new fragment after this wall-clock time; undefined when there was none. */
    newsAfter(moment) {
        return this.news.find((time) => time > moment);
    }
}

/** Stops the recorder at random throughout `length` seconds: [{ from, to }] of the wall clock. Long and short stops alternate. */
async function disturb(recorder, length, longFirst) {
    const stops = [];
    const over = Date.now() + length * 1000;
    const wait = async (long) => sleep(Math.max(0, Math.min(long * 1000, over - Date.now())));
    await wait(between(0.15, 0.4) * stopEvery);
    for (let isLong = longFirst; Date.now() + 4000 + stopMost * 1000 < over; isLong = !isLong) {
        const pause = isLong ? between(Math.min(HELD_AT_MOST + 1.5, stopMost - 1), stopMost) : between(1.5, Math.min(HELD_AT_MOST - 1.5, stopMost));
        process.kill(recorder.child.pid, 'SIGSTOP');
        const from = Date.now() / 1000;
        await sleep(pause * 1000);
        process.kill(recorder.child.pid, 'SIGCONT');
        stops.push({ from, to: Date.now() / 1000 });
        await wait(stopEvery - pause);
    }
    await wait(length);
    return stops;
}

/** How far apart the tracks end, and the frame intervals that deviate from the constant frame rate, except in held stretches. */
async function timesOf(file, held) {
    const probe = async (...more) => (await run('ffprobe', ['-v', 'error', ...more, '-of', 'csv=p=0', file], { maxBuffer: MOST_OUTPUT })).stdout;
    const times = (await probe('-select_streams', 'v:0', '-show_entries', 'packet=pts_time')).split('\n').filter(Boolean).map(parseFloat).sort((a, b) => a - b);
    const lengths = (await probe('-show_entries', 'stream=codec_type,duration')).split('\n').filter((line) => /^(video|audio)/.test(line))
        .map((line) => parseFloat(line.split(',')[1]));
    const steps = times.slice(1).map((time, i) => ({ at: times[i], seconds: time - times[i] }));
    const isHeld = (step) => held.some(({ from, to }) => step.at >= from / 1000 - 1 && step.at + step.seconds <= to / 1000 + 1);
    return { uneven: steps.filter((step) => Math.abs(step.seconds - PICTURE) > 0.002 && !isHeld(step)), longest: Math.max(...steps.map((step) => step.seconds)),
        apart: Math.abs(lengths[0] - lengths[1]) };
}

/** Errors in the report's account of the stops. */
function wrongGaps(stops, gaps) {
    const long = stops.map(({ from, to }) => to - from).filter((length) => length > HELD_AT_MOST);
    const found = gaps.filter(({ cause }) => cause === 'stopped').map(({ length }) => length / 1000);
    return long.length === found.length && long.every((length, i) => Math.abs(length - found[i]) <= 1) ? []
        : [`stopped for ${JSON.stringify(long)} s, the report names ${JSON.stringify(gaps)}`];
}

/** Stretches without a fragment, in film time and by the wall clock, that are not reported. */
function quiet(watch, { stops, began, stopped, gaps, held }) {
    const named = [...gaps.map(({ at }) => [at, at]), ...held.map(({ from, to }) => [from, to])].map((two) => two.map((ms) => ms / 1000));
    const film = watch.begins.slice(1).map((to, i) => [watch.begins[i], to]).filter(([from, to]) => to - from > FRAGMENT
        && !named.some(([first, last]) => first <= to + 1 && last >= from - 1));
    const news = [began, ...watch.news, stopped];
    const wall = news.slice(1).map((to, i) => [news[i], to]).filter(([from, to]) => to - from > SILENT_AT_MOST
        && !stops.some((stop) => stop.from < to && stop.to > from) && !gaps.some(({ cause }) => cause === 'overload') && held.length === 0);
    return [...film.map(([from, to]) => `no fragment between ${from} and ${to} s of the film`),
        ...wall.map(([from, to]) => `nothing written for ${(to - from).toFixed(1)} s, and not a word of it`)];
}

async function starve(room, busy) {
    const out = fileIn(room.folder, `out${busy}`);
    const recorder = room.record(out, [], { command: STARVED });
    await recorder.line(/^Recording\./, 60000);
    const began = await filmBegan(out) / 1000;
    const watch = new Watch(out);
    const load = Array.from({ length: busy }, busyProcess);
    let stops;
    let stopped;
    let outcome;
    try {
        stops = await disturb(recorder, seconds / BUSY.length, BUSY.indexOf(busy) % 2 === 0);
        await watch.end();
        stopped = Date.now() / 1000;
        recorder.child.kill('SIGINT');
        outcome = await outcomeOf(recorder, 180000);
    } finally {
        await watch.end();
        await Promise.all(load.map((one) => one.stop('SIGKILL')));
    }
    const stopTook = Date.now() / 1000 - stopped;
    const proof = await prove(outcome.file);
    const [path] = (await filesUnder(out, 'report.json')).filter((file) => file.includes(outcome.recording));
    const { gaps = [], held = [] } = JSON.parse(await readFile(path, 'utf8'));
    const times = await timesOf(outcome.file, held);
    const missing = stopped - began - gaps.reduce((sum, { length }) => sum + length / 1000, 0) - proof.seconds;
    const wakes = stops.map(({ to }) => (watch.newsAfter(to) ?? Infinity) - to);
    const wrong = [
        ...(Math.abs(missing) <= 1 ? [] : [`${missing.toFixed(1)} s are neither in the film nor named as a gap`]),
        ...(stopTook <= STOP_WITHIN ? [] : [`Stop took ${stopTook.toFixed(1)} s`]),
        ...wakes.filter((wake) => wake > WAKES_WITHIN + 0.2).map((wake) => `it went on ${wake.toFixed(1)} s after it had been woken`),
        ...(busy > CONSTANT_UNTIL || times.uneven.length === 0 ? [] : [`${times.uneven.length} pictures out of step, the first after ${times.uneven[0]?.at} s`]),
        ...(times.apart <= 0.1 ? [] : [`sound and picture end ${times.apart.toFixed(2)} s apart`]),
        ...wrongGaps(stops, gaps),
        ...quiet(watch, { stops, began, stopped, gaps, held }),
        ...contradictions(await readClocks(outcome.file, people), { gaps, held }),
    ];
    report('starve', { busy, stops: stops.map(({ from, to }) => Number((to - from).toFixed(1))), seconds: proof.seconds, gaps: gaps.length, held: held.length,
        missing: Number(missing.toFixed(2)), stopTook: Number(stopTook.toFixed(2)), wakes: wakes.map((wake) => Number(wake.toFixed(1))),
        longestPicture: Number(times.longest.toFixed(2)), repeated: outcome.repeatedFrames, wrong: wrong.length });
    return wrong;
}

const room = await Room.open({ people, simulate: ['--clock'] });
try {
    await room.people.line(new RegExp(`^${people} of ${people} `), 120000);
    const wrong = [];
    for (const busy of BUSY) {
        wrong.push(...(await starve(room, busy)).map((what) => `with ${busy} busy processes: ${what}`));
    }
    assert.ok(wrong.length === 0, wrong.join('\n'));
} finally {
    await room.close();
}
end();
