// Foreign players play two recordings from the library: one that was killed and resumed, and an undisturbed one.
import { strict as assert } from 'node:assert';
import { launch } from '../web/browser.mjs';
import { Room, end, fileIn, options, outcomeOf, prove, report, sleep } from './chaos.mjs';
import { discover, playInChromium } from './playing.mjs';

const { kills } = options({ kills: 3 });

const room = await Room.open();
const browser = await launch();
try {
    for (const times of [0, kills]) {
        const out = fileIn(room.folder, `out${times}`);
        for (let kill = 0; kill < times; ++kill) {
            const recorder = room.record(out);
            await recorder.line(/^Recording\.|goes on/);
            await sleep(2500);
            await recorder.stop('SIGKILL');
        }
        const recorder = room.record(out);
        await recorder.line(/^Recording\.|goes on/);
        await sleep(4000);
        await recorder.stop('SIGINT');
        const outcome = await outcomeOf(recorder);
        const proof = await prove(outcome.file);
        await discover(outcome.file, proof.seconds);
        const played = await playInChromium(browser, new URL('/', outcome.library).href, outcome.library, proof.seconds);
        assert.equal(played.width, 1920);
        report('players', { kills: times, seconds: proof.seconds, pictures: proof.pictures, seeks: played.places.length });
    }
} finally {
    await browser.close();
    await room.close();
}
end();
