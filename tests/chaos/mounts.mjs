// File systems that the tests can break: a small tmpfs, and ext4 in an image that loses power. Needs root.
import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Tries to mount: not every root may, for example in a container. */
export async function mayMount(throughLoop) {
    const folder = await mkdtemp(join(tmpdir(), 'proscenium-mount-'));
    const image = `${folder}.img`;
    try {
        await (throughLoop ? mountImage(image, folder, 16) : mountTmpfs(folder, 1));
        await unmount(folder);
        return true;
    } catch {
        return false;
    } finally {
        await rm(image, { force: true });
        await rmdir(folder);
    }
}

export async function mountTmpfs(folder, megabytes) {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'proscenium-chaos', folder]);
}

export const unmount = (folder) => run('umount', ['-l', folder]);

/** Fills the disk, leaving `leave` MB; returns the file to remove. */
export async function fill(folder, leave) {
    const { stdout } = await run('df', ['--output=avail', '-B1', folder]);
    const free = Number(stdout.trim().split('\n').at(-1));
    const file = `${folder}/filler`;
    const bytes = Math.max(0, free - leave * 1024 * 1024);
    // More than the free space, where nothing is to be left.
    await run('fallocate', ['-l', String(bytes), file]);
    if (leave === 0) {
        const handle = await open(file, 'a');
        const block = Buffer.alloc(65536);
        for (;;) {
            try {
                await handle.write(block);
            } catch {
                break;
            }
        }
        await handle.close();
    }
    return file;
}

/** Creates an image with ext4 and mounts it through a loop device. Throws where that is not allowed. */
export async function mountImage(image, folder, megabytes) {
    await run('truncate', ['-s', `${megabytes}M`, image]);
    await run('mkfs.ext4', ['-q', '-F', image]);
    await run('mount', ['-o', 'loop', image, folder]);
}

export const mountAgain = (image, folder) => run('mount', ['-o', 'loop', image, folder]);

export async function mountAfterTrouble(image, folder) {
    await unmount(folder);
    await mountAgain(image, folder);
}

/** From now on nothing reaches the disk: ext4's EXT4_IOC_SHUTDOWN without flushing its log, as xfstests do it. */
export function cutPower(folder) {
    const program = 'import fcntl,os,struct,sys\n'
        + 'fd=os.open(sys.argv[1],os.O_RDONLY)\nfcntl.ioctl(fd,0x8004587d,struct.pack("I",2))\n';
    return run('python3', ['-c', program, folder]);
}
