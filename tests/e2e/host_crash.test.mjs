// The program that hosts a room and records it is killed. After a restart it resumes the recording once the room is hosted again; if that is too late, it
// brings the recording into this computer's library, whose service it starts for that.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { filesUnder, until } from '../service/service.mjs';
import { Desktop, openScreen } from './desktop.mjs';
import { decodeAll, probe } from './media.mjs';

const PROGRAM = process.env.PROSCENIUM_PROGRAM;
const PICTURES = process.env.PROSCENIUM_E2E_PICTURES ?? join(tmpdir(), 'proscenium-e2e-pictures');
const SECONDS = 6;

let folder;
let screen;
let desktop;
const start = (args) => new Desktop(PROGRAM, args, { display: screen.display, home: folder, pictures: PICTURES });

before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'proscenium-e2e-'));
    await mkdir(join(folder, 'run'), { mode: 0o700 });
    screen = await openScreen(90 + process.pid % 200);
});

afterEach(() => desktop?.process.stop());

after(async () => {
    await screen?.stop();
    await rm(folder, { recursive: true, force: true });
});

const hosting = (title) => ['host', '--local', '--port', '18481', '--title', title, '--name', 'Grace', '--demo', '2'];

/** Hosts a room with this title, records in it, and is killed. */
async function hostAndDie(title) {
    desktop = start(hosting(title));
    await desktop.process.line(/^participant: (\S+)$/);
    await desktop.click('Start recording');
    await desktop.click('Start Recording');
    await desktop.find('Stop recording');
    await sleep(SECONDS * 1000);
    await desktop.process.stop('SIGKILL');
}

/** The entries for the room with this title in this computer's library. */
async function recordingsOf(title) {
    const found = [];
    for (const file of await filesUnder(join(folder, 'data/proscenium/service'), 'meta.json')) {
        found.push({ folder: dirname(file), ...JSON.parse(await readFile(file)) });
    }
    return found.filter((meta) => meta.title === title);
}

/** Waits until every recording of the room is ready; the first one decodes and is longer than `shortest`. */
async function assertReady(title, shortest) {
    const [meta] = await until(async () => {
        const all = await recordingsOf(title);
        return all.length > 0 && all.every(({ state }) => state === 'ready') && all;
    }, 'the recording in the library', 60000);
    const [film] = await filesUnder(meta.folder, '.mp4');
    assert.equal(await decodeAll(film), '');
    const { format } = await probe(film);
    assert.ok(Number(format.duration) > shortest, `${format.duration} s`);
    const [waiting] = await filesUnder(join(folder, 'data/proscenium/uploads'), '.json');
    assert.equal(waiting, undefined, 'nothing waits any more');
}

test('recordingOfAHostedRoom_goesOn_whenItIsHostedAgain', async () => {
    await hostAndDie('Biology');
    desktop = start([]);
    await until(async () => (await desktop.texts()).includes('Host that room again'), 'what can be done', 30000);
    await desktop.picture('hosted-crash');
    await desktop.process.stop();
    // With the same port and address as before.
    desktop = start(hosting('Biology'));
    await until(async () => (await desktop.texts()).includes('continues after an interruption'), 'the sentence about it', 30000);
    await desktop.find('Stop recording');
    await desktop.picture('hosted-again');
    await sleep(3000);
    await desktop.click('Stop recording');
    await desktop.find('Are you sure you want to stop recording?');
    await desktop.click('Stop recording', 'push button');
    await assertReady('Biology', SECONDS + 1);
    assert.equal((await recordingsOf('Biology')).length, 1, 'one recording');
});

test('recordingOfAHostedRoom_comesToTheLibrary_whenItIsNotHostedAgainInTime', async () => {
    await hostAndDie('Chemistry');
    // A quarter of an hour later.
    const late = new Date(Date.now() - 16 * 60 * 1000);
    for (const file of await filesUnder(folder, '.part')) {
        await utimes(file, late, late);
    }
    desktop = start([]);
    await until(async () => (await desktop.texts()).includes('was saved up to its last second'), 'the sentence about it', 30000);
    await assertReady('Chemistry', SECONDS - 2);
    await desktop.picture('after-a-crash');
});
