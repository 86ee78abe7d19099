// The desktop program is started again while it runs, and where something that it needs is missing. Offscreen, without a browser.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { mayMount, mountTmpfs, unmount } from '../chaos/mounts.mjs';
import { freePort, until } from '../service/service.mjs';
import { Process } from './desktop.mjs';

const PROGRAM = process.env.PROSCENIUM_PROGRAM;
const PLUGINS = process.env.PROSCENIUM_GST_PLUGINS;
/** Each plugin that a connection needs, and its Debian package. */
const PACKAGE_OF = {
    app: 'gstreamer1.0-plugins-base',
    dtls: 'gstreamer1.0-plugins-bad',
    nice: 'gstreamer1.0-nice',
    rtp: 'gstreamer1.0-plugins-good',
    rtpmanager: 'gstreamer1.0-plugins-good',
    srtp: 'gstreamer1.0-plugins-bad',
    videoparsersbad: 'gstreamer1.0-plugins-bad',
    webrtc: 'gstreamer1.0-plugins-bad',
};

let folder;
let running = [];

before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'proscenium-starts-'));
    await mkdir(join(folder, 'run'), { mode: 0o700 });
});

afterEach(async () => {
    await Promise.all(running.map((program) => program.stop('SIGKILL')));
    running = [];
});

after(() => rm(folder, { recursive: true, force: true }));

/** One person's home. */
function home(name) {
    const path = join(folder, name);
    return {
        HOME: path, XDG_DATA_HOME: join(path, 'data'), XDG_CACHE_HOME: join(path, 'cache'), XDG_CONFIG_HOME: join(path, 'config'),
        XDG_RUNTIME_DIR: join(folder, 'run'), QT_QPA_PLATFORM: 'offscreen', LC_ALL: 'C.UTF-8',
    };
}

function start(person, args, more = {}) {
    const program = new Process(PROGRAM, args, { env: { ...process.env, ...home(person), ...more } });
    running.push(program);
    return program;
}

/** Its exit code, and what it said. */
async function finish(program) {
    const [code] = await program.exited;
    return { code, said: program.lines.join('\n') };
}

async function recentRooms(person) {
    const file = join(home(person).XDG_DATA_HOME, 'proscenium/recent.json');
    return JSON.parse(await readFile(file, 'utf8').catch(() => '[]')).map(({ title }) => title);
}

async function hostRoom(person) {
    const host = start(person, ['host', '--local', '--port', String(await freePort()), '--title', 'Algebra', '--name', 'Grace']);
    const [, link] = await host.line(/^participant: (\S+)$/);
    return { host, link };
}

/** Waits until `program` is the one that later starts find: its process holds the lock (the first line of QLockFile's file). */
async function isFirst(program) {
    const run = join(folder, 'run');
    await until(async () => {
        const locks = (await readdir(run)).filter((name) => name.endsWith('.lock'));
        const holders = await Promise.all(locks.map((name) => readFile(join(run, name), 'utf8').catch(() => '')));
        return holders.some((text) => text.split('\n')[0] === String(program.child.pid));
    }, 'the program holds the lock', 30000);
}

test('laterStart_handsItsLinkOver_andEndsWithoutAWord', async () => {
    const { link } = await hostRoom('grace');
    const first = start('ada', []);
    await isFirst(first);
    const later = await finish(start('ada', ['join', link, '--name', 'Ada']));
    assert.deepEqual(later, { code: 0, said: '' });
    await until(async () => (await recentRooms('ada')).includes('Algebra'), 'the room that the first one joined', 30000);
    assert.equal(first.isOver, false);
});

test('laterStart_ofAHost_saysThatItRuns', async () => {
    await isFirst(start('ada', []));
    const later = await finish(start('ada', ['host', '--local']));
    assert.equal(later.code, 1);
    assert.match(later.said, /Proscenium is already running\. Host the room in its window\./);
});

test('laterStart_isTheFirst_afterOneThatWasKilled', async () => {
    const killed = start('ada', []);
    await isFirst(killed);
    await killed.stop('SIGKILL');
    const next = start('ada', []);
    await isFirst(next);
    assert.equal(next.isOver, false);
});

test('link_withOtherArguments_isRefused', async () => {
    const { code, said } = await finish(start('ada', ['proscenium://h/join/r#t=x', 'host', '--local']));
    assert.equal(code, 1);
    assert.match(said, /must be the only argument/);
});

for (const [lacking, name] of Object.entries(PACKAGE_OF)) {
    test(`start_namesThePackage_whenThePlugin_${lacking}_isMissing`, async () => {
        const plugins = join(folder, `without-${lacking}`);
        await mkdir(plugins);
        for (const plugin of ['coreelements', ...Object.keys(PACKAGE_OF)].filter((one) => one !== lacking)) {
            await symlink(join(PLUGINS, `libgst${plugin}.so`), join(plugins, `libgst${plugin}.so`));
        }
        const program = start('ada', [], { GST_PLUGIN_SYSTEM_PATH_1_0: plugins, GST_REGISTRY_1_0: join(plugins, 'registry.bin') });
        const [sentence] = await program.line(/^Something that Proscenium needs is not installed: .*/);
        assert.equal(sentence, `Something that Proscenium needs is not installed: ${name}. Install it, then start Proscenium again.`);
    });
}

test('start_saysWhereItCannotWrite_whenTheHomeIsReadOnly', { skip: await mayMount(false) ? false : 'needs root that may mount' }, async () => {
    const person = home('reader').HOME;
    await mkdir(person);
    await mountTmpfs(person, 1);
    try {
        await mkdir(join(person, 'data'));
        await new Process('mount', ['-o', 'remount,ro', person]).exited;
        const program = start('reader', []);
        const [sentence] = await program.line(/^Proscenium cannot store its data.*/);
        assert.match(sentence, /reader\/data\/proscenium/);
    } finally {
        await unmount(person);
    }
});
