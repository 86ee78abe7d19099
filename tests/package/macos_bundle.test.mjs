// What makes a macOS bundle, as far as it can be checked without a Mac: the files by a reader of property lists, the scripts with tools that only
// note how they are called.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const REPOSITORY = join(import.meta.dirname, '..', '..');
const MACOS = join(REPOSITORY, 'packaging', 'macos');
const PRINT_AS_JSON = 'import json, plistlib, sys; print(json.dumps(plistlib.load(open(sys.argv[1], "rb"))))';
const LANGUAGES = ['en', 'de', 'he'];

let folder;

before(async () => { folder = await mkdtemp(join(tmpdir(), 'proscenium-macos-')); });
after(() => rm(folder, { recursive: true, force: true }));

async function readPlist(name) {
    const path = join(folder, 'read.plist');
    await writeFile(path, (await readFile(join(MACOS, name), 'utf8')).replaceAll(/\${\w+}/g, '1.2.3'));
    return JSON.parse(execFileSync('python3', ['-c', PRINT_AS_JSON, path], { encoding: 'utf8' }));
}

async function readStrings(language) {
    const text = (await readFile(join(MACOS, `${language}.lproj`, 'InfoPlist.strings'), 'utf8')).replace(/\/\*.*?\*\//gs, '');
    const entries = [...text.matchAll(/^(\w+) = "([^"\\]+)";$/gm)];
    assert.equal(text.trim().split('\n').length, entries.length, `every line of ${language} is a sentence`);
    return Object.fromEntries(entries.map(([, key, sentence]) => [key, sentence]));
}

/** Runs a script with tools that write their names and arguments into a list; what was written. */
async function run(script, args, { tools, environment = {} }) {
    const bin = join(folder, 'bin');
    const log = join(folder, 'called');
    await rm(bin, { recursive: true, force: true });
    await mkdir(bin);
    await writeFile(log, '');
    for (const tool of tools) {
        await writeFile(join(bin, tool), `#!/bin/sh\necho "${tool} $*" >>"${log}"\n`, { mode: 0o755 });
    }
    const { status, stderr } = spawnSync(join(MACOS, script), args,
        { env: { PATH: `${bin}:/usr/bin:/bin`, ...environment }, encoding: 'utf8' });
    return { status, stderr, called: (await readFile(log, 'utf8')).split('\n').filter(Boolean) };
}

test('infoPlist_registersSchemeAndAsksForDevices', async () => {
    const info = await readPlist('Info.plist.in');
    assert.deepEqual(info.CFBundleURLTypes.map((type) => type.CFBundleURLSchemes), [['proscenium']]);
    assert.equal(info.CFBundleShortVersionString, '1.2.3');
    assert.equal(info.LSMinimumSystemVersion, '13.0');
    assert.deepEqual(info.CFBundleLocalizations, LANGUAGES);
    const asked = Object.keys(info).filter((key) => key.endsWith('UsageDescription'));
    assert.deepEqual(asked, ['NSCameraUsageDescription', 'NSMicrophoneUsageDescription', 'NSLocalNetworkUsageDescription']);
});

test('questions_areThereInEveryLanguage', async () => {
    const info = await readPlist('Info.plist.in');
    const asked = Object.keys(info).filter((key) => key.endsWith('UsageDescription'));
    const all = await Promise.all(LANGUAGES.map(readStrings));
    for (const strings of all) {
        assert.deepEqual(Object.keys(strings), asked);
    }
    for (const key of asked) {
        assert.equal(all[0][key], info[key], 'English, and without a language');
        assert.equal(new Set(all.map((strings) => strings[key])).size, LANGUAGES.length, `${key} is translated`);
    }
});

test('entitlements_allowCameraAndMicrophone', async () => {
    const text = await readFile(join(MACOS, 'proscenium.entitlements'), 'utf8');
    assert.ok(!text.includes('<!--'), 'codesign refuses comments');
    assert.deepEqual(await readPlist('proscenium.entitlements'), {
        'com.apple.security.device.audio-input': true, 'com.apple.security.device.camera': true, 'com.apple.security.cs.allow-jit': true,
    });
});

test('icns_hasEverySizeUpToTheDock', async () => {
    const path = join(folder, 'icon.icns');
    execFileSync(join(REPOSITORY, 'packaging/icons.sh'), ['icns', path]);
    const sizes = [...execFileSync('icns2png', ['--list', path], { encoding: 'utf8' }).matchAll(/(\d+)x\1/g)].map(([, size]) => Number(size));
    for (const size of [16, 32, 128, 256, 512]) {
        assert.ok(sizes.includes(size), `${size}: ${sizes}`);
    }
});

test('sign_signsInnermostFirst_entitlingProgramsOnly', async () => {
    const app = join(folder, 'Proscenium.app');
    for (const file of ['Frameworks/libx.dylib', 'Frameworks/gstreamer-1.0/libgstapp.dylib', 'Frameworks/QtCore.framework/QtCore',
        'MacOS/proscenium-room', 'MacOS/Proscenium']) {
        await mkdir(join(app, 'Contents', file, '..'), { recursive: true });
        await writeFile(join(app, 'Contents', file), '');
    }
    const { status, called } = await run('sign.sh', [app], { tools: ['codesign'], environment: { PROSCENIUM_SIGN_IDENTITY: 'Me' } });
    assert.equal(status, 0);
    const targets = called.map((line) => line.split(`${app}`).at(-1));
    assert.deepEqual(targets, ['/Contents/Frameworks/gstreamer-1.0/libgstapp.dylib', '/Contents/Frameworks/libx.dylib',
        '/Contents/Frameworks/QtCore.framework', '/Contents/MacOS/proscenium-room', '', '']);
    assert.match(called.at(-1), /--verify --deep --strict/);
    for (const line of called.slice(0, -1)) {
        assert.match(line, /--options runtime --sign Me --timestamp/);
        assert.equal(line.includes('--entitlements'), /proscenium-room$|\.app$/.test(line), line);
    }
});

test('sign_saysWhatIsMissing_withoutIdentity', async () => {
    const { status, stderr, called } = await run('sign.sh', ['x.app'], { tools: ['codesign'] });
    assert.equal(status, 1);
    assert.match(stderr, /^sign\.sh: PROSCENIUM_SIGN_IDENTITY is missing[^\n]*\n$/);
    assert.deepEqual(called, []);
});

test('notarise_submitsAndStaples_orSaysWhatIsMissing', async () => {
    const environment = { PROSCENIUM_APPLE_ID: 'me@example.org', PROSCENIUM_APPLE_TEAM: 'T', PROSCENIUM_APPLE_PASSWORD: 'p' };
    const { called } = await run('notarise.sh', ['x.dmg'], { tools: ['xcrun'], environment });
    assert.deepEqual(called, ['xcrun notarytool submit x.dmg --wait --apple-id me@example.org --team-id T --password p', 'xcrun stapler staple x.dmg']);
    for (const name of Object.keys(environment)) {
        const less = await run('notarise.sh', ['x.dmg'], { tools: ['xcrun'], environment: { ...environment, [name]: '' } });
        assert.equal(less.status, 1);
        assert.match(less.stderr, new RegExp(`^notarise\\.sh: ${name} is missing[^\\n]*\\n$`));
        assert.deepEqual(less.called, []);
    }
});
