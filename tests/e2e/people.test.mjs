// A moderator's control over people, in real browsers through a real service and Janus: admit, mute, camera off, stage, roles, removal, chat. One participant's
// page disobeys: it is told nothing, so that what stops its packets is the service.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Service, removeFolder, temporaryFolder, until } from '../service/service.mjs';
import { makeCamera, makeTone } from './media.mjs';
import { Participant } from './participant.mjs';
import { noteConnections } from './sources.mjs';

/** What may still arrive after the service has stopped passing a track on. */
const STOPS_WITHIN_MS = 1000;
const QUIET_MS = 1500;

let folder;
let service;
let host;
let obedient;
let rebel;
const people = [];

/** In the page, before it loads: what moderators do, and the state after it, never reach the page's code once window.deaf is set. */
function deafPage() {
    const add = WebSocket.prototype.addEventListener;
    WebSocket.prototype.addEventListener = function listen(type, handler, ...more) {
        const wrapped = type !== 'message' ? handler : (event) => {
            const kind = JSON.parse(event.data).type;
            if (!(window.deaf && ['told', 'state', 'stateChanged'].includes(kind))) {
                handler.call(this, event);
            }
        };
        return add.call(this, type, wrapped, ...more);
    };
}

/** In the page: packets received by kind, of everybody. */
async function received() {
    const sums = { audio: 0, video: 0 };
    for (const one of window.connections) {
        for (const report of (await one.getStats()).values()) {
            if (report.type === 'inbound-rtp') {
                sums[report.kind] += report.packetsReceived;
            }
        }
    }
    return sums;
}

const row = (name) => `.person:has(.person-name:text-is("${name}"))`;

/** Opens the panel, and chooses from somebody's menu. */
async function choose(page, name, action) {
    if (!await page.locator('#people-panel').isVisible()) {
        await page.click('#button-people');
    }
    await page.click(`${row(name)} .menu-anchor > button`);
    await page.click(`#person-${action}`);
}

const toast = (page, words) => page.waitForSelector(`.toast:has-text("${words}")`);

/** Packets of that kind stop on that page within STOPS_WITHIN_MS. */
async function stops(page, kind, from) {
    await until(() => Date.now() - from > STOPS_WITHIN_MS, 'a second', 3000);
    const earlier = await page.evaluate(received);
    await new Promise((done) => { setTimeout(done, QUIET_MS); });
    const now = await page.evaluate(received);
    assert.ok(earlier[kind] > 0);
    assert.equal(now[kind] - earlier[kind], 0, `${kind} goes on`);
}

before(async () => {
    folder = await temporaryFolder();
    service = await Service.start({ rooms: ['People'], folder });
    await service.janus();
    await makeTone(join(folder, 'tone.wav'), 440);
    await makeCamera(join(folder, 'camera.y4m'), 'teal');
    const [{ host: hostLink, participant }] = service.rooms;
    const context = { context: { locale: 'en-US' } };
    const prepare = async (each) => { await each.addInitScript(noteConnections); await each.addInitScript(deafPage); };
    host = await Participant.open({ link: hostLink, name: 'Hila', camera: join(folder, 'camera.y4m'), tone: join(folder, 'tone.wav'), prepare, ...context });
    people.push(host);
    obedient = await Participant.join(host.browser, participant, 'Otto', { prepare });
    people.push(obedient);
    await host.page.waitForFunction(() => document.querySelectorAll('#room .tile.has-picture').length === 2);
});

after(async () => {
    await Promise.all(people.map((person) => person.close()));
    await service?.stop();
    await removeFolder(folder);
});

test('somebody who waits in a locked room is admitted by the host', async () => {
    await host.page.click('#button-more');
    await host.page.click('#menu-lock');
    await host.page.click('#question-lock [data-choice=lock]');
    const context = await host.browser.newContext({ locale: 'en-US', viewport: { width: 1000, height: 700 }, permissions: ['camera', 'microphone'] });
    await context.addInitScript(noteConnections);
    await context.addInitScript(deafPage);
    const page = await context.newPage();
    await page.goto(service.rooms[0].participant);
    await page.fill('#join-name', 'Rebecca');
    await page.click('#join-button');
    await page.waitForSelector('#waiting');
    await host.page.waitForSelector('#waiting-words:has-text("Rebecca is waiting to join.")');
    await host.page.click('#waiting-strip [data-action=admit]');
    await page.waitForSelector('#room');
    rebel = { page, context };
    await host.page.waitForFunction(() => document.querySelectorAll('#room .tile.has-picture').length === 3);
});

test('muting switches the microphone off, says by whom, and offers it again', async () => {
    await choose(host.page, 'Otto', 'mute');
    await toast(obedient.page, 'Hila muted you.');
    await obedient.page.waitForSelector('#button-microphone[data-tone=off]');
    await choose(host.page, 'Otto', 'askToUnmute');
    const message = await toast(obedient.page, 'Hila asks you to turn on your microphone.');
    await (await message.$('.button')).click();
    await obedient.page.waitForSelector('#button-microphone:not([data-tone=off])');
    await host.page.waitForSelector(`${row('Otto')} .mark-microphone`);
});

test('a page that disobeys is silent and dark all the same, within a second', async () => {
    // Otto hears only Rebecca now.
    await host.page.click('#button-microphone');
    await host.page.click('#button-camera');
    await rebel.page.evaluate(() => { window.deaf = true; });
    await new Promise((done) => { setTimeout(done, 1000); }); // what the host has just switched off has stopped
    await choose(host.page, 'Rebecca', 'mute');
    await stops(obedient.page, 'audio', Date.now());
    await choose(host.page, 'Rebecca', 'switchCameraOff');
    await stops(obedient.page, 'video', Date.now());
});

test('who is taken off a closed stage reaches nobody, and cannot come back', async () => {
    await rebel.page.evaluate(() => { window.deaf = false; });
    await rebel.page.reload();
    await rebel.page.fill('#join-name', 'Rebecca');
    await rebel.page.click('#join-button');
    await rebel.page.waitForSelector('#waiting');
    await host.page.click('#waiting-strip [data-action=admit]');
    await rebel.page.waitForSelector('#room');
    await host.page.waitForSelector(`.tile.has-picture:has-text("Rebecca")`);
    // The host is to hear nobody else.
    await choose(host.page, 'Otto', 'mute');
    await choose(host.page, 'Otto', 'switchCameraOff');
    await host.page.selectOption('#stage-access', 'invite');
    await rebel.page.evaluate(() => { window.deaf = true; });
    await choose(host.page, 'Rebecca', 'takeOffStage');
    const from = Date.now();
    await host.page.waitForFunction(() => ![...document.querySelectorAll('.tile')].some((tile) => tile.innerText.includes('Rebecca')));
    await stops(host.page, 'audio', from);
    await rebel.page.evaluate(() => { window.deaf = false; });
    await host.page.click('#button-hand'); // the next change, from which the page notices that it has missed some
    await rebel.page.waitForSelector('#button-microphone[aria-disabled=true]');
    await rebel.page.click('#button-microphone', { force: true }); // which only says why
    await toast(rebel.page, 'Only people invited by a moderator can go on stage.');
});

test('a moderator made here locks and unlocks at once; taken away, it is gone', async () => {
    await choose(host.page, 'Otto', 'makeModerator');
    await toast(obedient.page, 'Hila made you a moderator.');
    await obedient.page.click('#button-unlock');
    await host.page.waitForSelector('#button-unlock', { state: 'hidden' });
    await choose(host.page, 'Otto', 'makeParticipant');
    await toast(obedient.page, 'Hila made you a participant.');
    await obedient.page.click('#button-more');
    assert.equal(await obedient.page.locator('#menu-lock').count(), 0);
    await obedient.page.keyboard.press('Escape');
});

test('what is written reaches the others, with its links', async () => {
    await obedient.page.click('#button-chat');
    await obedient.page.fill('#chat-input', 'See https://example.org <b>now</b>');
    await obedient.page.press('#chat-input', 'Enter');
    await host.page.waitForSelector('#button-chat:has-text("1")');
    await host.page.click('#button-chat');
    const line = await host.page.waitForSelector('.chat-line .chat-text');
    assert.equal(await line.innerText(), 'See https://example.org <b>now</b>');
    assert.equal(await (await line.$('a')).getAttribute('href'), 'https://example.org');
    await host.page.click('.chat-line .chat-delete');
    await obedient.page.waitForSelector('.chat-line', { state: 'detached' });
});

test('who is removed is out, and has to be let in', async () => {
    await choose(host.page, 'Otto', 'remove');
    await host.page.click('#question-remove [data-choice=remove]');
    await obedient.page.waitForSelector('#message:has-text("You were removed from the session.")');
    await obedient.page.goto(service.rooms[0].participant);
    await obedient.page.reload();
    await obedient.page.fill('#join-name', 'Somebody else');
    await obedient.page.click('#join-button');
    await obedient.page.waitForSelector('#waiting:has-text("A moderator has to let you in.")');
    await host.page.waitForSelector('#waiting-strip:has-text("Somebody else")');
    assert.deepEqual(people.flatMap(({ faults }) => faults), []);
});
