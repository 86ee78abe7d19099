// How a room service carries many people: node rooms.mjs [--rooms N --people N --starts N --pace MS --slow SHARE], else every row. Needs
// PROSCENIUM_ROOM and ROOM_LOAD (the built programs). TLS with the service's own certificate, on loopback; the crowd runs on the same computer.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Service, removeFolder, temporaryFolder, tokenOf } from '../service/service.mjs';
import { cpuOf, sleep } from './processes.mjs';

const ROWS = [
    { rooms: 1, people: 100, starts: 20 },
    { rooms: 1, people: 300, starts: 20 },
    { rooms: 1, people: 500, starts: 20 },
    { rooms: 1, people: 1000, starts: 20 },
    { rooms: 1, people: 1000, starts: 20, slow: 0.1 },
    { rooms: 500, people: 20, starts: 500, pace: 100 },
];

async function residentKilobytes(pid) {
    return Number((await readFile(`/proc/${pid}/status`, 'utf8')).match(/VmRSS:\s+(\d+)/)[1]);
}

async function measure({ rooms, people, starts, pace = 0, slow = 0 }) {
    const folder = await temporaryFolder();
    const config = { tls: { mode: 'own' }, maxParticipants: Math.max(500, people), maxConnections: rooms * people + 100 };
    const service = await Service.start({ rooms: Array(rooms).fill('Biology 101'), folder, config });
    try {
        const before = await residentKilobytes(service.pid);
        const load = spawn(process.env.ROOM_LOAD, [service.port, people, starts, pace, slow].map(String), { stdio: ['pipe', 'pipe', 'inherit'] });
        load.stdin.end(service.rooms.map(({ host, participant }) => `${tokenOf(host)} ${tokenOf(participant)}\n`).join(''));
        const result = { slow, pace };
        for await (const line of createInterface({ input: load.stdout })) {
            if (line === 'joined') {
                await sleep(1000);
                result.kilobytesEach = Math.round((await residentKilobytes(service.pid) - before) / (rooms * people));
                result.processorSecondsUntilJoined = await cpuOf(service.pid);
            } else {
                Object.assign(result, JSON.parse(line));
            }
        }
        result.kilobytesEachAfter = Math.round((await residentKilobytes(service.pid) - before) / (rooms * people));
        assert.ok('p99' in result, 'the crowd came to its end');
        return result;
    } finally {
        await service.stop();
        await removeFolder(folder);
    }
}

const { values } = parseArgs({
    options: Object.fromEntries(['rooms', 'people', 'starts', 'pace', 'slow'].map((name) => [name, { type: 'string' }])),
});
const given = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]));
for (const row of 'rooms' in given ? [given] : ROWS) {
    console.log(JSON.stringify(await measure(row)));
}
