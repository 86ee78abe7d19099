// Memory over hours of virtual time: the real engine with a small frame size, see long_recording.cpp.
import { rm } from 'node:fs/promises';
import { execute } from './processes.mjs';
import { line } from './statistics.mjs';

const STEP = /^([\d.]+) h recorded .*, (\d+) MB of memory/;

/** [[hours, MB], ...] from the output of long_recording. */
export function stepsOf(output) {
    return output.split('\n').map((text) => STEP.exec(text)).filter(Boolean).map(([, hours, megabytes]) => [Number(hours), Number(megabytes)]);
}

/** `program` is long_recording. Resident memory at each tenth of the time; whether length, audio and video of the file were right. */
export async function measureVirtual(program, hours, folder) {
    await rm(folder, { recursive: true, force: true });
    const { code, stdout } = await execute(program, ['--hours', String(hours), '--work', folder]);
    const steps = stepsOf(stdout);
    if (steps.length < 4) {
        return { error: stdout.trim().split('\n').at(-1) || `long_recording ended with ${code}` };
    }
    const megabytes = steps.map(([, value]) => value);
    const settled = Math.floor(steps.length / 4);
    return {
        hours, megabytes, fileIsRight: code === 0, peak: Math.max(...megabytes), growth: megabytes.at(-1) - megabytes[settled],
        slope: line(steps.slice(settled)).slope,
    };
}
