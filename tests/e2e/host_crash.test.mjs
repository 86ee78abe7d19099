// The program that hosts a room and records it is killed. Started again, without hosting anything, it brings the recording into the library
// of this computer, whose service it starts for that.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
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

after(async () => {
    await desktop?.process.stop();
    await screen?.stop();
    await rm(folder, { recursive: true, force: true });
});

test('recordingOfAHostedRoom_comesToTheLibrary_afterItsProgramWasKilled', async () => {
    desktop = start(['host', '--local', '--port', '18481', '--title', 'Biology', '--name', 'Grace', '--demo', '2']);
    await desktop.process.line(/^participant: (\S+)$/);
    await desktop.click('Start recording');
    await desktop.click('Start Recording');
    await desktop.find('Stop recording');
    await new Promise((done) => setTimeout(done, SECONDS * 1000));
    await desktop.process.stop('SIGKILL');

    desktop = start([]);
    await until(async () => (await desktop.texts()).includes('was saved up to its last second'), 'the sentence about it', 30000);
    const service = join(folder, 'data/proscenium/service');
    const meta = async () => {
        const [file] = await filesUnder(service, 'meta.json');
        return { folder: dirname(file), ...JSON.parse(await readFile(file)) };
    };
    await until(async () => (await meta()).state === 'ready', 'the recording in the library', 60000);
    await desktop.picture('after-a-crash');
    const [film] = await filesUnder((await meta()).folder, '.mp4');
    assert.equal(await decodeAll(film), '');
    const { format } = await probe(film);
    assert.ok(Number(format.duration) > SECONDS - 2, `${format.duration} s`);
    const [waiting] = await filesUnder(join(folder, 'data/proscenium/uploads'), '.json');
    assert.equal(waiting, undefined, 'nothing waits any more');
});
