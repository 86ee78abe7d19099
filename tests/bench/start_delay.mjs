// Time from everyone's notice to the first frame of the recording, with the real service and the real recorder. The start time of a file is read off its
// frames: somebody leaves the stage at a known moment, and the index of the first frame that shows it gives the time since the file's start. The change
// happened between that frame and the one before, so one start is known to half a frame (17 ms); the starts place the change at different moments between two
// frames, which makes the mean more precise. The time that the change takes to reach the recorder is not subtracted: the file begins later than reported here
// by that much.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execute, sleep } from './processes.mjs';
import { median, sorted } from './statistics.mjs';

const PEOPLE = 3;
/** How much later the last participant shows the notice than the others and the recorder, ms. */
const HESITATION = 300;
const RECORDED = 2;
const BEFORE_LEAVING = 1200;
const SMALL = { width: 480, height: 270 };
const FRAME = 1000 / 30;

/** The first frame of the file that differs from the one before; nothing else moves, and the next key frame is at 2 s. */
async function changeIn(file) {
    const { stdout } = await execute('ffmpeg', ['-v', 'error', '-nostdin', '-i', file, '-an', '-vf',
        `scale=${SMALL.width}:${SMALL.height}:flags=area`, '-fps_mode', 'passthrough', '-pix_fmt', 'gray', '-f', 'rawvideo', '-'],
    { encoding: 'buffer' });
    const size = SMALL.width * SMALL.height;
    for (let frame = 1; (frame + 1) * size <= stdout.length; ++frame) {
        let changed = 0;
        for (let i = 0; i < size; ++i) {
            changed += Math.abs(stdout[frame * size + i] - stdout[(frame - 1) * size + i]) > 4 ? 1 : 0;
        }
        if (changed > 20) {
            return frame;
        }
    }
    throw new Error('nobody leaves the stage in the recording');
}

/**
 * One recording, in which somebody leaves `shift` ms later than usual; milliseconds from the last notice to the first recorded frame, and to the announcement
 * to everyone.
 */
async function oneStart(room, [last, ...others], folder, run, shift) {
    await last.askOk('setStage', { onStage: true });
    const recorded = run(['record', room.host, '--for', `${RECORDED}s`, '--out', folder, '--json']);
    await Promise.all([last, ...others].map((client) => client.phase('starting')));
    await sleep(HESITATION);
    const { recording } = last.state.recording;
    const noticed = performance.now();
    last.send('noticeShown', { recording, notice: 'starting' });
    await last.phase('recording');
    const announced = performance.now();
    await sleep(Math.max(0, noticed + BEFORE_LEAVING + shift - announced));
    const left = performance.now();
    await last.askOk('setStage', { onStage: false });
    const { code, stdout, stderr } = await recorded;
    if (code !== 0) {
        throw new Error(`record ended with ${code}: ${stderr.trim().split('\n').at(-1)}`);
    }
    await Promise.all([last, ...others].map((client) => client.phase('idle')));
    const frame = await changeIn(JSON.parse(stdout).file);
    return { first: left - (frame - 0.5) * FRAME - noticed, announced: announced - noticed };
}

/** `program` is proscenium-room. Milliseconds; `first` is the first frame, `announced` when a participant hears that the recording runs. */
export async function measureStarts(program, work, times) {
    // These modules read the program's path from the environment when they are loaded.
    process.env.PROSCENIUM_ROOM = program;
    const { Service, run } = await import('../service/service.mjs');
    const { RoomClient } = await import('../service/room_client.mjs');
    const folder = join(work, 'starts');
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const service = await Service.start({ rooms: ['Bench'], folder });
    const clients = [];
    try {
        const room = service.rooms[0];
        for (let i = 0; i < PEOPLE; ++i) {
            clients.push(await RoomClient.join(room.participant, { name: 'Somebody', showsNotices: i > 0 }));
            await clients[i].askOk('setStage', { onStage: true });
        }
        const starts = [];
        for (let i = 0; i < times; ++i) {
            starts.push(await oneStart(room, clients, join(folder, `recordings-${i}`), run, FRAME * i / times));
        }
        const first = sorted(starts.map((start) => start.first));
        const announced = sorted(starts.map((start) => start.announced));
        const mean = first.reduce((sum, one) => sum + one, 0) / times;
        return {
            times, precision: FRAME / 2, least: first[0], mean, worst: first.at(-1), announcedMedian: median(announced),
            announcedWorst: announced.at(-1),
        };
    } catch (error) {
        return { error: error.message.split('\n')[0] };
    } finally {
        clients.forEach((client) => client.socket.terminate());
        await service.stop();
    }
}
