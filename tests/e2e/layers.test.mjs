// Cameras with three simulcast layers between real browsers, simulated participants and our recorder, through a real Janus.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PROGRAM, Service, filesUnder, removeFolder, temporaryFolder, until } from '../service/service.mjs';
import { Process } from './desktop.mjs';
import { decodeAll, makeCamera, makeTone, probe } from './media.mjs';
import { Participant } from './participant.mjs';

const LARGE = { width: 2200, height: 1400 };
const SMALL = { width: 330, height: 640 };

let folder;
let service;
let simulation;
const people = [];

before(async () => {
    folder = await temporaryFolder();
    service = await Service.start({ rooms: ['Layers'], folder });
    await service.janus();
    await makeTone(join(folder, 'tone.wav'), 440);
    await makeCamera(join(folder, 'camera.y4m'), 'teal', '1280x720');
});

after(async () => {
    await Promise.all(people.map((person) => person.close()));
    await simulation?.stop();
    await service?.stop();
    await removeFolder(folder);
});

async function open(name) {
    const person = await Participant.open({ link: service.rooms[0].participant, name,
        camera: join(folder, 'camera.y4m'), tone: join(folder, 'tone.wav') });
    people.push(person);
    return person;
}

/** The width at which the page receives each other camera, by the name on its tile. */
const widths = ({ page }) => page.evaluate(() => Object.fromEntries(
    [...document.querySelectorAll('.tile[data-peer=main]')].map((tile) => [tile.innerText.trim(), tile.querySelector('video')?.videoWidth ?? 0])));

async function waitForWidth(person, name, width, milliseconds = 20000) {
    let seen = {};
    const isThere = ([text, found]) => text.includes(name) && found === width;
    await until(async () => { seen = await widths(person); return Object.entries(seen).some(isThere); },
        `${name} in ${width}`, milliseconds)
        .catch((error) => { throw new Error(`${error.message}; ${JSON.stringify(seen)}`); });
}

test('simulatedCameras_areShown_asLargeAsTheirTileNeeds', async () => {
    simulation = new Process(PROGRAM, ['simulate', service.rooms[0].participant, '--count', '1']);
    const ada = await open('Ada');
    await waitForWidth(ada, 'Participant 1', 640);
    await ada.page.setViewportSize(LARGE);
    await waitForWidth(ada, 'Participant 1', 1280);
    await ada.page.setViewportSize(SMALL);
    await waitForWidth(ada, 'Participant 1', 320);
    assert.deepEqual(ada.faults, []);
});

test('browsersCamera_isSentInThreeSizes_andAnotherBrowserSwitches', async () => {
    const grace = await open('Grace');
    await grace.page.setViewportSize(LARGE);
    // The sender's bandwidth estimate has to grow enough for all three layers.
    await waitForWidth(grace, 'Ada', 1280, 40000);
    await grace.page.setViewportSize(SMALL);
    await waitForWidth(grace, 'Ada', 320);
    await grace.page.setViewportSize(LARGE);
    await waitForWidth(grace, 'Ada', 1280);
});

test('recording_ofLayeredCameras_isWhole', async () => {
    const out = join(folder, 'recordings');
    const recorder = new Process(PROGRAM, ['record', service.rooms[0].host, '--for', '5s', '--out', out]);
    await until(() => recorder.child.exitCode !== null, 'the recording', 60000);
    const [film] = await filesUnder(out, '.mp4');
    assert.ok(film, recorder.lines.join('\n'));
    assert.equal(await decodeAll(film), '');
    const { video } = await probe(film);
    assert.equal(`${video[0].width}x${video[0].height}`, '1920x1080');
});

test('recorder_receivesCameras_asSmallAsTheirTilesInTheFile', async () => {
    // With eight people a tile is 626 pixels wide. Grace's window needs the processor most, and shows nothing of what is tested here.
    await people[1].page.setViewportSize(SMALL);
    const more = new Process(PROGRAM, ['simulate', service.rooms[0].participant, '--count', '5']);
    try {
        await people[0].page.waitForFunction(() => document.querySelectorAll('#room .tile.has-picture').length === 8, null, { timeout: 60000 });
        const recorder = new Process(PROGRAM, ['record', service.rooms[0].host, '--for', '20s', '--out', join(folder, 'many')],
            { env: { ...process.env, QT_LOGGING_RULES: 'proscenium.media.debug=true' } });
        await until(() => recorder.child.exitCode !== null, 'the recording', 90000);
        // A busy computer connects some of them only after a second try.
        const recorded = recorder.lines.findIndex((line) => /0:00:15 recorded/.test(line));
        assert.ok(recorded > 0, recorder.lines.join('\n'));
        const sizes = Object.fromEntries(recorder.lines.slice(0, recorded)
            .map((line) => line.match(/(\S+) is received in (\S+)/)).filter(Boolean).map(([, id, size]) => [id, size]));
        assert.equal(Object.keys(sizes).length, 8, recorder.lines.join('\n'));
        // Lower where this computer is too busy.
        assert.deepEqual(Object.values(sizes).filter((size) => !['640x360', '320x180'].includes(size)), [], JSON.stringify(sizes));
    } finally {
        await more.stop();
    }
});
