// What is in the packages: Debian's own checkers, the documents against the programs, the hardening of the unit.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Spec, Validation } from '../web/node_modules/@cyclonedx/cyclonedx-library/dist.node/index.node.js';
import { run } from '../service/service.mjs';
import { packages, skip } from './packages.mjs';

const SOURCE = fileURLToPath(new URL('../../', import.meta.url));
const COMMANDS = ['serve', 'record', 'simulate', 'demo', 'encoders', 'library'];
let now;

before(() => {
    now = skip ? null : packages('now');
});

/** A tool of the system, to its end. */
const tool = (program, args, options = {}) => run(args, { program, ...options });
const fieldOf = async (deb, field) => (await tool('dpkg-deb', ['--field', deb, field])).stdout.trim();
const contentOf = async (deb) => (await tool('dpkg-deb', ['--contents', deb])).stdout.trim().split('\n').map((line) => {
    const [mode, owner, , , , path] = line.split(/\s+/);
    return { mode, owner, path: path.slice(1) };
});

test('lintian finds nothing', { skip }, async () => {
    const { code, stdout } = await tool('lintian', ['--allow-root', '--fail-on', 'error,warning', now.room, now.desktop], { timeout: 120000 });
    assert.equal(code, 0, stdout);
});

test('the packages need what the linker does not see', { skip }, async () => {
    const room = await fieldOf(now.room, 'Depends');
    for (const name of ['gstreamer1.0-nice', 'gstreamer1.0-plugins-bad', 'gstreamer1.0-plugins-good', 'libqt6sql6-sqlite', 'libavcodec', 'libc6']) {
        assert.ok(room.includes(name), `${name} is missing in ${room}`);
    }
    const desktop = await fieldOf(now.desktop, 'Depends');
    const version = await fieldOf(now.desktop, 'Version');
    assert.ok(desktop.includes(`proscenium-room (= ${version})`), desktop);
    assert.match(await fieldOf(now.room, 'Recommends'), /janus/);
});

test('each file is at its place', { skip }, async () => {
    const room = await contentOf(now.room);
    const desktop = await contentOf(now.desktop);
    for (const { owner, path } of [...room, ...desktop]) {
        assert.equal(owner, 'root/root', path);
    }
    const has = (list, path) => list.find((entry) => entry.path === path);
    for (const path of ['/usr/bin/proscenium-room', '/usr/share/man/man1/proscenium-room.1.gz', '/etc/proscenium-room/proscenium-room.json',
        '/usr/share/bash-completion/completions/proscenium-room', '/usr/share/doc/proscenium-room/configuration.md',
        '/usr/share/doc/proscenium-room/sbom.cdx.json.gz', '/usr/share/doc/proscenium-room/copyright']) {
        assert.ok(has(room, path) ?? has(room, `${path}.gz`), path);
    }
    assert.ok(room.some(({ path }) => path.endsWith('/systemd/system/proscenium-room.service')));
    assert.equal(has(room, '/etc/proscenium-room/secrets/').mode, 'drwx------');
    const icons = [16, 22, 24, 32, 48, 64, 128, 256, 512].map((size) => `${size}x${size}/apps/app.proscenium.Proscenium.png`);
    for (const icon of [...icons, 'scalable/apps/app.proscenium.Proscenium.svg']) {
        assert.ok(has(desktop, `/usr/share/icons/hicolor/${icon}`), icon);
    }
    for (const path of ['/usr/bin/proscenium', '/usr/share/man/man1/proscenium.1.gz', '/usr/share/applications/app.proscenium.Proscenium.desktop',
        '/usr/share/metainfo/app.proscenium.Proscenium.metainfo.xml']) {
        assert.ok(has(desktop, path), path);
    }
    assert.equal((await tool('dpkg-deb', ['--info', now.room])).stdout.match(/postinst|prerm|preinst|postrm/), null, 'no script runs as root');
});

test('the desktop entry and its description are valid', async () => {
    const linux = join(SOURCE, 'packaging/linux');
    const entry = await tool('desktop-file-validate', ['--no-hints', join(linux, 'app.proscenium.Proscenium.desktop')]);
    assert.equal(entry.code, 0, entry.stdout);
    const metainfo = join(linux, 'app.proscenium.Proscenium.metainfo.xml');
    const description = await tool('appstreamcli', ['validate', '--no-net', '--pedantic', metainfo]);
    assert.equal(description.code, 0, description.stdout);
    const version = (await readFile(join(SOURCE, 'CMakeLists.txt'), 'utf8')).match(/project\(Proscenium VERSION ([\d.]+)/)[1];
    assert.match(await readFile(metainfo, 'utf8'), new RegExp(`<releases>\\s*<release version="${version}"`), 'the newest release');
    for (const name of ['proscenium', 'proscenium-room']) {
        assert.match(await readFile(join(linux, `man/${name}.1`), 'utf8'), new RegExp(`^\\.TH .*"Proscenium ${version}"`), name);
    }
});

test('the manual names every option of every command, and no other', async () => {
    const page = (await readFile(join(SOURCE, 'packaging/linux/man/proscenium-room.1'), 'utf8')).replaceAll('\\-', '-');
    const known = new Set(['--help', '--version']);
    for (const command of COMMANDS) {
        const { stdout } = await run([command, '--help']);
        // --help-all is Qt's own.
        for (const [option] of stdout.replaceAll('--help-all', '').matchAll(/--[a-z][a-z-]+/g)) {
            known.add(option);
            assert.ok(page.includes(option), `${command} ${option} is not in the manual`);
        }
    }
    for (const [option] of page.matchAll(/--[a-z][a-z-]+/g)) {
        assert.ok(known.has(option) || option === '--now', `the manual names ${option}, which no command has`);
    }
    const { code, stderr } = await tool('man', ['--warnings', '-l', '-Tutf8', join(SOURCE, 'packaging/linux/man/proscenium-room.1')]);
    assert.equal(code, 0);
    assert.equal(stderr, '');
});

/** What bash offers after `words`, the last of which is being typed. */
async function completed(words) {
    const script = `. /usr/share/bash-completion/bash_completion
. "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=\${#COMP_LINE}
_proscenium_room "\${COMP_WORDS[0]}"; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = await tool('bash', ['-c', script, 'bash', join(SOURCE, 'packaging/linux/proscenium-room.bash-completion'), ...words]);
    return stdout.trim().split('\n').map((word) => word.trim()).sort();
}

test('bash completes commands and their options', async () => {
    const program = process.env.PROSCENIUM_ROOM;
    assert.deepEqual(await completed([program, 'se']), ['serve']);
    assert.deepEqual((await completed([program, ''])).filter((word) => !word.startsWith('-')), [...COMMANDS].sort());
    assert.deepEqual(await completed([program, 'serve', '--c']), ['--config']);
    assert.deepEqual(await completed([program, 'library', 'ver']), ['verify']);
});

test('the service unit is hardened', async () => {
    const unit = join(SOURCE, 'packaging/linux/proscenium-room.service');
    const { stdout } = await tool('systemd-analyze', ['security', '--offline=true', unit]);
    const [, level] = stdout.match(/Overall exposure level for proscenium-room.service: ([\d.]+)/);
    assert.ok(Number(level) <= 2, `${level}`);
});

test('the bill of materials is complete', { skip }, async () => {
    const packed = await new Promise((done, fail) => {
        execFile('sh', ['-c', 'dpkg-deb --fsys-tarfile "$1" | tar -xO ./usr/share/doc/proscenium-room/sbom.cdx.json.gz | gunzip', 'sh', now.room],
            { maxBuffer: 1 << 24 }, (error, stdout) => (error ? fail(error) : done(stdout)));
    });
    const bom = JSON.parse(packed);
    assert.deepEqual([bom.bomFormat, bom.specVersion], ['CycloneDX', '1.5']);
    assert.equal(await new Validation.JsonStrictValidator(Spec.Version.v1dot5).validate(packed), null, 'against the schema, with its licences');
    const names = new Map(bom.components.map((item) => [item['bom-ref'], item]));
    assert.equal(names.size, bom.components.length, 'a component stands there twice');
    for (const { ref, dependsOn } of bom.dependencies) {
        assert.ok(dependsOn.length > 0, ref);
        dependsOn.forEach((name) => assert.ok(names.has(name), `${ref} depends on ${name}, which is not listed`));
    }
    for (const item of bom.components) {
        assert.ok(item.version && item.licenses.length > 0, item.name);
    }
    // Every library that the package manager found is in it.
    const depends = (await fieldOf(now.room, 'Depends')).split(', ').map((entry) => entry.split(/[ (]/)[0]);
    const listed = new Set(bom.components.map((item) => item.name));
    // The SQLite driver is a plugin of Qt, which is listed.
    const missing = depends.filter((name) => name.startsWith('lib') && name !== 'libqt6sql6-sqlite' && !listed.has(name));
    assert.deepEqual(missing, []);
});
