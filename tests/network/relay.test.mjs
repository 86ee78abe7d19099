// Participants behind firewalls that let no UDP through, or only TCP port 443: media goes through a real coturn.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { amplitude, decodeAll, makeCamera, makeTone, sound } from '../e2e/media.mjs';
import { CHROMIUM, Participant } from '../e2e/participant.mjs';
import { PROGRAM, Service, removeFolder, temporaryFolder, until } from '../service/service.mjs';
import { Place, SERVICE, TURN, addTurnAddress, unable } from './places.mjs';
import { SECRET, TurnServer, makeCertificates } from './turn_server.mjs';

const skip = unable();
/** What is promised on an idle machine; a busy one gets more time, and the time is printed. */
const PROMISED_MS = 10000;
const PATIENCE_MS = 3 * PROMISED_MS;
const URLS = [`turn:${TURN}:3478?transport=tcp`, `turns:${TURN}:443?transport=tcp`];
const TONES = { Ada: 440, Grace: 1200 };

let folder;
let certificates;
let turn;
let service;
/** UDP is blocked; only TCP 443 is open. */
let office;
let hotel;
const open = [];

before(async () => {
    if (skip) {
        return;
    }
    folder = await temporaryFolder();
    addTurnAddress();
    office = await Place.open({ allows: 'meta l4proto tcp' });
    hotel = await Place.open({ allows: 'tcp dport 443' });
    certificates = await makeCertificates(folder);
    turn = await TurnServer.start(folder, certificates);
    service = await Service.start({ rooms: ['Relay'], folder, port: 443, config: {
        listenAddress: SERVICE, tls: { mode: 'own' }, turnServers: [{ urls: URLS, secret: SECRET }] } });
    await service.janus();
    for (const [name, hertz] of Object.entries(TONES)) {
        await makeTone(join(folder, `${name}.wav`), hertz);
    }
    await makeCamera(join(folder, 'camera.y4m'), 'teal');
});

after(async () => {
    for (const one of open.reverse()) {
        await one();
    }
    await service?.stop();
    await turn?.stop();
    office?.close();
    hotel?.close();
    await (folder && removeFolder(folder));
});

/** Keeps every peer connection of the page where the test finds it. */
function keepPeers() {
    window.peers = [];
    window.RTCPeerConnection = class extends window.RTCPeerConnection {
        constructor(...args) {
            super(...args);
            window.peers.push(this);
        }
    };
}

async function enter(name, place) {
    const person = await Participant.open({
        link: service.rooms[0].participant, name, camera: join(folder, 'camera.y4m'), tone: join(folder, `${name}.wav`),
        browser: { executablePath: await place.wrapper(folder, CHROMIUM), env: { ...process.env, HOME: certificates.home } },
        context: { ignoreHTTPSErrors: true }, prepare: (context) => context.addInitScript(keepPeers),
    });
    open.push(() => person.close());
    return person;
}

/** Of each connected peer connection: what it sends and receives, and through which kind of path. */
const paths = ({ page }) => page.evaluate(async () => {
    const found = [];
    for (const peer of window.peers.filter(({ connectionState }) => connectionState === 'connected')) {
        const stats = [...(await peer.getStats()).values()];
        const pair = stats.find(({ type, nominated, state }) => type === 'candidate-pair' && nominated && state === 'succeeded');
        const local = stats.find(({ id }) => id === pair?.localCandidateId);
        found.push({ kind: local?.candidateType, protocol: local?.relayProtocol, sent: pair?.bytesSent, received: pair?.bytesReceived });
    }
    return found;
});

const shows = ({ page }, count) => page.waitForFunction((tiles) =>
    [...document.querySelectorAll('#room .tile.has-picture video')].filter(({ videoWidth }) => videoWidth > 0).length >= tiles,
count, { timeout: PATIENCE_MS });

test('pages_seeEachOtherThroughTheRelay_whereUdpIsBlocked', { skip }, async (context) => {
    const ada = await enter('Ada', office);
    const grace = await enter('Grace', hotel);
    const since = Date.now();
    await Promise.all([shows(ada, 2), shows(grace, 2)]);
    context.diagnostic(`both pictures ${Date.now() - since} ms after the second page had joined (promised: ${PROMISED_MS})`);
    for (const [person, protocols] of [[ada, ['tcp', 'tls']], [grace, ['tls']]]) {
        const used = await paths(person);
        assert.ok(used.length >= 2, JSON.stringify(used));
        assert.ok(used.every(({ kind, protocol }) => kind === 'relay' && protocols.includes(protocol)), JSON.stringify(used));
        assert.deepEqual(person.faults, []);
    }
});

test('program_sendsThroughTheRelay_whereOnlyPort443IsOpen', { skip }, async (context) => {
    const since = Date.now();
    const sender = hotel.start(PROGRAM, ['simulate', service.rooms[0].participant, '--count', '1']);
    open.push(() => sender.stop());
    await sender.line(/^1 of 1 /, 2 * PATIENCE_MS);
    context.diagnostic(`on the stage ${Date.now() - since} ms after the program's start, most of which it needed to make its film`);
});

test('recorder_receivesEverybodyThroughTheRelay_whereOnlyPort443IsOpen', { skip }, async () => {
    const relayedBefore = turn.relayed;
    const recorder = hotel.start(PROGRAM, ['record', service.rooms[0].host, '--for', '8s', '--out', join(folder, 'out'), '--json']);
    await until(() => recorder.isOver, 'the recording', 90000);
    const result = JSON.parse(recorder.lines.find((line) => line.startsWith('{')) ?? assert.fail(recorder.lines.join('\n')));
    assert.equal(await decodeAll(result.file), '');
    const samples = await sound(result.file, 3, 3);
    for (const [name, hertz] of Object.entries(TONES)) {
        assert.ok(amplitude(samples, hertz) > 0.01, `${name} is heard: ${amplitude(samples, hertz)}`);
    }
    assert.ok(turn.relayed >= relayedBefore + 6, 'sound and picture of three people came through the relay');
});
