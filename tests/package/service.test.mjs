// The installed service under the restrictions of its unit, with Janus and the process that checks recordings.
import assert from 'node:assert/strict';
import { copyFile, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run, until } from '../service/service.mjs';
import { Chroot } from './chroot.mjs';
import { ROOT, skip } from './packages.mjs';

const UNIT = fileURLToPath(new URL('../../packaging/linux/proscenium-room.service', import.meta.url));
let system;
let unit;

before(async () => {
    if (skip) {
        return;
    }
    unit = await readFile(UNIT, 'utf8');
    await copyFile(fileURLToPath(new URL('restricted.sh', import.meta.url)), join(ROOT, 'usr/local/bin/restricted.sh'));
    system = await Chroot.boot(ROOT);
});

after(async () => {
    await system?.stop();
});

/** The values of a setting of the unit, which may stand there several times. */
const settings = (name) => [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map((found) => found[1]);

/** The names of the system calls in a group such as "@system-service", groups in it resolved. */
async function callsOf(group, known) {
    if (!known.text) {
        const { stdout } = await run(['syscall-filter', '--no-pager'], { program: 'systemd-analyze' });
        known.text = stdout;
        known.groups = new Map(stdout.split(/\n(?=@)/).map((part) => {
            const [name, ...lines] = part.split('\n');
            return [name.trim(), lines.map((line) => line.trim()).filter((line) => line && !line.startsWith('#'))];
        }));
    }
    const calls = new Set();
    for (const entry of known.groups.get(group) ?? []) {
        (entry.startsWith('@') ? await callsOf(entry, known) : [entry]).forEach((call) => calls.add(call));
    }
    return calls;
}

/** The system calls that the unit allows. */
async function allowed() {
    const known = {};
    const calls = new Set();
    for (const filter of settings('SystemCallFilter')) {
        const denies = filter.startsWith('~');
        for (const name of filter.replace('~', '').split(' ')) {
            const named = name.startsWith('@') ? await callsOf(name, known) : [name];
            assert.ok([...named].length > 0, `${name} is empty`);
            named.forEach((call) => (denies ? calls.delete(call) : calls.add(call)));
        }
    }
    // Allowed by systemd in every filter.
    for (const call of await callsOf('@default', known)) {
        calls.add(call);
    }
    return calls;
}

test('the service works under its restrictions, with no call that the unit forbids', { skip, timeout: 200000 }, async () => {
    const [command] = settings('ExecStart');
    const trace = join(ROOT, 'var/lib/proscenium-room/trace');
    const service = system.start(['restricted.sh', 'strace', '-f', '-qq', '-c', '-o', '/var/lib/proscenium-room/trace', ...command.split(' ')]);
    await service.line(/Janus is ready/, 60000);
    const { stdout: links } = await system.run(['cat', '/run/proscenium-room/links']);
    const moderator = links.match(/moderator: +(\S+)/)[1];
    assert.ok(!service.lines.some((line) => line.includes('#t=')), 'a token is in the log');

    const simulated = system.start(['proscenium-room', 'simulate', moderator, '--count', '1', '--for', '20s'], { user: 'alice' });
    const recorded = await system.run(['proscenium-room', 'record', moderator, '--for', '4s', '--json'], { user: 'alice', umask: '077' });
    assert.equal(recorded.code, 0, recorded.stderr);
    const result = JSON.parse(recorded.stdout);
    // The service has verified it and has drawn its pictures: that is the child process.
    const folder = join(ROOT, 'var/lib/proscenium-room/rooms/main/Recordings', result.recording);
    await until(async () => (await readdir(folder)).some((name) => name.includes('preview') || name.includes('poster')), 'the preview', 30000);
    await simulated.exited;
    await system.run(['pkill', '-TERM', '--oldest', '--euid', '61234', '--exact', 'proscenium-room']);
    const [exit] = await service.exited;
    assert.equal(exit, 0, service.lines.join('\n'));
    const used = (await readFile(trace, 'utf8')).split('\n').map((line) => line.match(/^\s*[\d.]+\s+[\d.]+\s+\d+\s+\d+\s+(?:\d+\s+)?(\w+)$/)?.[1])
        .filter((name) => name && name !== 'total');
    assert.ok(used.length > 40, `strace saw only ${used.join(' ')}`);
    const may = await allowed();
    assert.deepEqual(used.filter((name) => !may.has(name)), []);
});
