// The cost of the window: the whole desktop program, 1280x800 under Xvfb, records nine cameras, compared with proscenium-room record. They alternate in one
// room with the same simulated participants, service and Janus, because only one recorder can record at a time. Audio is played to a PulseAudio without a
// loudspeaker, where PulseAudio is installed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cpuOf, cpuOfMachine, execute, exists, sleep } from './processes.mjs';
import { median } from './statistics.mjs';

const PEOPLE = 9;
const SIZE = ['1280', '800'];
/** Leaves out connecting, the first key frames and the confirmation question: they are not part of the steady cost, s. */
const SETTLING = 3;
/** How much longer `record` records than is measured, s. */
const MARGIN = 2;
const NEEDED = ['Xvfb', 'openbox', 'xdotool', 'xdpyinfo', 'dbus-daemon', 'import'];

/** Starts a program that prints its address on its first line. */
async function startDaemon(command, args) {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), once(child, 'exit').then(() => [null])]);
    return { child, line };
}

/** Without PulseAudio nothing is played. */
async function startSound(folder) {
    if (!await exists('pulseaudio')) {
        return null;
    }
    const socket = join(folder, 'pulse');
    const child = spawn('pulseaudio', ['-n', '--daemonize=no', '--exit-idle-time=-1', '-L', `module-native-protocol-unix socket=${socket}`,
        '-L', 'module-null-sink sink_name=nul rate=48000'], { stdio: 'ignore', env: { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder } });
    return { child, server: `unix:${socket}` };
}

/** Cores that process `pid` and the whole machine use over `seconds`. */
async function measure(pid, seconds) {
    await sleep(1000 * SETTLING);
    const [begin, before, machine] = [performance.now(), await cpuOf(pid), await cpuOfMachine()];
    await sleep(1000 * seconds);
    const [after, machineAfter, span] = [await cpuOf(pid), await cpuOfMachine(), (performance.now() - begin) / 1000];
    return { cores: (after - before) / span, machine: (machineAfter - machine) / span };
}

class WindowBench {
    constructor(tools, service, { folder, display, seconds, program }) {
        Object.assign(this, { ...tools, service, folder, display, seconds, program, room: service.rooms[0] });
    }

    /** `proscenium-room record`. */
    async recorder() {
        const recorder = new this.Process(process.env.PROSCENIUM_ROOM, ['record', this.room.host, '--for', `${SETTLING + this.seconds + MARGIN}s`,
            '--out', join(this.folder, 'recordings'), '--encoder', 'x264', '--preset', 'veryfast', '--json']);
        try {
            await recorder.line(/Recording\./, 60000);
            const used = await measure(recorder.child.pid, this.seconds);
            await recorder.exited;
            const { repeatedFrames, frames } = JSON.parse(recorder.lines.find((line) => line.startsWith('{')));
            return { ...used, repeated: repeatedFrames, frames };
        } finally {
            await recorder.stop('SIGKILL');
        }
    }

    /** The desktop program, with the same settings. */
    async window() {
        const home = join(this.folder, 'home');
        await mkdir(join(home, 'data', 'proscenium'), { recursive: true });
        await writeFile(join(home, 'data', 'proscenium', 'settings.json'), JSON.stringify({ encoder: 'x264', preset: 'veryfast', cpuBudget: 100 }));
        const desktop = new this.Desktop(this.program, ['join', this.room.host, '--name', 'Recorder'],
            { display: this.display, home, pictures: this.folder });
        try {
            await desktop.find('Start recording');
            await this.resize(desktop);
            await desktop.click('Start recording');
            await desktop.click('Start Recording');
            await desktop.find('Stop recording');
            const used = await measure(desktop.process.child.pid, this.seconds);
            await desktop.picture('window');
            await desktop.click('Stop recording');
            await desktop.find('Are you sure you want to stop recording?');
            await desktop.click('Stop recording', 'push button');
            const { repeated, frames } = await this.report();
            return { ...used, repeated, frames };
        } finally {
            await desktop.process.stop();
        }
    }

    async resize({ env, process: { child } }) {
        const { code, stderr } = await execute('xdotool', ['search', '--sync', '--onlyvisible', '--pid', String(child.pid), '--name', 'Proscenium|Bench',
            'windowsize', '--sync', ...SIZE, 'windowmove', '0', '0'], { env });
        if (code !== 0) {
            throw new Error(`the window cannot be made ${SIZE.join('x')}: ${stderr}`);
        }
    }

    /** The recorder's report of the newest recording, as soon as the library has it. */
    async report() {
        return this.until(async () => {
            const files = await this.filesUnder(this.service.data, 'recorder.json');
            const reports = await Promise.all(files.map(async (file) => JSON.parse(await readFile(file, 'utf8').catch(() => '{}'))));
            const [newest] = reports.filter(({ startedAt }) => startedAt).toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
            return newest && !newest.unfinished && newest.recording !== this.last ? (this.last = newest.recording, newest) : null;
        }, 'the report of the recording', 30000);
    }
}

/** Alternating, `times` each; the round with the median ratio. */
async function rounds(bench, times) {
    const all = [];
    for (let round = 0; round < times; ++round) {
        const record = await bench.recorder();
        // Otherwise its report would be taken for the window's.
        await bench.report();
        all.push({ record, window: await bench.window() });
    }
    const ratios = all.map(({ record, window }) => window.cores / record.cores);
    return { ...all[ratios.indexOf(median(ratios))], ratios, seconds: bench.seconds };
}

async function inRoom(tools, { folder, program, display, stream, simulcast, seconds, times }) {
    const service = await tools.Service.start({ rooms: ['Bench'], folder });
    const people = new tools.Process(process.env.PROSCENIUM_ROOM, ['simulate', service.rooms[0].participant, '--count', String(PEOPLE),
        '--video', stream, '--audio', stream, ...(simulcast ? [] : ['--no-simulcast'])]);
    try {
        await people.line(new RegExp(`${PEOPLE} of ${PEOPLE} are on the stage`), 120000);
        return await rounds(new WindowBench(tools, service, { folder, display, seconds, program }), times);
    } finally {
        await people.stop();
        await service.stop();
    }
}

/** `programs`: proscenium-room and the desktop program; `stream` is what everyone sends. */
export async function measureWindow({ room, window }, work, { stream, simulcast, seconds, times }) {
    for (const needed of NEEDED) {
        if (!await exists(needed)) {
            return { error: `${needed} is missing` };
        }
    }
    // These modules read the program's path from the environment when they are loaded.
    process.env.PROSCENIUM_ROOM = room;
    const { Service, filesUnder, until } = await import('../service/service.mjs');
    const { Desktop, Process, openScreen } = await import('../e2e/desktop.mjs');
    const folder = join(work, 'window');
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const bus = await startDaemon('dbus-daemon', ['--session', '--nofork', '--print-address']);
    const sound = await startSound(folder);
    Object.assign(process.env, { DBUS_SESSION_BUS_ADDRESS: bus.line, ...(sound ? { PULSE_SERVER: sound.server } : {}) });
    const screen = await openScreen(90 + process.pid % 200);
    try {
        return await inRoom({ Service, filesUnder, until, Desktop, Process },
            { folder, program: window, display: screen.display, stream, simulcast, seconds, times });
    } catch (error) {
        return { error: error.message.split('\n')[0] };
    } finally {
        await screen.stop();
        sound?.child.kill();
        bus.child.kill();
    }
}
