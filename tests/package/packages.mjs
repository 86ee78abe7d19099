// What tests/package/prepare.sh has left.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';

export const FOLDER = process.env.PROSCENIUM_PACKAGES;
export const ROOT = join(FOLDER, 'root');
/** For node:test: why nothing can be tested, or false. */
export const skip = existsSync(join(ROOT, 'home/alice')) ? false : 'no chroot could be made here';

/** The paths of the two packages of this version ("now") or the one before ("before"). */
export function packages(version) {
    const folder = join(FOLDER, version);
    const find = (name) => join(folder, readdirSync(folder).find((file) => file.startsWith(`${name}_`) && file.endsWith('.deb')));
    return { room: find('proscenium-room'), desktop: find('proscenium') };
}

/** Installs the packages of a version over what is there. */
export async function install(system, version) {
    const { room, desktop } = packages(version);
    await copyFile(room, join(ROOT, 'root/room.deb'));
    await copyFile(desktop, join(ROOT, 'root/desktop.deb'));
    const { code, stdout, stderr } = await system.run(['dpkg', '--install', '/root/room.deb', '/root/desktop.deb']);
    assert.equal(code, 0, stdout + stderr);
}
