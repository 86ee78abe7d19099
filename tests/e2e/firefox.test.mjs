// A participant in a real Firefox and one in a real Chromium, through a real Janus: they see and hear each other, and both are in the recording.
import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { layoutStage } from '../../resources/web/stage/stage_layout.js';
import { PROGRAM, Service, filesUnder, removeFolder, temporaryFolder, until } from '../service/service.mjs';
import { Process, openScreen } from './desktop.mjs';
import { Firefox, HERTZ, codecsSent, picturesDecoded } from './firefox.mjs';
import { Frame, amplitude, decodeAll, makeCamera, makeTone, probe, sound } from './media.mjs';
import { Participant } from './participant.mjs';

const PICTURES = process.env.PROSCENIUM_E2E_PICTURES ?? join(tmpdir(), 'proscenium-e2e-pictures');
/** The recorder says every so many seconds how much is in the file. */
const SECONDS = 5;
/** How many pictures of the file are looked at. */
const MOMENTS = 8;
const FAY = 'Fay Firefox';
const CID = { name: 'Cid Chromium', rgb: [0, 128, 128], hertz: 700 };
const PHONE = 'Mozilla/5.0 (Android 15; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0';

let folder;
let service;
let screen;
let firefox;
let fay;
let cid;
let film;

before(async () => {
    folder = await temporaryFolder();
    await mkdir(PICTURES, { recursive: true });
    service = await Service.start({ rooms: ['Browsers'], folder });
    await service.janus();
    await makeCamera(join(folder, 'camera.y4m'), 'teal', '1280x720');
    await makeTone(join(folder, 'tone.wav'), CID.hertz);
    screen = await openScreen(90 + process.pid % 200);
    firefox = await Firefox.launch(screen.display);
});

after(async () => {
    await firefox?.close();
    await screen?.stop();
    await cid?.close();
    await service?.stop();
    await removeFolder(folder);
});

const picture = (page, name) => page.screenshot({ path: join(PICTURES, `firefox-${name}.png`) });

/** Runs in a page: its tiles as {name, speaking, shown, frames, colour}. */
function readTiles() {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    return [...document.querySelectorAll('#room .tile')].map((tile) => {
        const video = tile.querySelector('video');
        pen.drawImage(video, 0, 0, 1, 1);
        return {
            name: tile.querySelector('.tile-name').textContent, speaking: tile.classList.contains('speaking'), shown: tile.classList.contains('has-picture'),
            frames: video.getVideoPlaybackQuality().totalVideoFrames, colour: [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3),
        };
    });
}

/** Waits until the tile of `name` is as `isSo` says. */
async function waitForTile(page, name, isSo, what) {
    let tiles = [];
    return until(async () => {
        tiles = await page.evaluate(readTiles);
        return tiles.find((tile) => tile.name.startsWith(name) && isSo(tile));
    }, `${name}: ${what}`, 60000).catch((error) => { throw new Error(`${error.message}; ${JSON.stringify(tiles)}`); });
}

const near = (one, other, tolerance) => one.every((value, i) => Math.abs(value - other[i]) <= tolerance);

test('firefox_seesItselfAndItsVoice_beforeItJoins', async () => {
    fay = await firefox.open(service.rooms[0].participant);
    await fay.waitForFunction(() => document.querySelector('.preview-video').videoWidth > 0);
    await fay.waitForFunction(() => !/scaleX\(0\)/.test(document.querySelector('.level-bar').style.transform));
    await picture(fay, 'join');
    await fay.type('#join-name', FAY);
    await fay.click('#join-button');
    await fay.waitForSelector('#room');
});

test('firefoxAndChromium_seeAndHearEachOther', async () => {
    cid = await Participant.open({ link: service.rooms[0].participant, name: CID.name,
        camera: join(folder, 'camera.y4m'), tone: join(folder, 'tone.wav') });
    const first = await waitForTile(cid.page, FAY, (tile) => tile.shown && tile.colour.some((value) => value > 60), 'its picture in Chromium');
    await waitForTile(cid.page, FAY, (tile) => tile.frames > first.frames + 20 && !near(tile.colour, first.colour, 40), 'moves in Chromium');
    await waitForTile(cid.page, FAY, (tile) => tile.speaking, 'is heard in Chromium');
    await waitForTile(fay, CID.name, (tile) => tile.shown && near(tile.colour, CID.rgb, 50), 'its picture in Firefox');
    const decoded = await picturesDecoded(fay);
    await until(async () => await picturesDecoded(fay) > decoded + 20, 'Chromium moves in Firefox', 60000);
    await waitForTile(fay, CID.name, (tile) => tile.speaking, 'is heard in Firefox');
    await waitForTile(fay, FAY, (tile) => tile.speaking, 'is marked as speaking in its own page');
    // How many of the three layers flow is up to Firefox's estimate of the bandwidth.
    assert.deepEqual([...new Set(await codecsSent(fay))], ['video/VP8']);
    await picture(fay, 'room');
});

test('firefoxsCamera_isSeenAgain_afterItWasOff', async () => {
    await fay.click('#button-camera');
    await waitForTile(cid.page, FAY, (tile) => !tile.shown, 'no picture while the camera is off');
    await fay.click('#button-camera');
    const { frames } = await waitForTile(cid.page, FAY, (tile) => tile.shown, 'its picture again');
    await waitForTile(cid.page, FAY, (tile) => tile.frames > frames + 20, 'moves again');
});

test('firefoxsScreen_isSeen_whileItIsShared', async () => {
    await fay.bringToFront();
    await fay.click('#button-screen');
    await cid.page.waitForSelector('#room .tile[data-peer=screen].has-picture');
    await picture(fay, 'screen');
    await fay.click('#button-screen');
    await cid.page.waitForSelector('#room .tile[data-peer=screen]', { state: 'detached' });
});

test('firefox_confirmsTheNotice_andTheConfirmationIsKept', async () => {
    // Not for a fixed time, which a busy computer would need for the notices alone.
    const recorder = new Process(PROGRAM, ['record', service.rooms[0].host, '--out', join(folder, 'recordings'), '--json']);
    await fay.waitForSelector('#notice-recording [data-choice=confirm]');
    await picture(fay, 'notice');
    await fay.click('#notice-recording [data-choice=confirm]');
    await fay.waitForSelector('#recording-indicator', { visible: true });
    await cid.page.click('#notice-recording [data-choice=confirm]');
    const { colour } = await waitForTile(cid.page, FAY, (tile) => tile.shown, 'is shown while it is recorded');
    await waitForTile(cid.page, FAY, (tile) => !near(tile.colour, colour, 40), 'moves while it is recorded');
    const said = recorder.lines.length;
    await until(() => recorder.lines.slice(said).some((line) => / recorded, /.test(line)), 'some seconds more in the file', 60000);
    await recorder.stop();
    film = JSON.parse(recorder.lines.find((line) => line.startsWith('{'))).file;
    await fay.waitForSelector('#toast-recording-ended');
    const [consents] = await filesUnder(folder, 'consents.jsonl');
    const names = (await readFile(consents, 'utf8')).trim().split('\n').map((line) => JSON.parse(line).name);
    assert.deepEqual(names.sort(), [CID.name, FAY]);
});

/** The mean colour of the middle of a tile. */
function colourOf(frame, tile) {
    const sum = [0, 0, 0];
    const half = 20;
    for (let y = -half; y < half; ++y) {
        for (let x = -half; x < half; ++x) {
            frame.pixel(Math.round(tile.x + tile.width / 2) + x, Math.round(tile.y + tile.height / 3) + y).forEach((value, i) => { sum[i] += value; });
        }
    }
    return sum.map((value) => value / (4 * half * half));
}

/** Whether a tone, and little else, is in some tenth of a second: on a busy computer Firefox's fake microphone stands still now and then. */
function isHeard(samples, hertz) {
    const tenth = 4800;
    const parts = Array.from({ length: Math.floor(samples.length / tenth) }, (_, i) => samples.subarray(i * tenth, (i + 1) * tenth));
    return parts.some((part) => amplitude(part, hertz) > 0.05 && amplitude(part, hertz) > 10 * amplitude(part, 1500));
}

test('recording_showsFirefoxsMovingPicture_andPlaysItsTone', async () => {
    assert.equal(await decodeAll(film), '');
    const { format } = await probe(film);
    assert.ok(Number(format.duration) >= SECONDS, `${format.duration} s`);
    const people = ['fay', 'cid'].map((participant) => ({ participant, camera: true, fit: 'fill' }));
    const [fays, cids] = layoutStage({ people, sharing: null, highlighted: null }, { width: 1920, height: 1080 });
    const frames = [];
    for (let i = 0.5; i < MOMENTS; ++i) {
        frames.push(await Frame.at(film, i / MOMENTS * format.duration));
    }
    const colours = frames.map((frame) => colourOf(frame, fays));
    assert.ok(colours.every((colour) => Math.max(...colour) > 60), `black: ${colours.join(' | ')}`);
    assert.ok(colours.some((colour) => !near(colour, colours[0], 20)), `does not move: ${colours.join(' | ')}`);
    assert.ok(frames.every((frame) => near(colourOf(frame, cids), CID.rgb, 20)), 'Chromium beside it');
    const samples = await sound(film, 0, format.duration);
    [HERTZ, CID.hertz].forEach((hertz) => assert.ok(isHeard(samples, hertz), `${hertz} Hz`));
    assert.ok(!isHeard(samples, 1200), 'a tone that nobody sends');
});

test('firefox_mayRecordOnAComputer_butNotOnAPhone', async () => {
    const { moderator } = service.rooms[0];
    const desk = await firefox.join(moderator, 'Mia');
    await desk.waitForSelector('#button-record:not([aria-disabled=true])');
    await desk.close();
    const phone = await firefox.join(moderator, 'Pat', { agent: PHONE, viewport: { width: 390, height: 780 } });
    await phone.waitForSelector('#button-record[aria-disabled=true]');
    await picture(phone, 'phone');
    assert.deepEqual([...fay.faults, ...desk.faults, ...phone.faults], []);
});
