// Plays one finished file, such as the 24-hour one of `upload_day FOLDER`, in the same foreign players: decodes all of it, plays it around seeks.
// Usage: node tests/chaos/play_file.mjs FILE
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from '../web/browser.mjs';
import { prove, report } from './chaos.mjs';
import { discover, playInChromium } from './playing.mjs';

const file = resolve(process.argv[2]);
const browser = await launch();
try {
    const proof = await prove(file);
    await discover(file, proof.seconds);
    const url = pathToFileURL(file).href;
    const played = await playInChromium(browser, url, url, proof.seconds);
    report('play_file', { ...proof, seeks: played.places.length });
} finally {
    await browser.close();
}
