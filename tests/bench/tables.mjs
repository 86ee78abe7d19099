// The output of the bench, as Markdown.
import { straightLines } from './statistics.mjs';
import { CROWDED, hourly, targets } from './targets.mjs';

const fixed = (number, digits = 2) => number.toFixed(digits);
const row = (cells) => `| ${cells.join(' | ')} |`;

function table(titles, rows) {
    return [row(titles), row(titles.map(() => '---')), ...rows.map(row)].join('\n');
}

const ratio = (part, whole) => (part > 0 && whole > 0 ? fixed(part / whole) : '-');
const growth = ({ quarters }) => (quarters ? fixed(quarters[4] - quarters[1], 1) : '-');

/** One recording next to floor and reference; empty where it was not measured. */
function costRow(name, measured, { floor, reference }) {
    if (!measured) {
        return [];
    }
    if (measured.error) {
        return [[name, measured.error, '', '', '', '', '', '', '']];
    }
    const { cpuPerSecond: cpu, repeated, frames, memory, load, sound } = measured;
    return [[
        name, fixed(cpu, 3), ratio(cpu, floor?.floor), ratio(cpu, reference?.cpuPerSecond),
        frames === undefined ? '-' : `${repeated}; ${frames}`, load ? load.encoders.join(', ') : '-',
        fixed(memory.peak, 0), growth(memory), sound ? `${sound.holes} / ${sound.missing}` : '-',
    ]];
}

function floorRow(name, floor) {
    if (!floor || floor.error) {
        return floor ? [[name, floor.error, '', '', '', '', '', '', '']] : [];
    }
    const parts = `decode ${fixed(floor.decode, 3)} + x264 ${fixed(floor.encode, 3)}; `
        + `beside it scaling ${fixed(floor.scale, 3)}, composing ${fixed(floor.compose, 4)}`;
    return [[name, fixed(floor.floor, 3), parts, '', '', '', '', '', '']];
}

const liveName = (how, measured) => `9 cameras live, ${how}${measured?.seconds ? `, ${measured.seconds} s` : ''}`;

function costTable({ nine = {}, still = {}, live = {} }) {
    const rows = [
        ...floorRow('9 cameras, floor', nine.floor),
        ...costRow('9 cameras, ffmpeg xstack', nine.reference, nine),
        ...costRow('9 cameras, full size', nine.full, nine),
        ...costRow('9 cameras, layers by tile size', nine.layers, nine),
        ...costRow('9 cameras, full size, preset adapts', nine.adaptive, nine),
        ...costRow(liveName('full size', live.full), live.full, nine),
        ...costRow(liveName('simulcast', live.simulcast), live.simulcast, nine),
        ...floorRow('still, 9 people, floor', still.floor),
        ...costRow('still, 9 people', still.engine, still),
    ];
    return rows.length > 0 ? table(['what', 'CPU s per recorded s', 'x floor', 'x xstack', 'repeated; pictures in the file', 'encoder',
        'peak RSS, MB', 'RSS growth, MB', 'sound holes / missing tones'], rows) : '';
}

function liveNotes({ live = {} }) {
    return Object.entries(live).filter(([, measured]) => !measured.error).map(([name, { machine, seconds }]) =>
        `Live, ${name}: all processes of the machine together took ${fixed(machine)} cores; 5 minutes were ${seconds >= 300 ? '' : 'not '}run.`);
}

/** Results of earlier versions do not have this count. */
const decodingText = ({ skipped, waitedMost }) => (skipped === undefined ? '-' : `${skipped}; ${fixed(waitedMost, 0)}`);

function overloadTable({ overload = [] }) {
    const rows = overload.map((measured) => (measured.error ? [measured.name, measured.error, '', '', '', '', '', '', '', '', ''] : [
        measured.name, fixed(measured.cpuPerSecond), `${measured.repeated}; ${measured.frames}`,
        `${measured.sound.holes} / ${measured.sound.missing}`, `${fixed(measured.load.lateMost, 0)}; ${fixed(measured.load.lateEnd, 0)}`,
        `${growth(measured.memory)} (peak ${fixed(measured.memory.peak, 0)})`, measured.load.encoders.join(', '),
        String(measured.load.layerReduction), decodingText(measured.load), fixed(measured.machine), `${measured.load.overloadedSeconds} of ${fixed(measured.seconds, 0)}`,
    ]));
    return rows.length > 0 ? table(['overload', 'CPU s per recorded s', 'repeated; pictures in the file', 'sound holes / missing tones',
        'behind at most; at the end, ms', 'RSS growth, MB', 'encoder', 'layers lower', 'pictures not decoded; wait for a decoder at most, ms', 'cores taken by all processes', 'seconds reported as overloaded'], rows) : '';
}

const deliveredText = (cores, { each, tile, unreadable, pictures }) => `${fixed(cores)} cores, ${fixed(tile, 1)} distinct pictures of a tile `
    + `a second (mean; ${fixed(Math.min(...each), 1)} to ${fixed(Math.max(...each), 1)}), ${fixed(1000 * cores / tile, 1)} ms of CPU for one of all `
    + `nine; ${unreadable} of ${pictures} unreadable`;

/** Results of earlier versions, without `engine`, counted something else. */
function screenLines({ screen }) {
    if (!screen?.engine) {
        return screen?.error ? [`Screen recorder: ${screen.error}.`] : [];
    }
    return [`Screen recorder (Chromium at ${screen.size.join('x')} in Xvfb, x11grab, x264 veryfast, no sound): `
        + `${deliveredText(screen.cores, screen.distinct)}. Ours (the same streams, full size, sound included): `
        + `${deliveredText(screen.engine.cpuPerSecond, screen.engine.distinct)}. Ours to theirs in each round: `
        + `${screen.ratios.map((one) => fixed(one, 3)).join(', ')}.`];
}

function windowLines({ window = {} }) {
    const names = { full: 'full size', simulcast: 'simulcast' };
    const text = ({ cores, machine, repeated, frames }) => `${fixed(cores, 3)} cores (all processes ${fixed(machine)}), ${repeated} of ${frames} pictures repeated`;
    return Object.entries(window).map(([kind, measured]) => (measured.error ? `Window, ${names[kind]}: ${measured.error}.`
        : `Window (1280x800 in Xvfb, 9 cameras, ${names[kind]}, ${measured.seconds} s, veryfast): the whole desktop program while it records ${text(measured.window)}; `
            + `\`proscenium-room record\` in the same room ${text(measured.record)}. Ratio in each round: ${measured.ratios.map((one) => fixed(one, 3)).join(', ')}.`));
}

function startLines({ starts }) {
    if (!starts) {
        return [];
    }
    return [starts.error ? `Start: ${starts.error}.`
        : `Start, ${starts.times} times: the first picture shows a moment ${fixed(starts.mean, 0)} ms after the last notice was shown `
        + `(mean; each start is known to ±${fixed(starts.precision, 0)} ms: ${fixed(starts.least, 0)} to ${fixed(starts.worst, 0)}); `
        + `a participant hears that it records after ${fixed(starts.announcedMedian, 0)} ms (at most ${fixed(starts.announcedWorst, 0)}).`];
}

function curveLines({ curve }) {
    if (!curve || curve.error) {
        return curve ? [`Curve: ${curve.error}.`] : [];
    }
    const rows = curve.points.map((point) => [point.cameras, fixed(point.cpu, 3), fixed(point.memory, 0), point.repeated]);
    const fit = ({ slope, offset, r2 }, digits) => `${fixed(offset, digits)} + ${fixed(slope, digits)} for each camera, R² ${fixed(r2, 3)}`;
    const through = ({ cpu, memory }) => `CPU ${fit(cpu, 3)}; memory ${fit(memory, 1)}`;
    const crowded = straightLines(curve.points, CROWDED);
    const incomplete = curve.points.some(({ repeated }) => repeated > 0)
        ? ' Where pictures are repeated the machine was too small, and the CPU is that of a part of the work.' : '';
    return [table(['cameras', 'CPU s per recorded s', 'peak RSS, MB', 'repeated pictures'], rows),
        `Straight lines: ${through(curve)}.${crowded ? ` From ${CROWDED} cameras on: ${through(crowded)}.` : ''} ${curve.picture}.${incomplete}`];
}

function memoryLines({ memory, live = {} }) {
    const real = Object.entries(live).filter(([, measured]) => measured.memory?.quarters).map(([name, { seconds, memory: { quarters, slope } }]) =>
        `Memory in real time, 9 cameras live, ${name}, ${seconds} s: resident MB at start, quarters and end `
        + `${quarters.map((value) => fixed(value, 0)).join(', ')}${hourly(slope, seconds / 3600)}.`);
    if (!memory || memory.error) {
        return memory ? [`Memory: ${memory.error}.`, ...real] : real;
    }
    const { hours, megabytes, slope, fileIsRight } = memory;
    return [`Memory in virtual time, ${hours} hours with a picture of 160x90 and 3 people: resident MB at each tenth ${megabytes.join(', ')}`
        + `${hourly(slope, hours)}; length, sound and picture of the file ${fileIsRight ? 'are' : 'are NOT'} right.`, ...real];
}

/** Everything that was measured, the targets last. */
export function report(results) {
    const verdicts = targets(results).map(({ what, target, measured, verdict }) => [what, target, measured, verdict]);
    return [
        costTable(results), ...liveNotes(results), ...windowLines(results), ...screenLines(results), ...startLines(results), overloadTable(results),
        ...curveLines(results), ...memoryLines(results), table(['target', 'wanted', 'measured', ''], verdicts),
    ].filter(Boolean).join('\n\n');
}
