// The installed packages as an ordinary user uses them, on a system that has nothing but what they need.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { assertWhole } from '../service/film.mjs';
import { until } from '../service/service.mjs';
import { Chroot } from './chroot.mjs';
import { ROOT, install, skip } from './packages.mjs';

const ALICE = { user: 'alice', umask: '077' };
let system;

before(async () => {
    if (skip) {
        return;
    }
    system = await Chroot.boot(ROOT);
    await install(system, 'now');
});

after(async () => {
    await system?.stop();
});

test('an ordinary user records the demonstration', { skip }, async () => {
    const { code, stdout, stderr } = await system.run(['proscenium-room', 'demo', '--for', '10s', '--participants', '2', '--json'], ALICE);
    assert.equal(code, 0, stderr);
    const result = JSON.parse(stdout.trim().split('\n').at(-1));
    await assertWhole({ ...result, file: join(ROOT, result.file) }, 9.9, 12);
});

test('the window starts and ends', { skip }, async () => {
    const window = system.start(['proscenium', 'host', '--local', '--title', 'Installed'], ALICE);
    const [, link] = await window.line(/^host: +(\S+)/);
    assert.match(link, /^http:\/\/127\.0\.0\.1:8480\/join\//);
    await system.signal('proscenium');
    const [exit] = await window.exited;
    assert.equal(exit, 0, window.lines.join('\n'));
});

test('a link opened from the desktop starts the program once', { skip }, async () => {
    const handler = await system.run(['xdg-mime', 'query', 'default', 'x-scheme-handler/proscenium'], ALICE);
    assert.equal(handler.stdout.trim(), 'app.proscenium.Proscenium.desktop', handler.stderr);
    // It is only offered, as any web page may have opened it: what the window makes of it is tested with the window.
    // xdg-open asks the desktop entries only where there is a display.
    const open = () => system.start(['xdg-open', 'proscenium:http://127.0.0.1:8481/join/one#t=abc'], { ...ALICE, env: { DISPLAY: ':99' } });
    const programs = async () => (await system.run(['pgrep', '-x', 'proscenium'], ALICE)).stdout.trim().split('\n');
    const first = open();
    const [id] = await until(async () => {
        const ids = await programs();
        return ids.length === 1 && ids[0] !== '' && ids;
    }, `the program\n${first.lines.join('\n')}`, 20000);
    // The second start ends once the first has taken its link.
    const second = open();
    const [exit] = await second.exited;
    assert.equal(exit, 0, second.lines.join('\n'));
    assert.deepEqual(await programs(), [id]);
    await system.signal('proscenium');
    await first.exited;
});

test('the installed files speak for themselves', { skip }, async () => {
    const version = await system.run(['proscenium-room', '--version'], ALICE);
    assert.match(version.stdout, /^proscenium-room \d+\.\d+\.\d+\n$/);
    assert.match(await readFile(join(ROOT, 'etc/proscenium-room/proscenium-room.json'), 'utf8'), /"dataFolder": "\/var\/lib\/proscenium-room"/);
});
