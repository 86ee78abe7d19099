// The disk gets nearly full, full at once, every write fails, or the folder is deleted, at a random moment of a recording. Each gets its sentence,
// and what had been written is published: at once, or when there is space again.
import { strict as assert } from 'node:assert';
import { mkdir, rm } from 'node:fs/promises';
import { cutPower, fill, mayMount, mountAfterTrouble, mountImage, mountTmpfs, unmount } from './mounts.mjs';
import { Room, between, exists, fileIn, options, outcomeOf, prove, report, sleep, until } from './chaos.mjs';

const { times } = options({ times: 5 });

const ROWS = {
    nearlyFull: { harm: (disk) => fill(disk, 60), heal: (disk, file) => rm(file), endsWell: true, mayEndWell: true },
    full: { harm: (disk) => fill(disk, 0), heal: (disk, file) => rm(file), sentence: /disk is full/i, mayEndWell: true },
    writeErrors: { image: true, harm: (disk) => cutPower(disk), heal: (disk, _, image) => mountAfterTrouble(image, disk), sentence: /could not be written/i },
    deleted: { harm: (disk, out) => rm(out, { recursive: true }), heal: async () => {}, sentence: /could not be written|gone|not found/i, isGone: true },
};

async function publishedAfter(room, out, before, recorder) {
    const again = room.record(out, ['--for', '1s']);
    await again.exited;
    const files = await until(async () => { const found = await room.library(); return found.length > before ? found : null; },
        `a recording in the library; the recorder said:\n${recorder.lines.join('\n')}\nthen:\n${again.lines.join('\n')}`, 20000);
    return Promise.all(files.map(({ file }) => prove(file)));
}

for (const [name, row] of Object.entries(ROWS)) {
    for (let i = 0; i < times; ++i) {
        if (!await mayMount(row.image === true)) {
            console.log(`skipped: ${name}: ${row.image ? 'loop devices are' : 'mounting is'} not allowed here`);
            break;
        }
        const room = await Room.open({ config: { uploadGraceSeconds: 2 } });
        const disk = fileIn(room.folder, 'disk');
        await mkdir(disk);
        const image = fileIn(room.folder, 'disk.img');
        await (row.image ? mountImage(image, disk, 900) : mountTmpfs(disk, 500));
        try {
            const out = fileIn(disk, 'out');
            const recorder = room.record(out);
            await recorder.line(/^Recording\./);
            await sleep(between(1500, 5000));
            const harmed = await row.harm(disk, out);
            await recorder.exited;
            if (recorder.child.exitCode === 0) {
                // There was room enough to end in good order: it is published already.
                assert.ok(row.mayEndWell, `${name}: it should have failed`);
                assert.ok(recorder.lines.some((line) => /^The disk is nearly full/.test(line)), `${name}: it does not say why it ended`);
                report('disk', { fault: name, ended: 'in good order', seconds: (await prove((await outcomeOf(recorder)).file)).seconds });
                await row.heal(disk, harmed);
                continue;
            }
            assert.ok(!row.endsWell, `${name}: it failed\n${recorder.lines.join('\n')}`);
            assert.ok(recorder.lines.some((line) => row.sentence.test(line)), `${name}: no sentence in\n${recorder.lines.join('\n')}`);
            const before = (await room.library()).length;
            await row.heal(disk, harmed, image);
            if (row.isGone) {
                assert.equal(await exists(out), false, 'nothing is made in a folder that was deleted');
            }
            const proofs = await publishedAfter(room, out, before, recorder);
            report('disk', { fault: name, ended: 'with a sentence, then recovered', seconds: Math.max(...proofs.map(({ seconds }) => seconds)) });
        } finally {
            await unmount(disk);
            await room.close();
        }
    }
}
