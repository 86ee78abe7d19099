// The Windows installer, made of this repository's files and a stand-in for the programs, and run silently under Wine.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { access, copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { until } from '../service/service.mjs';
import { Wine } from './wine.mjs';

const REPOSITORY = join(import.meta.dirname, '..', '..');
const SCHEME = 'Software\\Classes\\proscenium';
const UNINSTALL = 'Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Proscenium';
const REFUSED = 2;

let wine;
let installers;
let recording;
let queue;
let mine;

const exists = (path) => access(path).then(() => true, () => false);
const programs = (...parts) => join(wine.user, 'AppData', 'Local', 'Programs', ...parts);
const shortcut = () => join(wine.user, 'AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Proscenium.lnk');

/** It goes on in a copy of itself, which removes the key at last. */
async function uninstall(hive, program, ...options) {
    assert.equal(await wine.run(program, '/S', ...options), 0);
    await until(async () => await wine.registry(`${hive}\\${UNINSTALL}`) === undefined, 'the uninstaller ends', 30000);
}

async function makeInstaller(version, extra) {
    const stage = join(wine.folder, `stage-${version}`);
    await mkdir(join(stage, 'docs'), { recursive: true });
    const program = join(wine.folder, 'stand_in.exe');
    if (!await exists(program)) {
        execFileSync('x86_64-w64-mingw32-gcc', ['-O1', '-Wall', '-Werror', join(import.meta.dirname, 'stand_in.c'), '-o', program]);
    }
    for (const [from, to] of [[program, 'proscenium.exe'], [program, 'proscenium-room.exe'], [join(REPOSITORY, 'LICENSE'), 'LICENSE.txt'],
        [join(REPOSITORY, 'docs/using.md'), 'docs/using.md'], [join(REPOSITORY, 'LICENSE'), extra]]) {
        await copyFile(from, join(stage, to));
    }
    const out = join(wine.folder, `Proscenium ${version}.exe`);
    execFileSync(join(REPOSITORY, 'packaging/windows/installer.sh'), [stage, out, version], { stdio: ['ignore', 'ignore', 'inherit'] });
    return out;
}

async function assertUserDataIsThere() {
    assert.equal(await readFile(recording, 'utf8'), 'a lesson');
    assert.equal(await readFile(queue, 'utf8'), '{}');
}

before(async () => {
    wine = await Wine.start();
    recording = join(wine.folder, 'home', 'Videos', 'Proscenium', 'Lesson – 1', 'Lesson – 1.mp4');
    queue = join(programs(), '..', 'proscenium', 'uploads', 'queue.json');
    for (const [path, text] of [[recording, 'a lesson'], [queue, '{}']]) {
        await mkdir(join(path, '..'), { recursive: true });
        await writeFile(path, text);
    }
    installers = {
        old: await makeInstaller('0.0.9', 'costs $5.txt'),
        now: await makeInstaller('0.1.0', 'docs/new.md'),
    };
});

after(() => wine?.end());

test('install_refuses_whenWindowsIsTooOld', async () => {
    await wine.run('winecfg', '/v', 'win81');
    assert.equal(await wine.run(installers.now, '/S'), REFUSED);
    assert.equal(await exists(programs('Proscenium')), false);
    await wine.run('winecfg', '/v', 'win10');
});

test('install_registersSchemeAndUninstaller_whenForOneUser', async () => {
    assert.equal(await wine.run(installers.old, '/S'), 0);

    assert.deepEqual((await readdir(programs('Proscenium'))).sort(),
        ['LICENSE.txt', 'costs $5.txt', 'docs', 'proscenium-room.exe', 'proscenium.exe', 'uninstall.exe']);
    const folder = (await wine.registry(`HKCU\\${UNINSTALL}`)).InstallLocation;
    assert.match(folder, /^C:\\users\\.*\\AppData\\Local\\Programs\\Proscenium$/);
    const { EstimatedSize: size, ...entry } = await wine.registry(`HKCU\\${UNINSTALL}`);
    assert.ok(size > 100 && size < 10000, `${size} KiB`);
    assert.deepEqual(entry, {
        DisplayName: 'Proscenium', DisplayVersion: '0.0.9', Publisher: 'The Proscenium contributors',
        DisplayIcon: `"${folder}\\proscenium.exe",0`, InstallLocation: folder,
        UninstallString: `"${folder}\\uninstall.exe" /CurrentUser`, QuietUninstallString: `"${folder}\\uninstall.exe" /CurrentUser /S`,
        NoModify: 1, NoRepair: 1,
    });
    assert.deepEqual(await wine.registry(`HKCU\\${SCHEME}`), {
        '(Default)': 'URL:Proscenium', 'URL Protocol': '', 'DefaultIcon\\(Default)': `"${folder}\\proscenium.exe",0`,
        'shell\\open\\command\\(Default)': `"${folder}\\proscenium.exe" "%1"`,
    });
    assert.equal(await wine.registry(`HKLM\\${UNINSTALL}`), undefined);
    assert.ok(await exists(shortcut()));
});

for (const name of ['proscenium.exe', 'proscenium-room.exe']) {
    test(`install_refuses_whileProgramRuns ${name}`, async () => {
        const program = wine.spawn(programs('Proscenium', name), '--wait');
        await once(program.stdout, 'data');
        const ended = once(program, 'exit');
        assert.equal(await wine.run(installers.now, '/S'), REFUSED);
        program.stdin.end();
        assert.deepEqual(await ended, [0, null]);
        assert.equal((await wine.registry(`HKCU\\${UNINSTALL}`)).DisplayVersion, '0.0.9');
        assert.ok(await exists(programs('Proscenium', 'costs $5.txt')));
    });
}

test('install_replacesOlderVersion_keepingWhatItDidNotBring', async () => {
    mine = programs('Proscenium', 'docs', 'my notes.txt');
    await writeFile(mine, 'mine');
    assert.equal(await wine.run(installers.now, '/S'), 0);

    assert.equal((await wine.registry(`HKCU\\${UNINSTALL}`)).DisplayVersion, '0.1.0');
    assert.equal(await exists(programs('Proscenium', 'costs $5.txt')), false, 'a file that only the older version had');
    assert.ok(await exists(programs('Proscenium', 'docs', 'new.md')));
    assert.ok(await exists(mine));
    await assertUserDataIsThere();
});

test('install_refuses_whenNewerVersionIsInstalled', async () => {
    assert.equal(await wine.run(installers.old, '/S'), REFUSED);
    assert.equal((await wine.registry(`HKCU\\${UNINSTALL}`)).DisplayVersion, '0.1.0');
    assert.ok(await exists(programs('Proscenium', 'docs', 'new.md')));
});

test('uninstall_keepsRecordingsAndUserData', async () => {
    await uninstall('HKCU', programs('Proscenium', 'uninstall.exe'), '/CurrentUser');

    assert.equal(await wine.registry(`HKCU\\${SCHEME}`), undefined);
    assert.deepEqual(await readdir(programs('Proscenium'), { recursive: true }), ['docs', 'docs/my notes.txt']);
    assert.equal(await exists(shortcut()), false);
    await assertUserDataIsThere();
    await rm(programs('Proscenium'), { recursive: true });
});

test('link_reachesProgramWhole_whenInstalledForEverybody', async () => {
    assert.equal(await wine.run(installers.now, '/S', '/AllUsers'), 0);
    assert.equal((await wine.registry(`HKLM\\${UNINSTALL}`)).UninstallString, '"C:\\Program Files\\Proscenium\\uninstall.exe" /AllUsers');
    assert.equal(await wine.registry(`HKCU\\${UNINSTALL}`), undefined);

    // Wine 8 looks for schemes of all users only.
    const link = 'proscenium://room.example.org:8443/join?room=a%20b&name=x';
    assert.equal(await wine.run('start', '/wait', link), 0);
    assert.equal(await readFile(join(wine.drive, 'called.txt'), 'utf8'), `${link}\r\n`);
});

test('uninstall_findsForWhomItWasInstalled_whenNotTold', async () => {
    const folder = join(wine.drive, 'Program Files', 'Proscenium');
    await uninstall('HKLM', join(folder, 'uninstall.exe'));
    assert.equal(await wine.registry(`HKLM\\${SCHEME}`), undefined);
    assert.equal(await exists(folder), false);
    await assertUserDataIsThere();
});

test('uninstall_leavesSchemeAlone_whenAnotherProgramTookIt', async () => {
    const folder = join(wine.drive, 'Eigene Programme', 'Bühne');
    assert.equal(await wine.run(installers.now, '/S', '/CurrentUser', '/D=C:\\Eigene', 'Programme\\Bühne'), 0);
    assert.ok(await exists(join(folder, 'docs', 'using.md')));
    await wine.run('reg', 'add', `HKCU\\${SCHEME}\\shell\\open\\command`, '/ve', '/d', 'other.exe', '/f');

    await uninstall('HKCU', join(folder, 'uninstall.exe'));
    assert.equal(await exists(folder), false);
    assert.equal((await wine.registry(`HKCU\\${SCHEME}`))['shell\\open\\command\\(Default)'], 'other.exe');
});
