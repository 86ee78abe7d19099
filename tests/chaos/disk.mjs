// At a random moment of a recording the disk gets nearly full, gets full at once, rejects every write, or the folder is deleted. Each produces its own message,
// and the same recording is published with all but the last moments: at once, or when there is space again; as interrupted when only the library has it.
import { strict as assert } from 'node:assert';
import { mkdir, rm } from 'node:fs/promises';
import { cutPower, fill, mayMount, mountAfterTrouble, mountImage, mountTmpfs, unmount } from './mounts.mjs';
import { Room, between, end, exists, fileIn, journalIn, options, outcomeOf, report, sleep } from './chaos.mjs';

const { times } = options({ times: 5 });
/** Maximum loss before the moment of failure: the open fragment (0.5 s), what was still being encoded, and what was on its way to the library. */
const MOST_LOST_S = 1.5;

const ROWS = {
    nearlyFull: { harm: (disk) => fill(disk, 60), heal: (disk, file) => rm(file), endsWell: true, mayEndWell: true },
    full: { harm: (disk) => fill(disk, 0), heal: (disk, file) => rm(file), sentence: /disk is full/i, mayEndWell: true },
    writeErrors: { image: true, harm: (disk) => cutPower(disk), heal: (disk, _, image) => mountAfterTrouble(image, disk), sentence: /could not be written/i },
    deleted: { harm: (disk, out) => rm(out, { recursive: true }), heal: async () => {}, sentence: /could not be written|gone|not found/i, isGone: true },
};

/** The length of recording `id`, made by the first recorder and possibly completed by a later one. */
async function lengthOf(room, id, state, recorders) {
    const said = recorders.map(({ lines }) => lines.join('\n')).join('\nthen:\n');
    return (await room.published(id, state, `the recorder said:\n${said}`)).seconds;
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
            const began = Date.now();
            await sleep(between(3000, 6000));
            const { recording } = await journalIn(out);
            const least = (Date.now() - began) / 1000 - MOST_LOST_S;
            const harmed = await row.harm(disk, out);
            await recorder.exited;
            if (recorder.child.exitCode === 0) {
                // There was enough space to finish cleanly: it is published already.
                assert.ok(row.mayEndWell, `${name}: it should have failed`);
                assert.ok(recorder.lines.some((line) => /^The disk is nearly full/.test(line)), `${name}: it does not say why it ended`);
                assert.equal((await outcomeOf(recorder)).recording, recording);
                const seconds = await lengthOf(room, recording, 'ready', [recorder]);
                assert.ok(seconds >= least, `${name}: ${seconds} s of ${least + MOST_LOST_S} s`);
                report('disk', { fault: name, ended: 'in good order', seconds, least });
                await row.heal(disk, harmed);
                continue;
            }
            assert.ok(!row.endsWell, `${name}: it failed\n${recorder.lines.join('\n')}`);
            assert.ok(recorder.lines.some((line) => row.sentence.test(line)), `${name}: no sentence in\n${recorder.lines.join('\n')}`);
            await row.heal(disk, harmed, image);
            const recorders = [recorder];
            if (row.isGone) {
                assert.equal(await exists(out), false, 'nothing is made in a folder that was deleted');
            } else {
                recorders.push(room.record(out, ['--for', '1s']));
                await recorders[1].exited;
            }
            const seconds = await lengthOf(room, recording, row.isGone ? 'interrupted' : 'ready', recorders);
            assert.ok(seconds >= least, `${name}: ${seconds} s of ${least + MOST_LOST_S} s`);
            report('disk', { fault: name, ended: row.isGone ? 'with a sentence, published as interrupted' : 'with a sentence, then recovered', seconds, least });
        } finally {
            await unmount(disk);
            await room.close();
        }
    }
}
end();
