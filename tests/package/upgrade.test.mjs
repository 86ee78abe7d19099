// A new version is installed while recordings are made, and an old one afterwards: nothing is lost.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sha256 } from '../e2e/media.mjs';
import { assertWhole } from '../service/film.mjs';
import { RoomClient } from '../service/room_client.mjs';
import { run, until } from '../service/service.mjs';
import { Chroot } from './chroot.mjs';
import { ROOT, install, skip } from './packages.mjs';

const ALICE = { user: 'alice', umask: '077' };
const CONFIG = { dataFolder: '/home/alice/kept', port: 8490, rooms: [{ id: 'kept', title: 'Kept' }] };
let system;
let host;

before(async () => {
    if (!skip) {
        system = await Chroot.boot(ROOT);
        await install(system, 'before');
        await system.run(['sh', '-c', `cat >kept.json <<'EOF'\n${JSON.stringify(CONFIG)}\nEOF`], ALICE);
    }
});

after(async () => {
    host?.socket.terminate();
    await system?.stop();
});

const installedVersion = async () => (await system.run(['dpkg-query', '-W', `-f=\${Version}`, 'proscenium'])).stdout;

async function serve() {
    const service = system.start(['proscenium-room', 'serve', '--config', 'kept.json', '--json'], ALICE);
    const [line] = await service.line(/^\{.*\}$/);
    await service.line(/Janus is ready/, 60000);
    return { service, links: JSON.parse(line) };
}

async function endService(service) {
    await system.signal('proscenium-room');
    const [exit] = await service.exited;
    assert.equal(exit, 0, service.lines.join('\n'));
}

test('a recording and a queued upload survive an upgrade', { skip }, async () => {
    const { service, links } = await serve();
    host = await RoomClient.join(links.host, { client: 'web' });
    const simulated = system.start(['proscenium-room', 'simulate', links.participant, '--count', '1', '--for', '25s'], ALICE);
    await host.when(() => host.state.participants.some((person) => person.publications.length > 0), 'one who publishes', 20000);
    const recorder = system.start(['proscenium-room', 'record', links.moderator, '--for', '12s', '--upload-after', '--json'], ALICE);
    await host.when(() => host.state.recording?.phase === 'recording', 'the recording', 20000);

    const old = await installedVersion();
    await install(system, 'now');
    assert.notEqual(await installedVersion(), old);

    const [exit] = await recorder.exited;
    assert.equal(exit, 0, recorder.lines.join('\n'));
    const result = JSON.parse(recorder.lines.find((line) => line.startsWith('{')));
    await assertWhole({ ...result, file: join(ROOT, result.file) }, 11.5, 30);
    const [item] = (await host.ask('listMedia')).items;
    assert.deepEqual([item.state, item.sha256], ['ready', result.checksum]);
    await simulated.exited;
    host.socket.terminate();
    host = null;
    await endService(service);

    // The new version serves what the old one has kept.
    const next = await serve();
    host = await RoomClient.join(next.links.host, { client: 'web' });
    const [kept] = (await host.ask('listMedia')).items;
    assert.equal(kept.sha256, result.checksum);
    host.socket.terminate();
    host = null;
    await endService(next.service);
});

test('an older version leaves a newer library alone, and says so', { skip }, async () => {
    const index = join(ROOT, 'home/alice/kept/library.sqlite');
    const script = 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute("INSERT INTO schema_version VALUES (999)"); c.commit(); c.close()';
    const { code } = await run(['-c', script, index], { program: 'python3' });
    assert.equal(code, 0);
    const untouched = await sha256(index);
    await install(system, 'before');
    const { code: refused, stderr } = await system.run(['proscenium-room', 'serve', '--config', 'kept.json'], ALICE);
    assert.equal(refused, 1);
    const lines = stderr.trim().split('\n');
    assert.match(lines.at(-1), /newer version of Proscenium/);
    assert.equal(await sha256(index), untouched);
});

test('removing the packages leaves nothing but data', { skip }, async () => {
    const recordings = await system.run(['find', '/home/alice/Videos', '-name', '*.mp4'], ALICE);
    assert.match(recordings.stdout, /\.mp4\n/);
    const { code, stdout, stderr } = await system.run(['dpkg', '--purge', 'proscenium', 'proscenium-room']);
    assert.equal(code, 0, stdout + stderr);
    const left = await system.run(['sh', '-c', 'find / -xdev -iname "*proscenium*" -not -path "/home/*" -not -path "/proc/*" -not -path "/root/*" -not -path "/var/lib/proscenium-room*"']);
    assert.equal(left.stdout.trim(), '');
    assert.equal((await system.run(['find', '/home/alice/Videos', '-name', '*.mp4'], ALICE)).stdout, recordings.stdout);
    await until(async () => (await readFile(join(ROOT, 'var/lib/dpkg/status'), 'utf8')).includes('Package: proscenium') === false, 'forgotten');
});
