// Power failure during a recording: an ext4 image stops accepting writes at a random moment, is mounted again, and the recording is recovered from it.
// Everything that had been acknowledged, locally or by the service, is in the file.
import { strict as assert } from 'node:assert';
import { mkdir, stat } from 'node:fs/promises';
import { cutPower, mayMount, mountAgain, mountImage, unmount } from './mounts.mjs';
import { Room, between, end, fileIn, filesUnder, journalIn, options, outcomeOf, prove, read, report, sleep, until } from './chaos.mjs';

const { times } = options({ times: 10 });
const room = await Room.open();
const disk = fileIn(room.folder, 'disk');
const image = fileIn(room.folder, 'disk.img');
let mounted = false;
let last;
try {
    await mkdir(disk);
    if (await mayMount(true)) {
        await mountImage(image, disk, 900);
        mounted = true;
    } else {
        console.log('skipped: loop devices are not allowed here');
    }
    const result = { cuts: 0, safeSeconds: 0, seconds: 0 };
    for (; mounted && result.cuts < times; ++result.cuts) {
        const out = fileIn(disk, `out${result.cuts}`);
        const recorder = room.record(out);
        await recorder.line(/^Recording\./);
        await sleep(between(1500, 7000));
        const [part] = (await filesUnder(room.service.data, 'upload.part')).filter((file) => file !== last);
        const acknowledged = part === undefined ? 0 : (await stat(part)).size;
        const noted = await journalIn(out);
        const { recording } = noted;
        // A journal record that can be read may not have reached the disk yet.
        await sleep(100);
        await cutPower(disk);
        await recorder.stop('SIGKILL');
        await unmount(disk);
        await mountAgain(image, disk);
        const found = await journalIn(out);
        assert.ok(found?.records.subarray(0, noted.records.length).equals(noted.records), `the journal had ${noted.count} records, ${found?.count} are there`);
        const again = room.record(out, ['--for', '2s']);
        await outcomeOf(again);
        await again.exited;
        // It was resumed, or completed next to the new one; either way it is found by its id in both places.
        const [here] = await filesUnder(fileIn(out, recording), '.mp4');
        const there = await until(async () => (await filesUnder(room.service.data, '.mp4')).find((file) => file.includes(recording)),
            `the recording in the library:\n${recorder.lines.join('\n')}\nthen:\n${again.lines.join('\n')}`);
        const bytes = (await stat(there)).size;
        assert.ok(bytes >= acknowledged, `${acknowledged} bytes were acknowledged, ${bytes} are there`);
        assert.ok(bytes >= noted.end, `${noted.end} bytes were safe here, ${bytes} are there`);
        assert.equal(Buffer.compare(await read(here), await read(there)), 0, 'the same bytes');
        const proof = await prove(there);
        assert.ok(proof.seconds >= noted.seconds, `${noted.seconds} s were safe here, ${proof.seconds} s are there`);
        last = part;
        result.safeSeconds += noted.seconds;
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
end();
