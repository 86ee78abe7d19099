// The commands as a person at a terminal uses them: help, mistakes, and each command doing its job.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { access, chmod, constants, cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Process } from '../e2e/desktop.mjs';
import { sha256 } from '../e2e/media.mjs';
import { assertWhole } from './film.mjs';
import { RoomClient, assertRefused, joinRecorder } from './room_client.mjs';
import { PROGRAM, Service, filesUnder, removeFolder, run, temporaryFolder } from './service.mjs';

const TITLE = 'Maths: 7/8 "Ünïted" 📐';
const COMMANDS = ['serve', 'record', 'simulate', 'demo', 'encoders'];

let folder;
let service;
let taken;
const clients = [];

before(async () => {
    folder = await temporaryFolder();
    taken = createServer();
    await new Promise((done) => { taken.listen(0, '127.0.0.1', done); });
    service = await Service.start({ rooms: [TITLE, 'Other'], folder });
});

after(async () => {
    clients.forEach((client) => client.socket.terminate());
    taken.close();
    await service?.stop();
    await removeFolder(folder);
});

/** It failed with a one-line reason on stderr and nothing on stdout. */
function assertFailed({ code, stdout, stderr }, words, expected = 1) {
    const lines = stderr.trim().split('\n');
    assert.equal(code, expected, stderr);
    assert.equal(stdout, '');
    assert.equal(lines.length, 1, stderr);
    assert.match(lines[0], words);
    assert.match(lines[0], /^\S+( \S+){2,}/, 'no sentence');
}

// ---- help and arguments

test('every command tells what it does', async () => {
    for (const args of [['--help'], ...COMMANDS.map((command) => [command, '--help'])]) {
        const { code, stdout, stderr } = await run(args);
        assert.equal(code, 0);
        assert.equal(stderr, '');
        assert.match(stdout, /^Usage: /);
        assert.ok(stdout.includes(args.length > 1 ? '--json' : 'demo'), stdout);
    }
    const { code, stdout } = await run(['--version']);
    assert.equal(code, 0);
    assert.match(stdout, /^proscenium-room \d+\.\d+/);
    const nothing = await run([]);
    assert.equal(nothing.code, 1);
    assert.match(nothing.stderr, /^Usage: /);
});

const LINK = 'http://127.0.0.1:9/join/abc#t=x';
/** Cannot be a folder, not even for root: /dev/null is a file. */
const NOWHERE = '/dev/null/below';
const NOT_WRITTEN = /folder \(\/dev\/null\/below: Not a directory\)\. .*--out/;
const TEXT_FILE = fileURLToPath(import.meta.url);
const MISTAKES = [
    [['nonsense'], /no command "nonsense"/], [['serve'], /--config FILE/], [['serve', '--config'], /'?config'?/],
    [['serve', '--bogus'], /bogus/], [['serve', '--config', 'a', 'b'], /Too many arguments/],
    [['record'], /needs a link/], [['record', LINK, 'x'], /Too many arguments/], [['record', LINK, '--for', 'soon'], /--for .*"soon"/],
    [['record', LINK, '--for', '0s'], /--for .*"0s"/], [['record', 'hello'], /link/], [['record', 'ftp://a/join/b#t=c'], /link/],
    [['simulate'], /needs a link/], [['simulate', 'http://127.0.0.1/'], /link/], [['simulate', LINK, '--count', '0'], /--count .*"0"/],
    [['simulate', LINK, '--count', 'two'], /--count .*"two"/], [['simulate', LINK, '--video', '/nonexistent.mp4'], /.+ .+\./],
    [['demo', '--participants', '26'], /--participants .*"26"/], [['demo', '--for', '25h'], /--for .*"25h"/], [['demo', 'x'], /Too many arguments/],
    [['record', LINK, '--out', NOWHERE], NOT_WRITTEN], [['demo', '--for', '1s', '--out', NOWHERE], NOT_WRITTEN],
    [['record', LINK, '--out', '/dev/null'], /\(\/dev\/null: Not a directory\)/],
    [['simulate', LINK, '--video', '/dev'], /--video: the file \/dev cannot be read/],
    [['simulate', LINK, '--audio', TEXT_FILE], /Nothing can be played of .*commands\.test\.mjs/],
    ...['verify', 'rebuild', 'list'].map((what) => [['library', what, '--data', '/nonexistent'], /There is no library in \/nonexistent\./]),
    [['library', 'report', '--data', '/nonexistent', '--recording', 'a'], /no library in \/nonexistent/],
    [['library', 'owner', '--data', '/nonexistent', '--recording', 'a', '--owner', 'b'], /no library in \/nonexistent/],
    [['library', 'process', '--recording', '/nonexistent'], /no published recording in \/nonexistent/],
];
for (const [args, words] of MISTAKES) {
    test(`a mistake is named: ${args.join(' ')}`, async () => {
        assertFailed(await run(args), words);
    });
}

test('a folder of somebody else is named, and without --out the usual one', async (context) => {
    const theirs = join(folder, 'theirs');
    await mkdir(theirs, { mode: 0o755 });
    await chmod(folder, 0o755);
    const ordinary = ['--reuid=65534', '--regid=65534', '--clear-groups'];
    const user = (args) => new Promise((done) => {
        execFile('setpriv', [...ordinary, ...args], (error, stdout, stderr) => done({ code: error ? error.code : 0, stdout, stderr }));
    });
    if ((await user([PROGRAM, '--version'])).code !== 0) {
        context.skip('only root may become somebody else, who must be able to read the program');
        return;
    }
    assertFailed(await user([PROGRAM, 'record', LINK, '--out', theirs]), /\(\S+\/theirs: Permission denied\)/);
    assertFailed(await user(['env', `XDG_DATA_HOME=${theirs}`, `HOME=${theirs}`, PROGRAM, 'record', LINK]), /\(\S+\/theirs\/\S+\)/);
});

// ---- the configuration

/** EX_CONFIG of sysexits.h: systemd does not start the service again. */
const CONFIG = 78;
const BROKEN = [
    ['bad JSON', () => '{"dataFolder": "d",\n "port": }', /broken\.json: line 2: not valid JSON/],
    ['a list', () => '[]', /broken\.json: must hold one object/],
    ['no data folder', () => ({}), /broken\.json: dataFolder: is needed/],
    ['an unknown key', () => ({ dataFolder: 'd', prot: 1 }), /broken\.json: prot: there is no such key/],
    ['an unknown key inside', () => ({ dataFolder: 'd', rooms: [{ id: 'a', title: 'A', colour: 1 }] }), /rooms\[0\]\.colour: there is no such key/],
    ['a wrong type', () => ({ dataFolder: 'd', port: '80' }), /port: must be a whole number/],
    ['a title too long', () => ({ dataFolder: 'd', rooms: [{ id: 'a', title: 'a'.repeat(301) }] }), /rooms\[0\]\.title: .*300/],
    ['plain HTTP for everybody', () => ({ dataFolder: 'd', listenAddress: '0.0.0.0' }), /broken\.json: tls: .*TLS/],
    ['a port that is taken', () => ({ dataFolder: 'd', port: taken.address().port }), /cannot start: 127\.0\.0\.1 port \d+: .*in use/, 1],
    ['a certificate that is not there', () => ({ dataFolder: 'd', tls: { mode: 'configured', certificateFile: 'c.pem', keyFile: 'k.pem' } }),
        /c\.pem/, 1],
    ['a data folder that is a file', () => ({ dataFolder: 'broken.json' }), /broken\.json/, 1],
];
for (const [what, content, words, code = CONFIG] of BROKEN) {
    test(`a configuration is refused: ${what}`, async () => {
        const file = join(folder, 'broken.json');
        await writeFile(file, typeof content() === 'string' ? content() : JSON.stringify(content()));
        assertFailed(await run(['serve', '--config', file]), words, code);
    });
}

/** Whether a program that is not ours, with `args`, works here. */
const works = (program, args) => new Promise((done) => { execFile(program, args, (error) => done(!error)); });

test('a data folder on a read-only disk is named', async (context) => {
    if (!await works('unshare', ['--mount', 'true'])) {
        context.skip('only root may mount');
        return;
    }
    const data = join(folder, 'var');
    await mkdir(data);
    const file = join(folder, 'var.json');
    await writeFile(file, JSON.stringify({ dataFolder: data, port: 0 }));
    const readOnly = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && exec "$2" serve --config "$3"';
    const args = ['--mount', '--propagation', 'private', 'sh', '-c', readOnly, 'sh', data, PROGRAM, file];
    assertFailed(await run(args, { program: 'unshare' }), /cannot start: .*\/var\b.*[Rr]ead-only/);
    // An upgrade or a repair may make it writable again: nothing has been left half-made.
    assert.deepEqual(await filesUnder(data, ''), []);
});

test('a data folder where files cannot be locked, as on some network file systems, is refused', async (context) => {
    const inject = ['--quiet=all', '--follow-forks', '--output=/dev/null', '--trace=flock', '--inject=flock:error=ENOLCK'];
    if (!await works('strace', [...inject, 'true'])) {
        context.skip('strace is not installed, or may not be used here');
        return;
    }
    const file = join(folder, 'nfs.json');
    await writeFile(file, JSON.stringify({ dataFolder: 'nfs', port: 0 }));
    assertFailed(await run([...inject, PROGRAM, 'serve', '--config', file], { program: 'strace' }),
        /library\.lock: No locks available; choose a folder on a disk of this computer/);
});

test('a configuration that is not there, and a secret that others may read', async () => {
    assertFailed(await run(['serve', '--config', join(folder, 'none.json')]), /none\.json: cannot be read/, CONFIG);
    await mkdir(join(folder, 'open'));
    const secret = join(folder, 'open', 'secret');
    await writeFile(secret, 'ab'.repeat(32));
    await chmod(secret, 0o644);
    const file = join(folder, 'open.json');
    await writeFile(file, JSON.stringify({ dataFolder: 'open', port: 0 }));
    assertFailed(await run(['serve', '--config', file]), /open\/secret.*chmod 600/);
    await chmod(secret, 0o600);
    await writeFile(secret, 'short');
    assertFailed(await run(['serve', '--config', file]), /open\/secret.*secret/);
});

// ---- serve

test('serve prints three links, each for its role, and ends at SIGTERM', async () => {
    const file = join(folder, 'plain.json');
    await writeFile(file, JSON.stringify({ dataFolder: 'plain', port: 0, rooms: [{ id: 'maths', title: TITLE }] }));
    const serving = new Process(PROGRAM, ['serve', '--config', file]);
    for (const role of ['host', 'moderator', 'participant']) {
        const [, link] = await serving.line(new RegExp(`^ *${role}: +(http://127\\.0\\.0\\.1:\\d+/join/maths#t=\\S+)$`));
        const page = await fetch(link);
        assert.equal(page.status, 200);
        assert.match(await page.text(), /<title>/);
        const client = await RoomClient.join(link);
        assert.equal(client.joined.role, role);
        await client.leave();
    }
    assert.ok(serving.lines.includes(TITLE));
    await serving.line(/Janus is ready/);
    await serving.stop();
    assert.equal(serving.child.exitCode, 0);
    const early = new Process(PROGRAM, ['serve', '--config', file]);
    await early.line(/participant:/);
    await early.stop();
    assert.equal(early.child.exitCode, 0, 'also while it waits for Janus');
});

test('without Janus the service runs, says what to install, and can still start a recording', async () => {
    const own = await temporaryFolder();
    const bare = await Service.start({ rooms: ['Bare'], folder: own, config: { janusProgram: '/nonexistent' } });
    try {
        await bare.process.line(/Install the package "janus"/, 10000);
        const host = await joinRecorder(bare.rooms[0].host);
        clients.push(host);
        assert.equal(host.state.sfu.state, 'missing');
        assertRefused(await host.ask('publish', { peer: 'main', sdp: 'v=0\r\n' }), 'noMediaServer');
        await host.askOk('startRecording');
        await host.phase('recording');
    } finally {
        await bare.stop();
        await removeFolder(own);
    }
});

// ---- the whole job

async function assertSameBytes(url, result) {
    const answer = await fetch(url);
    assert.equal(answer.status, 200);
    const copy = join(folder, 'copy.mp4');
    await writeFile(copy, Buffer.from(await answer.arrayBuffer()));
    assert.equal(await sha256(copy), await sha256(result.file));
}

test('demo ends with a film, and its address in the library gives the same bytes', async () => {
    const out = join(folder, 'demo');
    const { code, stdout, stderr } = await run(['demo', '--for', '3s', '--participants', '2', '--title', TITLE, '--out', out, '--json']);
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(stderr, /https?:/);
    const result = JSON.parse(stdout);
    await assertWhole(result, 2.9, 5);
    assert.match(result.file.split('/').at(-1), /^Rec – .* – Maths- 7-8 -Ünïted- 📐\.mp4$/u);
    // The demo's service has ended with it; another one with the same data accepts its links.
    const url = new URL(result.library);
    const file = join(folder, 'demo.json');
    await writeFile(file, JSON.stringify({ dataFolder: 'demo/service', port: Number(url.port) }));
    const serving = new Process(PROGRAM, ['serve', '--config', file]);
    await serving.line(/listens at/);
    await assertSameBytes(url, result);
    await serving.stop();
});

test('demo prints the file and how to look at it, and no address that is dead by then', async () => {
    const out = join(folder, "demo's");
    const { code, stdout, stderr } = await run(['demo', '--for', '1s', '--participants', '1', '--out', out]);
    assert.equal(code, 0, stderr);
    const file = stdout.trim();
    await access(file, constants.R_OK);
    assert.ok(file.startsWith(out) && file.endsWith('.mp4'), stdout);
    const last = stderr.trim().split('\n').at(-1);
    assert.match(last, /^Play it with any video player, for example: \S+ '/);
    const words = await new Promise((done) => {
        execFile('sh', ['-c', `printf %s ${last.slice(last.indexOf("'"))}`], (error, said) => done(said));
    });
    assert.equal(words, file);
    assert.doesNotMatch(stdout + stderr, /https?:/);
});

test('record and simulate meet at a service', async () => {
    const [room] = service.rooms;
    const host = await RoomClient.join(room.host, { client: 'web' });
    clients.push(host);
    const simulated = run(['simulate', room.participant, '--count', '2', '--for', '10s']);
    await host.when(() => host.state.participants.filter((p) => p.publications.length > 0).length === 2, 'two who publish', 20000);
    const out = join(folder, 'recordings');
    const { code, stdout, stderr } = await run(['record', room.moderator, '--for', '3s', '--out', out, '--json', '--name', 'Night shift']);
    assert.equal(code, 0, stderr);
    const result = JSON.parse(stdout);
    await assertWhole(result, 2.9, 5);
    assert.ok(result.file.startsWith(out));
    await assertSameBytes(result.library, result);
    const { items } = await host.ask('listMedia');
    assert.deepEqual(items.map((item) => [item.item, item.state, item.sha256]), [[result.recording, 'ready', result.checksum]]);
    const printed = await run(['library', 'report', '--recording', result.recording, '--data', service.data, '--json']);
    const report = JSON.parse(printed.stdout);
    assert.deepEqual([report.started.by, report.recorder?.checksum, report.recorder?.version, report.recorded.length],
        ['Night shift', result.checksum, report.versions.service, 4]);
    assert.equal((await simulated).code, 0);
    await host.when(() => host.state.participants.filter((p) => p.present).length === 1, 'everybody left');
});

test('record says why it may not', async () => {
    const guest = await run(['record', service.rooms[1].participant, '--out', join(folder, 'refused')]);
    assert.equal(guest.code, 1);
    assert.match(guest.stderr.trim().split('\n').at(-1), /does not allow recording/);
    const gone = await run(['record', service.rooms[1].host.replace(/#t=.*/, '#t=abc'), '--out', join(folder, 'refused')]);
    assert.equal(gone.code, 1);
    assert.match(gone.stderr.trim().split('\n').at(-1), /This link is not valid/);
    assert.deepEqual(await filesUnder(join(folder, 'refused'), '.mp4'), []);
});

test('what root rebuilds stays the service\'s', async (context) => {
    const NOBODY = 65534;
    if (process.getuid() !== 0) {
        context.skip('only root may give files away');
        return;
    }
    const copy = join(folder, 'theirs-too');
    await cp(service.data, copy, { recursive: true });
    await promisify(execFile)('chown', ['--recursive', `${NOBODY}:${NOBODY}`, copy]);
    const { code, stderr } = await run(['library', 'rebuild', '--data', copy]);
    assert.equal(code, 0, stderr);
    const owners = await Promise.all((await filesUnder(copy)).map(async (file) => [file, (await stat(file)).uid]));
    assert.ok(owners.some(([file]) => file.endsWith('library.sqlite')));
    assert.deepEqual(owners.filter(([, uid]) => uid !== NOBODY), []);
    const listed = await run(['library', 'list', '--data', copy]);
    assert.equal(listed.code, 0, listed.stderr);
    assert.deepEqual((await Promise.all((await filesUnder(copy)).map((file) => stat(file)))).filter(({ uid }) => uid !== NOBODY), []);
});

test('nothing that is printed on the way holds a token', async () => {
    const logged = service.process.lines.filter((line) => !line.startsWith('{'));
    assert.ok(logged.length > 0);
    assert.deepEqual(logged.filter((line) => /eyJ|Night shift/.test(line)), []);
    const secret = (await readFile(join(service.data, 'secret'), 'utf8')).trim();
    assert.ok(!service.process.lines.some((line) => line.includes(secret)));
});
