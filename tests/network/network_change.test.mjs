// Participants and a recorder whose network changes in mid-call: the cable in use is pulled and another one is there, or a firewall begins to block UDP. Media must
// flow again by itself, and they stay who they are in the room.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Process } from '../e2e/desktop.mjs';
import { amplitude, decodeAll, makeCamera, makeTone, sound } from '../e2e/media.mjs';
import { CHROMIUM, Participant } from '../e2e/participant.mjs';
import { RoomClient } from '../service/room_client.mjs';
import { PROGRAM, Service, removeFolder, temporaryFolder, until } from '../service/service.mjs';
import { Place, SERVICE, TURN, addTurnAddress, unable } from './places.mjs';
import { SECRET, TurnServer, makeCertificates } from './turn_server.mjs';

const skip = unable();
const TONE = 440;
/** Limits for a busy machine; it takes 2 to 5 s, and about 10 s where only media has lost its way. */
const MOST_MS = 15000;
const PATIENCE_MS = 40000;

let folder;
let service;
/** Knows who is in the room. */
let observer;

before(async () => {
    if (skip) {
        return;
    }
    folder = await temporaryFolder();
    addTurnAddress();
    await makeTone(join(folder, 'tone.wav'), TONE);
    await makeCamera(join(folder, 'camera.y4m'), 'teal');
});

after(async () => {
    await (folder && removeFolder(folder));
});

/** A place, and a service that it reaches through each of its cables. */
async function setUp(context, { cables, turnServers = [] }) {
    const place = await Place.open({ cables });
    // Started last: a media server whose addresses change is restarted.
    service = await Service.start({ rooms: ['Moving'], folder, config: { listenAddress: SERVICE, tls: { mode: 'own' }, turnServers } });
    await service.janus();
    // The service's own certificate.
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    observer = await RoomClient.join(service.rooms[0].host, { name: 'Observer' });
    context.after(async () => {
        await observer.leave();
        await service.stop();
        place.close();
    });
    return place;
}

/** Everybody's id, by name. */
const people = () => Object.fromEntries(observer.state.participants.map(({ name, id }) => [name, id]));

/** Who had to join anew would have another id, and the one from before would be gone. */
function assertNobodyLeft(ids, names) {
    const left = observer.messages.filter(({ type }) => type === 'stateChanged').flatMap((message) => message.left);
    assert.deepEqual(names.filter((name) => !ids[name] || left.includes(ids[name])), [], JSON.stringify(ids));
}

/** The longest silence in the file, in seconds. */
async function longestSilence(file, seconds) {
    const [step, rate] = [0.1, 48000];
    const samples = await sound(file, 1, seconds - 2);
    let [longest, now] = [0, 0];
    for (let at = 0; at + step * rate <= samples.length; at += step * rate) {
        now = amplitude(samples.subarray(at, at + step * rate), TONE) < 0.01 ? now + step : 0;
        longest = Math.max(longest, now);
    }
    return longest;
}

test('recorder_goesOnInTheSameFile_whenItsNetworkChanges', { skip }, async (context) => {
    const place = await setUp(context, { cables: 2 });
    const sender = new Process(PROGRAM, ['simulate', service.rooms[0].participant, '--count', '1', '--audio', join(folder, 'tone.wav')]);
    context.after(() => sender.stop());
    await sender.line(/^1 of 1 /, 60000);
    const recorder = place.start(PROGRAM, ['record', service.rooms[0].host, '--name', 'Recorder', '--for', '12s', '--upload-after', '--out',
        join(folder, 'out'), '--json']);
    context.after(() => recorder.stop());
    await recorder.line(/Recording\./, 60000);
    const room = people();
    place.changeNetwork();
    await recorder.line(/The connection is back/, PATIENCE_MS);
    assert.deepEqual(people(), room);
    assertNobodyLeft(room, ['Recorder']);
    await until(() => recorder.isOver, 'the recording', 120000);
    const result = JSON.parse(recorder.lines.find((line) => line.startsWith('{')) ?? assert.fail(recorder.lines.join('\n')));
    assert.equal(await decodeAll(result.file), '');
    const silence = await longestSilence(result.file, result.durationMs / 1000);
    context.diagnostic(`nothing was received for ${silence.toFixed(1)} s`);
    assert.ok(silence > 0, 'the network did change');
    assert.ok(silence * 1000 < MOST_MS, `${silence} s of silence`);
});

/** Watches in the page how long the picture of each of `names` stands still. */
function watch({ page }, names) {
    return page.evaluate((wanted) => {
        window.watched = Object.fromEntries(wanted.map((name) => [name, { key: '', at: performance.now(), longest: 0 }]));
        setInterval(() => {
            for (const [name, seen] of Object.entries(window.watched)) {
                const tile = [...document.querySelectorAll('.tile[data-peer=main]')].find(({ innerText }) => innerText.includes(name));
                const video = tile?.querySelector('video');
                const key = video?.videoWidth > 0 ? `${video.srcObject?.id} ${video.getVideoPlaybackQuality().totalVideoFrames}` : seen.key;
                if (key !== seen.key) {
                    seen.longest = Math.max(seen.longest, performance.now() - seen.at);
                    Object.assign(seen, { key, at: performance.now() });
                }
            }
        }, 50);
    }, names);
}

/** For how many ms each picture has stood still: at most, and now. */
const stills = ({ page }) => page.evaluate(() => Object.entries(window.watched).map(([name, { longest, at }]) =>
    ({ name, longest: Math.round(longest), now: Math.round(performance.now() - at) })));

/** Ada's page and a program in `place`, Grace's page elsewhere; all send, and both pages watch those on the other side. */
async function meet(context, place) {
    const enter = async (name, browser) => {
        const person = await Participant.open({ link: service.rooms[0].participant, name, camera: join(folder, 'camera.y4m'), tone: join(folder, 'tone.wav'),
            browser, context: { ignoreHTTPSErrors: true } });
        context.after(() => person.close());
        return person;
    };
    const program = place.start(PROGRAM, ['simulate', service.rooms[0].participant, '--count', '1']);
    context.after(() => program.stop());
    const pages = [
        { person: await enter('Ada', { executablePath: await place.wrapper(folder, CHROMIUM) }), others: ['Grace'] },
        { person: await enter('Grace', {}), others: ['Ada', 'Participant 1'] },
    ];
    const all = async () => (await Promise.all(pages.map(({ person }) => stills(person)))).flat();
    for (const { person, others } of pages) {
        await person.page.waitForFunction(() => document.querySelectorAll('#room .tile.has-picture').length === 3, null, { timeout: PATIENCE_MS });
        await watch(person, others);
    }
    await until(async () => (await all()).every(({ now }) => now < 300), 'everybody moves');
    await Promise.all(pages.map(({ person }) => person.page.evaluate(() => Object.values(window.watched).forEach((seen) => { seen.longest = 0; }))));
    return all;
}

/** After `change` everybody's picture stops, and moves again; nobody has to join anew. */
async function assertGoesOn(context, place, change) {
    const all = await meet(context, place);
    const room = people();
    change();
    await until(async () => (await all()).every(({ longest, now }) => longest > 1000 && now < 500), 'everybody moves again', PATIENCE_MS)
        .catch(async (error) => { throw new Error(`${error.message}: ${JSON.stringify(await all())}`); });
    const holes = await all();
    context.diagnostic(holes.map(({ name, longest }) => `${name} stood still for ${longest} ms`).join(', '));
    assert.deepEqual(people(), room);
    assertNobodyLeft(room, ['Ada', 'Grace', 'Participant 1']);
    assert.ok(holes.every(({ longest }) => longest < MOST_MS), JSON.stringify(holes));
}

test('pageAndProgram_sendAndReceiveAgain_whenTheirNetworkChanges', { skip }, async (context) => {
    const place = await setUp(context, { cables: 2 });
    await assertGoesOn(context, place, () => place.changeNetwork());
});

test('pageAndProgram_goOnThroughTheRelay_whenUdpIsBlockedInMidCall', { skip }, async (context) => {
    const turn = await TurnServer.start(folder, await makeCertificates(folder));
    context.after(() => turn.stop());
    const turnServers = [{ urls: [`turn:${TURN}:3478?transport=tcp`], secret: SECRET }];
    const place = await setUp(context, { cables: 1, turnServers });
    await assertGoesOn(context, place, () => place.block('meta l4proto tcp'));
    assert.ok(turn.relayed >= 4, `${turn.relayed} connections go through the relay`);
});
