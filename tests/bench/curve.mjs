// The cost of a recording with 1 to 25 participants, as a table and a chart, and how linear it is.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execute, exists } from './processes.mjs';
import { straightLines } from './statistics.mjs';

/** Including the fitted lines. */
function plotScript(csv, png, { cpu, memory }) {
    return `set terminal pngcairo size 900,480 font "DejaVu Sans,11"
set output "${png}"
set datafile separator ","
set key left top
set grid
set xlabel "cameras (the simulcast layers that fit their tiles)"
set xrange [0:26]
set ylabel "CPU seconds for a recorded second"
set yrange [0:*]
set y2label "resident memory, MB"
set y2range [0:*]
set ytics nomirror
set y2tics
cpu(x) = ${cpu.offset} + ${cpu.slope} * x
memory(x) = ${memory.offset} + ${memory.slope} * x
plot "${csv}" every ::1 using 1:2 with points pt 7 lc 1 title "CPU", cpu(x) with lines dt 2 lc 1 notitle, "${csv}" every ::1 using 1:3 axes x1y2 with points pt 5 lc 2 title "memory", memory(x) axes x1y2 with lines dt 2 lc 2 notitle
`;
}

/** `points`: [{cameras, cpu, memory, repeated}]. Writes curve.csv and curve.png; returns how well the lines fit. */
export async function drawCurve(points, folder) {
    await mkdir(folder, { recursive: true });
    const csv = join(folder, 'curve.csv');
    const png = join(folder, 'curve.png');
    const rows = points.map((point) => [point.cameras, point.cpu.toFixed(4), point.memory.toFixed(1), point.repeated].join(','));
    await writeFile(csv, `cameras,cpu_seconds_per_second,peak_memory_mb,repeated_pictures\n${rows.join('\n')}\n`);
    const fits = straightLines(points);
    if (!await exists('gnuplot')) {
        return { points, ...fits, picture: 'no picture: gnuplot is missing (packaging/setup.sh bench)' };
    }
    const plotted = await execute('gnuplot', ['-e', plotScript(csv, png, fits).trim().replaceAll('\n', '; ')]);
    return { points, ...fits, picture: plotted.code === 0 ? 'The picture is results/curve.png' : `no picture: ${plotted.stderr.trim()}` };
}
