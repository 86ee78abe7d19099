// What is in the RPM packages, as rpm itself reads them. They are made for the distribution that they are built on, which has to be one with RPM to
// install them; here their content is queried and unpacked.
import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { removeFolder, run, temporaryFolder } from '../service/service.mjs';

const SOURCE = fileURLToPath(new URL('../../', import.meta.url));
const NAMES = { room: 'proscenium-room', desktop: 'proscenium' };
let folder;
let rpms;

const tool = (program, args, options = {}) => run(args, { program, ...options });

/** What rpm answers to a query of one package, as lines. */
async function query(rpm, ...options) {
    const { code, stdout, stderr } = await tool('rpm', ['--query', '--package', ...options, rpm]);
    assert.equal(code, 0, stderr);
    return stdout.split('\n').filter(Boolean);
}

before(async () => {
    folder = await temporaryFolder();
    const { code, stdout, stderr } = await tool(join(SOURCE, 'packaging/rpm.sh'), ['--build', process.env.PROSCENIUM_BUILD], { timeout: 120000 });
    assert.equal(code, 0, stderr);
    const paths = stdout.trim().split('\n');
    rpms = Object.fromEntries(Object.entries(NAMES).map(([key, name]) => [key, paths.find((path) => path.includes(`/${name}-0`))]));
});

after(() => removeFolder(folder));

test('both say what they are', async () => {
    const version = (await readFile(join(SOURCE, 'CMakeLists.txt'), 'utf8')).match(/project\(Proscenium VERSION ([\d.]+)/)[1];
    for (const [key, name] of Object.entries(NAMES)) {
        const [line] = await query(rpms[key], '--queryformat', '%{NAME}|%{VERSION}|%{LICENSE}|%{URL}|%{ARCH}\n');
        assert.equal(line, `${name}|${version}|Apache-2.0 AND GPL-3.0-or-later|https://proscenium.app|x86_64`);
        const [summary] = await query(rpms[key], '--queryformat', '%{SUMMARY}\n');
        assert.doesNotMatch(summary, /\.$/);
        const control = await readFile(join(SOURCE, 'packaging/debian/control'), 'utf8');
        assert.ok(control.toLowerCase().includes(`description: ${summary.toLowerCase()}`), `Debian's package is described otherwise: ${summary}`);
        // Neither Debian's changelog nor CPack's words.
        const [who, what, ...others] = await query(rpms[key], '--changelog');
        assert.match(who, new RegExp(`The Proscenium developers <.*> - ${version}-1$`));
        assert.match(what, /CHANGELOG\.md/);
        assert.deepEqual(others, []);
        const description = (await query(rpms[key], '--queryformat', '%{DESCRIPTION}\n')).join(' ');
        assert.match(description, key === 'room' ? /room service/ : /moderator's window/);
        assert.doesNotMatch(description, /Debian|cmake/i);
        assert.deepEqual(await query(rpms[key], '--scripts'), [], 'no script runs as root');
    }
});

test('libraries are required by their sonames, plugins by their elements', async () => {
    const room = await query(rpms.room, '--requires');
    for (const soname of ['libQt6Core.so.6', 'libgstreamer-1.0.so.0', 'libssl.so.3', 'libc.so.6']) {
        assert.ok(room.some((entry) => entry.startsWith(`${soname}(`)), `${soname}\n${room.join('\n')}`);
    }
    assert.ok(room.some((entry) => /^libavcodec\.so\.\d+\(/.test(entry)), room.join('\n'));
    for (const element of ['webrtcbin', 'nicesink', 'rtph264depay', 'rtpopuspay', 'appsink']) {
        assert.ok(room.includes(`gstreamer1(element-${element})()(64bit)`), `${element}\n${room.join('\n')}`);
    }
    const desktop = await query(rpms.desktop, '--requires');
    assert.ok(desktop.some((entry) => entry.startsWith('libQt6Widgets.so.6(')), desktop.join('\n'));
    const [version] = await query(rpms.room, '--queryformat', '%{VERSION}-%{RELEASE}\n');
    assert.ok(desktop.includes(`proscenium-room = ${version}`), desktop.join('\n'));
    // A name of Debian's would make the package impossible to install anywhere else.
    const foreign = [...room, ...desktop].filter((entry) => /^(lib\S*\d-\d|lib[a-z]+\d+ |gstreamer1\.0-)/.test(entry));
    assert.deepEqual(foreign, []);
});

test('each file is at its place, and settings survive an upgrade', async () => {
    const room = await query(rpms.room, '--list');
    const desktop = await query(rpms.desktop, '--list');
    for (const path of ['/usr/bin/proscenium-room', '/usr/lib/systemd/system/proscenium-room.service', '/usr/share/man/man1/proscenium-room.1',
        '/usr/share/bash-completion/completions/proscenium-room', '/usr/share/doc/proscenium-room/LICENSE',
        '/usr/share/doc/proscenium-room/components.json', '/usr/share/doc/proscenium-room/configuration.md']) {
        assert.ok(room.includes(path), `${path}\n${room.join('\n')}`);
    }
    for (const path of ['/usr/bin/proscenium', '/usr/share/applications/app.proscenium.Proscenium.desktop', '/usr/share/doc/proscenium/using.md',
        '/usr/share/icons/hicolor/48x48/apps/app.proscenium.Proscenium.png', '/usr/share/metainfo/app.proscenium.Proscenium.metainfo.xml']) {
        assert.ok(desktop.includes(path), `${path}\n${desktop.join('\n')}`);
    }
    // Whoever owns a folder of the system removes it, or fights over its rights, with the package.
    const systems = ['/etc', '/usr/bin', '/usr/lib', '/usr/lib/systemd', '/usr/lib/systemd/system', '/usr/share/man', '/usr/share/man/man1',
        '/usr/share/doc', '/usr/share/applications', '/usr/share/metainfo', '/usr/share/icons', '/usr/share/icons/hicolor/48x48',
        '/usr/share/icons/hicolor/48x48/apps', '/usr/share/bash-completion', '/usr/share/bash-completion/completions'];
    assert.deepEqual([...room, ...desktop].filter((path) => systems.includes(path)), []);
    assert.deepEqual(await query(rpms.room, '--configfiles'), ['/etc/proscenium-room/proscenium-room.json']);
    const rights = await query(rpms.room, '--queryformat', '[%{FILENAMES} %{FILEMODES:perms} %{FILEUSERNAME} %{FILEFLAGS:fflags}\n]');
    assert.ok(rights.some((line) => /^\/etc\/proscenium-room\/secrets drwx------ root/.test(line)), rights.join('\n'));
    assert.ok(rights.some((line) => /^\/etc\/proscenium-room\/proscenium-room\.json -rw-r--r-- root cn/.test(line)), rights.join('\n'));
});

test('the programs in them start', async () => {
    for (const rpm of Object.values(rpms)) {
        const { code, stderr } = await tool('sh', ['-c', 'cd "$1" && rpm2cpio "$2" | cpio --extract --make-directories --quiet', 'sh', folder, rpm]);
        assert.equal(code, 0, stderr);
    }
    for (const name of Object.values(NAMES)) {
        const program = join(folder, 'usr/bin', name);
        assert.equal((await stat(program)).mode & 0o777, 0o755);
        const { code, stdout } = await tool(program, ['--version'], { env: { ...process.env, QT_QPA_PLATFORM: 'offscreen' } });
        assert.equal(code, 0);
        assert.match(stdout, /\d+\.\d+\.\d+/);
    }
});
