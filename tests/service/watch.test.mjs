// How the service processes a published recording in the background, and the page that plays it for anyone with a link.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { launch, openPage, picture } from '../web/browser.mjs';
import { Body, digest } from './body.mjs';
import { publish } from './published.mjs';
import { RoomClient, assertRefused, keeping } from './room_client.mjs';
import { Service, filesUnder, freePort, makeToken, removeFolder, run, temporaryFolder, until } from './service.mjs';

const SECONDS = 12;

let folder;
let service;
let body;
let browser;
let job;
const { open, keep } = keeping();

const share = async (purpose, hours = 48) => {
    const answer = await job.moderator.ask('shareMedia', { item: job.item, purpose, hours });
    assert.equal(answer.type, 'mediaLinkReady', JSON.stringify(answer));
    return answer;
};
const ticketOf = (path) => path.split('#t=')[1];
const part = (name, ticket) => fetch(`${service.base}/media/${job.item}${name}?ticket=${ticket}`);
const info = async (ticket) => (await part('/info.json', ticket)).json();
const recordingFolder = async (item) => dirname((await filesUnder(service.data, 'meta.json')).find((file) => file.includes(item)));
const probe = async (file, entries) => (await promisify(execFile)('ffprobe',
    ['-v', 'error', '-show_entries', entries, '-of', 'csv=p=0', file])).stdout.trim();

before(async () => {
    folder = await temporaryFolder();
    body = await Body.record(join(folder, 'body.mp4'), { seconds: SECONDS, size: '640x360', quality: 25 });
    service = await Service.start({ rooms: ['Biology 101', 'Chemistry 1'], folder, port: await freePort() });
    job = await publish({ service, room: service.rooms[0], body, keep });
    browser = await launch();
});

after(async () => {
    await browser?.close();
    open.forEach((client) => client.socket.terminate());
    await service?.stop();
    await removeFolder(folder);
});

test('what is published is looked through in the background: length, poster, strip', async () => {
    const ticket = ticketOf((await share('view')).path);
    assert.equal((await info(ticket)).name, 'Rec – 1.mp4');
    const { preview, duration } = await until(async () => {
        const now = await info(ticket);
        return now.preview && now;
    }, 'the preview', 60000);
    assert.equal(preview.sha256, body.checksum);
    assert.deepEqual([preview.pictures, preview.keyPictures, preview.damagedPictures, preview.damagedSounds], [SECONDS * 30, SECONDS, 0, 0]);
    assert.ok(Math.abs(duration - SECONDS * 1000) < 60, `${duration} ms`);
    const item = await until(async () => (await job.moderator.ask('listMedia')).items.find((one) => one.item === job.item), 'the item');
    assert.deepEqual([item.state, item.reason], ['ready', '']);
    for (const [name, size] of [['/poster.jpg', '640,360'],
        ['/strip.jpg', `${preview.strip.columns * 160},${Math.ceil(preview.strip.tiles / preview.strip.columns) * 90}`]]) {
        const answer = await part(name, ticket);
        assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'image/jpeg']);
        const file = join(folder, 'picture.jpg');
        await writeFile(file, Buffer.from(await answer.arrayBuffer()));
        assert.equal(await probe(file, 'stream=width,height'), size);
    }
    const history = join(await recordingFolder(job.item), 'history.jsonl');
    // Written after the preview images.
    const lines = await until(async () => {
        const now = (await readFile(history, 'utf8')).trim().split('\n').map((line) => JSON.parse(line));
        return now.some(({ what }) => what === 'checked') && now;
    }, 'the note in its history');
    assert.deepEqual(lines.filter(({ what }) => what === 'checked').map(({ detail }) => detail), ['ok']);
    assert.deepEqual(lines.filter(({ what }) => what === 'linkMade').map(({ by, detail }) => [by, detail]), [['Grace Hopper', 'view, 48 h']]);
});

test('a shared link opens a page that plays it, with a small picture wherever one points', async () => {
    const { path, expires } = await share('view');
    assert.ok(Math.abs(new Date(expires) - Date.now() - 48 * 3600_000) < 60_000, expires);
    const page = await openPage(browser);
    await page.goto(service.base + path);
    await page.waitForSelector('#watch-line');
    assert.equal(await page.title(), 'Rec – 1');
    assert.equal(await page.locator('#watch-download').count(), 0);
    await page.waitForFunction(() => document.querySelector('#watch-video').readyState >= 1);
    const length = await page.evaluate(() => document.querySelector('#watch-video').duration);
    assert.ok(Math.abs(length - SECONDS) < 0.1, `${length} s`);
    const line = await page.locator('#watch-line').boundingBox();
    await page.mouse.move(line.x + line.width * 0.5, line.y + line.height / 2);
    await page.waitForSelector('#watch-preview', { state: 'visible' });
    const { columns } = (await info(ticketOf(path))).preview.strip;
    const shown = await page.evaluate(() => [document.querySelector('.watch-tile').style.backgroundPosition, document.querySelector('.watch-time').textContent]);
    const tile = Number(shown[1].split(':')[1]);
    assert.ok(tile >= 5 && tile <= 6, shown[1]);
    assert.equal(shown[0], `-${tile % columns * 160}px ${tile < columns ? '0' : '-90'}px`.replace('-0px', '0px'));
    await picture(page, 'watch');
    await page.mouse.click(line.x + line.width * 0.75, line.y + line.height / 2);
    await page.waitForFunction(() => Math.abs(document.querySelector('#watch-video').currentTime - 9) < 0.4);
    await page.focus('#watch-line');
    await page.keyboard.press('ArrowLeft');
    await page.waitForFunction(() => Math.abs(document.querySelector('#watch-video').currentTime - 4) < 0.4);
    await page.evaluate(() => document.querySelector('#watch-video').play());
    await page.waitForFunction(() => document.querySelector('#watch-video').currentTime > 5);
    assert.deepEqual(page.faults, []);
    await page.context().close();
});

test('a link with download has a button that gives the whole file; one for watching gives none', async () => {
    const page = await openPage(browser, { acceptDownloads: true });
    await page.goto(service.base + (await share('download')).path);
    await page.waitForSelector('#watch-download');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#watch-download')]);
    assert.equal(download.suggestedFilename(), 'Rec – 1.mp4');
    const got = await readFile(await download.path());
    const [file] = await filesUnder(service.data, '.mp4');
    assert.equal(digest(got), digest(await readFile(file)));
    await page.context().close();
    const view = ticketOf((await share('view')).path);
    assert.equal((await fetch(`${service.base}/media/${job.item}?ticket=${view}&download=1`)).status, 403);
});

test('the page says in words that a link is over, in one\'s own language', async () => {
    const { path } = await share('view');
    const says = async (address, locale) => {
        const page = await openPage(browser, { locale });
        await page.goto(service.base + address);
        const text = await page.locator('.watch-message').innerText();
        await page.context().close();
        return text;
    };
    const expired = makeToken(await service.secret(), { purpose: 'view', item: job.item, link: '', iat: 1, exp: 2 });
    assert.equal(await says(`/watch/${job.item}#t=${expired}`), 'This link is no longer valid. Please ask for a new one.');
    assert.equal(await says(`/watch/${job.item}`), 'This link is no longer valid. Please ask for a new one.');
    await job.moderator.askOk('revokeLinks', { item: job.item });
    assert.equal(await says(path, 'de-DE'), 'Dieser Link ist nicht mehr gültig. Bitten Sie um einen neuen.');
    await job.moderator.askOk('deleteMedia', { item: job.item });
    await job.moderator.askOk('restoreMedia', { item: job.item });
    const again = await share('view');
    await job.moderator.askOk('deleteMedia', { item: job.item });
    assert.equal(await says(again.path), 'This recording is no longer available, or not ready yet.');
    await job.moderator.askOk('restoreMedia', { item: job.item });
    for (const hours of [0, 9000]) {
        assertRefused(await job.moderator.ask('shareMedia', { item: job.item, purpose: 'view', hours }), 'malformed');
    }
});

test('library process says what is damaged; the recording stays published', async () => {
    const where = await recordingFolder(job.item);
    const process = () => run(['library', 'process', '--recording', where]);
    const well = await process();
    assert.deepEqual([well.code, well.stderr], [0, '']);
    assert.match(well.stdout, /^The recording is whole: 360 pictures, 1[12] s of sound\.$/m);
    const [file] = await filesUnder(where, '.mp4');
    const bytes = await readFile(file);
    const damaged = Buffer.from(bytes);
    // Each fragment begins with a key frame.
    const mdat = damaged.indexOf('mdat', body.ends[4]);
    damaged.fill(0xff, mdat + 200, mdat + 3000);
    await writeFile(file, damaged);
    const bad = await process();
    assert.equal(bad.code, 1);
    assert.match(bad.stdout, /^The recording is damaged: 1 video frames and \d+ audio packets, from second 4 on\.$/m);
    // The service has processed this recording already, so it reports the damage only after its next start.
    await service.stop();
    await service.launch(2);
    const moderator = await keep(RoomClient.join(service.rooms[0].moderator));
    const item = await until(async () => {
        const { items } = await moderator.ask('listMedia');
        return items[0].reason && items[0];
    }, 'the reason', 60000);
    assert.deepEqual([item.state, item.reason], ['ready', 'fileDamaged']);
    await writeFile(file, bytes);
    const none = join(folder, 'empty');
    await mkdir(none);
    const refused = await run(['library', 'process', '--recording', none]);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /^There is no published recording in \S/);
});
