// The main use case as people do it: a host in the desktop program (real window, real mouse), two participants in real browsers with known video and tones,
// real Janus; one shares a tab for part of the time. Then the file is measured.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { layoutStage } from '../../resources/web/stage/stage_layout.js';
import { Desktop, openScreen } from './desktop.mjs';
import { Frame, amplitude, decodeAll, makeCamera, makeTone, packets, probe, sha256, sound } from './media.mjs';
import { Participant } from './participant.mjs';

const PROGRAM = process.env.PROSCENIUM_PROGRAM;
const PICTURES = process.env.PROSCENIUM_E2E_PICTURES ?? join(tmpdir(), 'proscenium-e2e-pictures');
const TITLE = 'Maths: 7/8 "Ünïted" 📐';
const PEOPLE = [
    { name: 'Amina Okafor', colour: '0xC81EC8', rgb: [200, 30, 200], hertz: 700 },
    { name: 'Bruno Silva', colour: '0x14AAB4', rgb: [20, 170, 180], hertz: 1300 },
];
const SLIDE = [220, 120, 20];
const seconds = (n) => new Promise((done) => setTimeout(done, n * 1000));

let folder;
let screen;
let desktop;
let slide;
const people = [];
const times = {};
let localFile;
let libraryFile;

async function filesUnder(path, ending) {
    const found = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
    return found.filter((entry) => entry.isFile() && entry.name.endsWith(ending))
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'proscenium-e2e-'));
    await mkdir(join(folder, 'run'), { mode: 0o700 });
    slide = createServer((request, response) => {
        response.setHeader('Content-Type', 'text/html');
        response.end(`<title>Slide</title><body style="margin:0;background:rgb(${SLIDE})"></body>`);
    });
    await new Promise((done) => { slide.listen(0, '127.0.0.1', done); });
    for (const [i, person] of PEOPLE.entries()) {
        person.camera = join(folder, `camera${i}.y4m`);
        person.tone = join(folder, `tone${i}.wav`);
        await makeCamera(person.camera, person.colour);
        await makeTone(person.tone, person.hertz);
    }
    screen = await openScreen(90 + process.pid % 200);
    desktop = new Desktop(PROGRAM, ['host', '--local', '--port', '18480', '--title', TITLE, '--name', 'Grace Hopper'],
        { display: screen.display, home: folder, pictures: PICTURES });
});

after(async () => {
    for (const person of people) {
        await person.close();
    }
    await desktop?.process.stop();
    await screen?.stop();
    slide?.close();
    await rm(folder, { recursive: true, force: true });
});

test('participants join from browsers and see each other', async () => {
    const [, link] = await desktop.process.line(/^participant: (\S+)$/);
    for (const person of PEOPLE) {
        people.push(await Participant.open({ link, ...person, sharedTitle: 'Slide' }));
    }
    for (const { page } of people) {
        await page.waitForFunction(() => document.querySelectorAll('#room .tile.has-picture').length === 2);
    }
    // The shared tab must exist before the browser can select it by its title.
    const tab = await people[1].context.newPage();
    await tab.goto(`http://127.0.0.1:${slide.address().port}/`);
    await people[1].page.bringToFront();
    await desktop.picture('joined');
});

test('the notices appear in order and word for word, and Confirm is kept', async () => {
    await Promise.all(people.map((person) => person.watchNotices()));
    await desktop.click('Start recording');
    await desktop.find('Do you want to start recording?');
    await desktop.picture('start');
    times.asked = Date.now();
    await desktop.click('Start Recording');
    for (const person of people) {
        await person.page.waitForSelector('#notice-recording [data-choice=confirm]');
    }
    await desktop.find('Stop recording');
    const shown = await people[0].notices();
    times.started = shown.at(-1).at;
    assert.deepEqual(shown.map((notice) => notice.text.split('\n')[0]),
        ['Recording will start momentarily, please wait.', 'This session is being recorded.']);
    for (const person of people) {
        assert.equal(await person.page.innerText('#notice-recording [data-choice=confirm]'), 'Confirm');
        await person.page.click('#notice-recording [data-choice=confirm]');
        await person.page.waitForSelector('#recording-indicator', { state: 'visible' });
    }
    assert.equal(await people[0].page.locator('#recording-elapsed').isVisible(), false, 'only moderators see a timer');
    await desktop.picture('recording');
});

test('one of them shares content for part of the time', async () => {
    await seconds(5);
    await people[1].page.click('#button-screen');
    await people[0].page.waitForSelector('#room .tile[data-peer=screen].has-picture');
    times.shared = Date.now();
    await seconds(5);
    await desktop.picture('shared');
    times.unshared = Date.now();
    await people[1].page.click('#button-screen');
    await people[0].page.waitForSelector('#room .tile[data-peer=screen]', { state: 'detached' });
    await seconds(3);
});

test('Stop asks, tells everyone, uploads, and the recording is in the folder', async () => {
    await desktop.click('Stop recording');
    await desktop.find('Are you sure you want to stop recording?');
    await desktop.picture('stop');
    await desktop.click('Stop recording', 'push button');
    times.stopped = Date.now();
    for (const person of people) {
        await person.page.waitForSelector('#toast-recording-ended');
        assert.equal(await person.page.innerText('#toast-recording-ended .toast-text'), 'The recording has ended.');
    }
    times.ended = Date.now();
    await desktop.click('Open Media and Files');
    await desktop.find('View');
    await desktop.picture('media');
    const all = await filesUnder(folder, '.mp4');
    assert.equal(all.length, 2, all.join('\n'));
    libraryFile = all.find((file) => file.includes('/Recordings/'));
    localFile = all.find((file) => file !== libraryFile);
    assert.match(libraryFile.split('/').at(-1), /^Rec – \d{4}-\d\d-\d\d \d\d-\d\d-\d\d – Maths- 7-8 -Ünïted- 📐\.mp4$/u);
    const consents = (await filesUnder(folder, 'consents.jsonl'))[0];
    const lines = (await readFile(consents, 'utf8')).trim().split('\n').map((line) => JSON.parse(line));
    assert.deepEqual(lines.map((line) => line.name).sort(), PEOPLE.map((person) => person.name).sort());
    assert.ok(lines.every((line) => !Number.isNaN(Date.parse(line.at))));
});

test('download and view give the bytes that the library holds', async () => {
    await desktop.click('Download');
    await desktop.find('Save the recording');
    const target = join(folder, 'saved.mp4');
    await desktop.key('ctrl+a');
    await desktop.type(target);
    await desktop.key('Return');
    for (let tries = 0; tries < 100; ++tries) {
        if ((await filesUnder(folder, 'saved.mp4')).length > 0) {
            break;
        }
        await seconds(0.1);
    }
    assert.equal(await sha256(target), await sha256(libraryFile));
    assert.equal(await packets(localFile), await packets(libraryFile));
    await desktop.click('View');
    await seconds(2);
    await desktop.picture('view');
});

test('the file is 1080p30 H.264 and AAC, whole, and as long as the recording was', async () => {
    const { video, audio, format } = await probe(libraryFile);
    assert.equal(video.length, 1);
    assert.equal(audio.length, 1);
    assert.deepEqual([video[0].codec_name, video[0].width, video[0].height, video[0].r_frame_rate, video[0].pix_fmt],
        ['h264', 1920, 1080, '30/1', 'yuv420p']);
    assert.deepEqual([audio[0].codec_name, audio[0].profile, audio[0].sample_rate, audio[0].channels],
        ['aac', 'LC', '48000', 2]);
    const shortest = (times.stopped - times.started) / 1000 - 1;
    const longest = (times.ended - times.asked) / 1000;
    assert.ok(format.duration > shortest && format.duration < longest, `${format.duration} s, expected ${shortest} to ${longest} s`);
    // On a slow computer a frame may be shown for longer; each missing one is counted.
    const { repeated } = JSON.parse(await readFile(join(dirname(localFile), 'report.json'), 'utf8'));
    const missing = Number(format.duration) * 30 - Number(video[0].nb_read_frames);
    assert.ok(missing > -1.5 && missing < repeated + 1.5, `${missing} pictures are not there, ${repeated} are counted`);
    assert.equal(await decodeAll(libraryFile), '');
});

/** A tile shows the person's colour everywhere except where the white block moves, so no name either. */
function expectPerson(frame, rect, rgb, what) {
    const inner = { x: rect.x + 14, y: rect.y + 14, width: rect.width - 28, height: rect.height - 28 };
    assert.ok(frame.share(inner, rgb, 30) > 0.9, `${what}: ${frame.share(inner, rgb, 30)} of the tile has its colour`);
    const edge = (y, height) => frame.share({ ...inner, y, height }, rgb, 30);
    const strip = Math.round(inner.height * 0.18);
    assert.ok(edge(inner.y, strip) > 0.995, `${what}: something is drawn at the top`);
    assert.ok(edge(inner.y + inner.height - strip, strip) > 0.995, `${what}: something is drawn at the bottom`);
}

test('each picture stands where the layout says, and no name is in it', async () => {
    const scene = { people: [{ participant: 'a', camera: true, fit: 'fill' }, { participant: 'b', camera: true, fit: 'fill' }],
        sharing: null, highlighted: null };
    const grid = layoutStage(scene, { width: 1920, height: 1080 });
    const frame = await Frame.at(libraryFile, 3);
    PEOPLE.forEach((person, i) => expectPerson(frame, grid[i], person.rgb, person.name));
    const during = (times.shared + times.unshared) / 2 - times.started;
    const shared = await Frame.at(libraryFile, during / 1000);
    const tiles = layoutStage({ ...scene, sharing: 'b' }, { width: 1920, height: 1080 });
    const main = tiles.find((tile) => tile.isMain);
    const middle = { x: main.x + Math.round(main.width / 4), y: main.y + Math.round(main.height / 4),
        width: Math.round(main.width / 2), height: Math.round(main.height / 2) };
    assert.ok(shared.share(middle, SLIDE, 30) > 0.98, `shared content: ${shared.share(middle, SLIDE, 30)}`);
    const strip = tiles.filter((tile) => !tile.isMain);
    PEOPLE.forEach((person, i) => expectPerson(shared, strip[i], person.rgb, `${person.name} in the strip`));
});

test('each tone is in the sound', async () => {
    const samples = await sound(libraryFile, 2, 4);
    const quiet = Math.max(...[450, 1000, 1750].map((hertz) => amplitude(samples, hertz)));
    for (const person of PEOPLE) {
        const loud = amplitude(samples, person.hertz);
        assert.ok(loud > 0.15 && loud < 0.27 && loud > 20 * quiet, `${person.hertz} Hz: ${loud} of 0.25, elsewhere ${quiet}`);
    }
});

test('nothing went wrong in the pages', () => {
    assert.deepEqual(people.flatMap((person) => person.faults), []);
});
