// Icon, version and manifest of proscenium.exe, linked into a stand-in for it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const REPOSITORY = join(import.meta.dirname, '..', '..');
const PREFIX = 'x86_64-w64-mingw32-';

let folder;

before(async () => { folder = await mkdtemp(join(tmpdir(), 'proscenium-resources-')); });
after(() => rm(folder, { recursive: true, force: true }));

test('resources_areInTheProgram', async () => {
    execFileSync(join(REPOSITORY, 'packaging/icons.sh'), ['ico', join(folder, 'proscenium.ico')]);
    const values = { CMAKE_BINARY_DIR: folder, CMAKE_SOURCE_DIR: REPOSITORY, PROJECT_VERSION: '1.2.3',
        PROJECT_VERSION_MAJOR: 1, PROJECT_VERSION_MINOR: 2, PROJECT_VERSION_PATCH: 3 };
    const text = await readFile(join(REPOSITORY, 'packaging/windows/proscenium.rc.in'), 'utf8');
    await writeFile(join(folder, 'p.rc'), text.replace(/@(\w+)@/g, (whole, name) => values[name] ?? assert.fail(whole)));
    const [object, program] = [join(folder, 'p.o'), join(folder, 'p.exe')];
    execFileSync(`${PREFIX}windres`, [join(folder, 'p.rc'), object]);
    execFileSync(`${PREFIX}gcc`, [join(import.meta.dirname, 'stand_in.c'), object, '-o', program]);

    const listed = execFileSync('wrestool', ['--list', program], { encoding: 'utf8' });
    // RT_ICON, RT_GROUP_ICON, RT_VERSION, RT_MANIFEST
    const types = new Set([...listed.matchAll(/--type=(\d+)/g)].map(([, type]) => Number(type)));
    assert.deepEqual([...types], [3, 14, 16, 24]);
    const pictures = execFileSync('icotool', ['--list', join(folder, 'proscenium.ico')], { encoding: 'utf8' });
    assert.deepEqual([...pictures.matchAll(/--width=(\d+)/g)].map(([, width]) => Number(width)).sort((a, b) => a - b), [16, 24, 32, 48, 64, 256]);
    const bytes = await readFile(program);
    assert.ok(bytes.includes(Buffer.from('1.2.3', 'utf16le')));
    assert.ok(bytes.includes('longPathAware'));
});
