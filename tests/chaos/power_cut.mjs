// The power fails while it is recorded: an ext4 image stops taking writes at a random moment, is mounted again, and the recording is
// recovered from it. What had been acknowledged, here or by the service, is in the file.
import { strict as assert } from 'node:assert';
import { mkdir, stat } from 'node:fs/promises';
import { cutPower, mayMount, mountAgain, mountImage, unmount } from './mounts.mjs';
import { Room, between, fileIn, filesUnder, options, outcomeOf, prove, read, report, sleep, until } from './chaos.mjs';

const { times } = options({ times: 10 });
const room = await Room.open();
const disk = fileIn(room.folder, 'disk');
const image = fileIn(room.folder, 'disk.img');
let mounted = false;
try {
    await mkdir(disk);
    try {
        assert.ok(mayMount(), 'only root may mount');
        await mountImage(image, disk, 900);
        mounted = true;
    } catch (error) {
        console.log(`skipped: loop devices are not allowed here (${error.message.split('\n')[0]})`);
        process.exitCode = 0;
    }
    const result = { cuts: 0, seconds: 0, lost: 0 };
    for (; mounted && result.cuts < times; ++result.cuts) {
        const out = fileIn(disk, `out${result.cuts}`);
        const recorder = room.record(out);
        await recorder.line(/^Recording\./);
        await sleep(between(1500, 7000));
        const parts = await filesUnder(room.service.data, 'upload.part');
        const acknowledged = Math.max(0, ...await Promise.all(parts.map(async (file) => (await stat(file)).size)));
        await cutPower(disk);
        await sleep(300);
        await recorder.stop('SIGKILL');
        await unmount(disk);
        await mountAgain(image, disk);
        const again = room.record(out, ['--for', '2s']);
        const outcome = await outcomeOf(again);
        await again.exited;
        const proof = await prove(outcome.file);
        assert.ok(outcome.bytes >= acknowledged, `${acknowledged} bytes were acknowledged, ${outcome.bytes} are there`);
        const stored = await until(async () => (await room.library()).find(({ bytes }) => bytes === outcome.bytes), 'the recording in the library');
        assert.equal(Buffer.compare(await read(outcome.file), await read(stored.file)), 0, 'the same bytes');
        result.seconds += proof.seconds;
    }
    if (mounted) {
        report('power_cut', result);
    }
} finally {
    if (mounted) {
        await unmount(disk);
    }
    await room.close();
}
