// A service that sends garbage, or refuses, during a real recording: the recorder's file does not depend on it.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Process } from '../e2e/desktop.mjs';
import { assertWhole } from './film.mjs';
import { GARBAGE, LIES, Liar } from './liar.mjs';
import { RoomClient } from './room_client.mjs';
import { PROGRAM, Service, removeFolder, temporaryFolder, until } from './service.mjs';

let folder;
let service;
let liar;
const processes = [];

before(async () => {
    folder = await temporaryFolder();
    service = await Service.start({ rooms: ['Nonsense', 'Refusals'], folder });
    liar = await Liar.before(service.base);
});

after(async () => {
    for (const one of processes) {
        await one.stop('SIGKILL');
    }
    liar?.stop();
    await service?.stop();
    await removeFolder(folder);
});

async function record(room) {
    const host = await RoomClient.join(room.host, { name: 'Grace Hopper' });
    const recorder = new Process(PROGRAM, ['record', liar.link(room.moderator), '--out', join(folder, room.room ?? 'out'), '--json']);
    processes.push(recorder);
    await recorder.line(/^Recording\.$/, 60000);
    return { host, recorder, since: performance.now() };
}

async function end({ recorder, since }) {
    const recorded = (performance.now() - since) / 1000;
    recorder.child.kill('SIGINT');
    await until(() => recorder.child.exitCode !== null, `the end; it said:\n${recorder.lines.join('\n')}`, 40000);
    assert.equal(recorder.child.exitCode, 0, recorder.lines.join('\n'));
    const result = JSON.parse(recorder.lines.find((line) => line.startsWith('{')));
    await assertWhole(result, recorded - 1.5, recorded + 3);
    return result;
}

const assertGoesOn = ({ host, recorder }, what) => {
    assert.equal(recorder.child.exitCode, null, `${what} ended it:\n${recorder.lines.join('\n')}`);
    assert.equal(host.state.recording.phase, 'recording', what);
};
const isThere = (host) => host.state.participants.some((one) => one.id === host.state.recording.recorder && one.present);
const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

test('a message that cannot be read costs that message', { timeout: 120000 }, async () => {
    const recording = await record(service.rooms[0]);
    const joined = liar.joined;
    for (const [what, message] of Object.entries(GARBAGE)) {
        for (let i = 0; i < 20; i += 1) {
            liar.send(message);
        }
        await pause(200);
        assertGoesOn(recording, what);
    }
    await pause(3000);
    assertGoesOn(recording, 'all of it');
    assert.equal(liar.joined, joined, 'the same connection');
    assert.equal(recording.host.state.recording.interrupted, false);
    // A complete state that cannot be parsed: the recorder joins the room again, once.
    liar.send(['{"v":2,"type":"state","revision":"seven"}', false]);
    await until(() => liar.joined === joined + 1, 'another try', 10000);
    await recording.host.when(() => isThere(recording.host), 'the recorder');
    const { file } = await end(recording);
    const { items } = await recording.host.ask('listMedia');
    assert.deepEqual(items.map(({ state }) => state), ['ready'], file);
});

test('no refusal ends what is recorded, and it is stopped without the room', { timeout: 240000 }, async () => {
    const recording = await record(service.rooms[1]);
    const { host } = recording;
    for (const lie of Object.keys(LIES)) {
        Object.assign(liar, { lie, lied: 0 });
        liar.cut();
        await until(() => liar.lied >= 2, `two tries against ${lie}`, 20000);
        assertGoesOn(recording, lie);
        liar.lie = null;
        await host.when(() => isThere(host), `the recorder is back after ${lie}`, 20000);
        assertGoesOn(recording, lie);
    }
    Object.assign(liar, { lie: 'tokenExpired', lied: 0 });
    liar.cut();
    await until(() => liar.lied >= 1, 'a refusal', 20000);
    await recording.recorder.line(/^This link has expired\. .* The recording goes on here/, 10000);
    const { recording: id } = await end(recording);
    await host.next((message) => message.type === 'mediaItem' && message.item.item === id && message.item.state === 'ready', 'the recording', 20000);
    assert.equal((await host.next('recordingEnded')).reason, 'stopped');
});
