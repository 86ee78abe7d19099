// The targets of the recording engine, and whether the measurements reach them.
import { straightLines } from './statistics.mjs';

const LIVE_SECONDS = 300;
const MEMORY_HOURS = 2;
/** From this number of cameras on, they account for most of the cost. */
export const CROWDED = 4;
/** Maximum growth of resident memory from the first quarter to the end, MB. */
const FLAT = 5;

const fixed = (number, digits = 2) => number.toFixed(digits);
const usable = (measured) => Boolean(measured) && !measured.error;

/** 'reached', 'not reached', or why it cannot be decided. */
function verdict(measured, reached, shortfall = '') {
    if (!measured) {
        return 'not measured';
    }
    return reached && shortfall ? `holds so far (${shortfall})` : reached ? 'reached' : 'not reached';
}

/** Target for a ratio that may be at most `most`. */
function ratioTarget(what, most, part, whole) {
    const measured = part > 0 && whole > 0;
    return {
        what, target: `at most ${fixed(most)}`, measured: measured ? fixed(part / whole, 3) : '-',
        verdict: verdict(measured, part / whole <= most + 1e-9),
    };
}

function costTargets({ nine = {}, still = {} }) {
    const cost = (measured) => (usable(measured) ? measured.cpuPerSecond : 0);
    const floor = usable(nine.floor) ? nine.floor.floor : 0;
    const xstack = cost(nine.reference);
    const composing = usable(still.floor);
    return [
        ratioTarget('9 cameras, full size: CPU, x the floor', 1.10, cost(nine.full), floor),
        ratioTarget('9 cameras, full size: CPU, x ffmpeg xstack', 1.00, cost(nine.full), xstack),
        ratioTarget('9 cameras, layers by tile size: CPU, x xstack of the full size', 0.80, cost(nine.layers), xstack),
        ratioTarget('still stage: CPU, x the moving one', 0.25, cost(still.engine), cost(nine.full)),
        {
            what: 'still stage: composing, cores', target: 'at most 0.05', measured: composing ? fixed(still.floor.compose, 4) : '-',
            verdict: verdict(composing, composing && still.floor.compose <= 0.05),
        },
    ];
}

function repeatedTarget(what, measured) {
    const known = usable(measured);
    const shortfall = known && measured.seconds < LIVE_SECONDS ? `only ${measured.seconds} s were run` : '';
    return {
        what, target: `none in ${LIVE_SECONDS / 60} minutes`, measured: known ? `${measured.repeated} in ${measured.seconds} s` : '-',
        verdict: verdict(known, known && measured.repeated === 0, shortfall),
    };
}

function liveTargets({ nine = {}, live = {} }) {
    const floor = usable(nine.floor) ? nine.floor.floor : 0;
    const cost = (measured) => (usable(measured) ? measured.cpuPerSecond : 0);
    return [
        ratioTarget('9 cameras live, full size: CPU of the process, x the floor', 1.60, cost(live.full), floor),
        repeatedTarget('9 cameras live, full size: repeated pictures', live.full),
        ratioTarget('9 cameras live, simulcast: CPU of the process, x the floor', 1.15, cost(live.simulcast), floor),
        repeatedTarget('9 cameras live, simulcast: repeated pictures', live.simulcast),
    ];
}

function windowTargets({ window = {} }) {
    const target = (what, measured) => ratioTarget(`the window at 1280x800, 9 cameras, ${what}: CPU of the whole program, x the recorder without one`, 1.20,
        usable(measured) ? measured.window.cores : 0, usable(measured) ? measured.record.cores : 0);
    return [target('full size', window.full), target('simulcast', window.simulcast)];
}

function peakTarget(what, measured) {
    const known = usable(measured);
    return {
        what: `${what}: resident memory at most, MB`, target: 'at most 350', measured: known ? fixed(measured.memory.peak, 0) : '-',
        verdict: verdict(known, known && measured.memory.peak <= 350),
    };
}

/** A fit over a few seconds is meaningless. */
export const hourly = (slope, hours) => (hours >= 5 / 60 ? `, ${fixed(slope, 1)} MB an hour` : '');

function flatTarget(what, known, growth, slope, hours) {
    const shortfall = hours < MEMORY_HOURS ? `only ${fixed(60 * hours, 0)} of ${60 * MEMORY_HOURS} minutes were run` : '';
    return {
        what: `memory flat over ${MEMORY_HOURS} hours, ${what}`, target: `growth at most ${FLAT} MB`,
        measured: known ? `${fixed(growth, 1)} MB in ${fixed(60 * hours, 1)} minutes${hourly(slope, hours)}` : '-',
        verdict: verdict(known, growth <= FLAT, shortfall),
    };
}

function memoryTargets({ nine = {}, live = {}, memory }) {
    const virtual = usable(memory);
    const real = usable(live.full);
    const { quarters = [0, 0, 0, 0, 0], slope = 0 } = real ? live.full.memory : {};
    return [
        peakTarget('9 cameras, full size', nine.full),
        peakTarget('9 cameras live, full size, the whole process', live.full),
        flatTarget('virtual time, small picture', virtual, virtual ? memory.growth : 0, virtual ? memory.slope : 0, virtual ? memory.hours : 0),
        flatTarget('real time, 9 cameras live', real, quarters[4] - quarters[1], slope, real ? live.full.seconds / 3600 : 0),
    ];
}

function overloadTargets({ overload = [] }) {
    const known = overload.length > 0 && overload.every(usable);
    const worst = (value) => Math.max(...overload.map(value));
    const holes = known ? worst(({ sound }) => sound.holes + sound.missing) : 0;
    const late = known ? worst(({ load }) => load.lateMost) : 0;
    const growth = known ? worst(({ memory }) => memory.quarters[4] - memory.quarters[2]) : 0;
    const row = (what, target, measured, reached) => ({
        what: `overload: ${what}`, target, measured: known ? measured : '-', verdict: verdict(known, reached),
    });
    return [
        row('gaps in the sound (holes, missing voices)', 'none', String(holes), holes === 0),
        row('the file is behind at most, ms', 'at most 2000', fixed(late, 0), late <= 2000),
        row('growth of memory from the middle to the end (a second encoder comes once, when presets are switched), MB', 'at most 20',
            fixed(growth, 1), growth <= 20),
    ];
}

/** Maximum share of unreadable frames of the nine tiles. */
const UNREADABLE = 0.02;

/** CPU per distinct tile frame. */
function screenTarget({ screen }) {
    const compared = usable(screen) && usable(screen.engine);
    const readable = compared && [screen, screen.engine].every(({ distinct }) => distinct.unreadable <= UNREADABLE * distinct.pictures);
    const target = ratioTarget('CPU for each distinct picture of a tile, x a screen recorder\'s', 1 / 3,
        compared ? screen.engine.cpuPerSecond / screen.engine.distinct.tile : 0, compared ? screen.cores / screen.distinct.tile : 0);
    return compared && !readable ? { ...target, verdict: 'not measured: too many pictures are unreadable' } : target;
}

function otherTargets({ screen, starts, curve }) {
    const started = usable(starts);
    const drawn = usable(curve);
    const cpu = drawn ? curve.cpu.r2 : 0;
    const memory = drawn ? curve.memory.r2 : 0;
    const later = drawn ? straightLines(curve.points, CROWDED) : null;
    const beside = later ? ` (from ${CROWDED} cameras on ${fixed(later.cpu.r2, 3)}; ${fixed(later.memory.r2, 3)})` : '';
    return [
        screenTarget({ screen }),
        {
            what: 'everyone\'s notice shown to first recorded picture, ms', target: '0 to 1000',
            measured: started ? `mean ${fixed(starts.mean, 0)}; ${fixed(starts.least, 0)} to ${fixed(starts.worst, 0)} (each ±${fixed(starts.precision, 0)}); `
                + `${starts.times} starts` : '-',
            // Negative by more than the measurement's precision: certainly before the notice.
            verdict: verdict(started, started && starts.mean >= 0 && starts.least >= -starts.precision && starts.worst + starts.precision <= 1000),
        },
        {
            what: 'growth from 1 to 25 participants close to straight (R² of CPU; memory)', target: 'at least 0.95',
            measured: drawn ? `${fixed(cpu, 3)}; ${fixed(memory, 3)}${beside}` : '-',
            verdict: verdict(drawn, Math.min(cpu, memory) >= 0.95),
        },
    ];
}

/** All targets: [{what, target, measured, verdict}]. What is missing in `results` was not measured. */
export function targets(results) {
    return [costTargets, liveTargets, windowTargets, memoryTargets, overloadTargets, otherTargets].flatMap((some) => some(results));
}
