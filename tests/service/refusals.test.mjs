// What the service refuses, and how it decides conflicting requests: plain WebSockets against the real program.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { RoomClient, assertRefused, joinRecorder } from './room_client.mjs';
import { Service, makeToken, removeFolder, temporaryFolder, tokenOf, withToken } from './service.mjs';

const TITLES = ['Maths: 7/8 "Ünïted" <b> 📐👩🏽‍🔬', 'ü'.repeat(300), 'שלום עולם / مرحبا بالعالم', '../../etc/\u202Egpj.exe'];
const PLAIN_ROOMS = 32;

let service;
let secret;
let silent;
let lastRoom = TITLES.length + 1; // the room before is for the tokens made here
const clients = [];

/** Each test has its own room. */
const freshRoom = () => service.rooms[lastRoom++];

async function enter(link, who) {
    const client = await RoomClient.join(link, who);
    clients.push(client);
    return client;
}

async function recorder(room, name) {
    const client = await joinRecorder(room.host, name);
    clients.push(client);
    return client;
}

const open = async (options) => {
    const client = await RoomClient.open(service.base, options);
    clients.push(client);
    return client;
};

before(async () => {
    const folder = await temporaryFolder();
    service = await Service.start({ rooms: [...TITLES, ...Array(PLAIN_ROOMS).fill('Biology 101')], folder });
    secret = await service.secret();
    silent = { client: await open(), since: performance.now() };
});

after(async () => {
    clients.forEach((client) => client.socket.terminate());
    await service?.stop();
    await removeFolder(service.folder);
});

// ---- joining

const NOW = Math.floor(Date.now() / 1000);
const claims = (more) => ({ purpose: 'join', room: 'room-5', role: 'host', iat: NOW, exp: NOW + 600, ...more });
const signed = (more, header) => () => makeToken(secret, claims(more), header);
const BAD_TOKENS = [
    ['a wrong one', () => 'abc.def.ghi', 'tokenInvalid'],
    ['one with a changed role', () => {
        const [head, , signature] = makeToken(secret, claims({ role: 'participant' })).split('.');
        return `${head}.${Buffer.from(JSON.stringify(claims())).toString('base64url')}.${signature}`;
    }, 'tokenInvalid'],
    ['an expired one', signed({ iat: NOW - 7200, exp: NOW - 3600 }), 'tokenExpired'],
    ['one without an end', signed({ exp: undefined }), 'tokenInvalid'],
    ['one from the future', signed({ iat: NOW + 3600, exp: NOW + 7200 }), 'tokenInvalid'],
    ['one of a foreign service', () => makeToken(Buffer.alloc(32, 7), claims()), 'tokenInvalid'],
    ['one that is not signed', signed({}, { alg: 'none', typ: 'JWT' }), 'tokenInvalid'],
    ['one that says HS512', signed({}, { alg: 'HS512', typ: 'JWT' }), 'tokenInvalid'],
    ['one for an upload', signed({ purpose: 'upload', recording: 'abc', epoch: 1 }), 'tokenInvalid'],
    ['one with a role that is none', signed({ role: 'king' }), 'tokenInvalid'],
    ['one for a room that is not here', signed({ room: 'elsewhere' }), 'unknownRoom'],
];

for (const [what, token, code] of BAD_TOKENS) {
    test(`a token is refused: ${what}`, async () => {
        const client = await enter(withToken(service.rooms[0].host, token()));
        assertRefused(client.joined, code);
        assert.equal(client.joined.fatal, true);
        assert.equal((await client.closed).code, 1008);
    });
}

test('a token made outside with the right secret is taken, so the ones above fail for their own reason', async () => {
    const client = await enter(withToken(service.rooms[4].host, makeToken(secret, claims())));
    assert.equal(client.joined.type, 'welcome');
    assert.equal(client.joined.role, 'host');
});

test('join comes once, and comes first', async () => {
    const room = freshRoom();
    const early = await open();
    assertRefused(await early.ask('setHand', { raised: true }), 'malformed');
    assert.equal((await early.join(tokenOf(room.participant))).type, 'welcome');
    assertRefused(await early.join(tokenOf(room.host)), 'malformed');
    assert.equal(early.state.participants.length, 1);
    assert.equal(early.state.participants[0].role, 'participant');
});

test('who never joins is sent away after ten seconds', { timeout: 20000 }, async () => {
    // Not awaited here: it runs while the other tests do.
    silent.gone = silent.client.next('error', 'the end of patience', 15000).then((error) => {
        assertRefused(error, 'timeout');
        return performance.now();
    });
    silent.gone.catch(() => {});
});

// ---- what is not the protocol

const JOIN = { v: 2, id: 99, type: 'join', token: 'x', name: 'A', formFactor: 'desktop', client: 'web', resume: '', device: '', page: '' };
const MALFORMED = {
    'no JSON': '{"v":2,', 'no object': '[1,2]', 'nothing': '', 'null': 'null',
    'no type': { v: 2, id: 99 }, 'an unknown type': { v: 2, id: 99, type: 'format' },
    'an unknown field': { ...JOIN, admin: true }, 'a missing field': { ...JOIN, resume: undefined },
    'a number for a text': { ...JOIN, name: 7 }, 'an empty name': { ...JOIN, name: '' },
    'a name of 81': { ...JOIN, name: 'a'.repeat(81) }, 'an unknown device': { ...JOIN, formFactor: 'fridge' },
    'id 0': { ...JOIN, id: 0 }, 'a text as id': { ...JOIN, id: '1' }, 'an id too large': { ...JOIN, id: 2 ** 31 },
};

test('what is malformed is refused and changes nothing', async () => {
    const room = freshRoom();
    const entries = Object.entries(MALFORMED);
    for (let from = 0; from < entries.length; from += 4) {
        const client = await open();
        for (const [what, message] of entries.slice(from, from + 4)) {
            const seen = client.messages.length;
            client.sendText(typeof message === 'string' ? message : JSON.stringify(message));
            const answer = await client.when(() => client.messages[seen], what);
            assertRefused(answer, 'malformed');
            assert.equal(answer.fatal, false, what);
        }
        const joined = await client.join(tokenOf(room.participant));
        assert.equal(joined.type, 'welcome', JSON.stringify(joined));
        await client.leave();
    }
});

test('the fifth malformed message closes', async () => {
    const client = await enter(freshRoom().participant);
    for (let i = 0; i < 5; ++i) {
        client.sendText('{');
    }
    assert.equal((await client.closed).code, 1008);
    const errors = client.messages.filter((message) => message.type === 'error');
    assert.deepEqual(errors.map((error) => error.fatal), [false, false, false, false, true]);
});

test('another version of the protocol is told so', async () => {
    for (const v of [1, 3, undefined]) {
        const client = await open();
        client.sendText(JSON.stringify({ ...JOIN, v }));
        const answer = await client.next('error');
        assertRefused(answer, 'unsupportedVersion');
        assert.equal(answer.fatal, true);
        assert.equal((await client.closed).code, 1008);
    }
});

test('a message over 256 KiB closes with 1009, one just below does not', async () => {
    const client = await enter(freshRoom().participant);
    client.sendText(JSON.stringify({ v: 2, id: 5, type: 'publish', peer: 'main', sdp: 'v'.repeat(255 * 1024) }));
    assertRefused(await client.next((message) => message.re === 5), 'malformed');
    client.sendText(JSON.stringify({ v: 2, id: 6, type: 'publish', peer: 'main', sdp: 'v'.repeat(257 * 1024) }));
    assert.equal((await client.closed).code, 1009);
});

test('a binary frame closes with 1003', async () => {
    const client = await enter(freshRoom().participant);
    client.socket.send(Buffer.from(JSON.stringify({ v: 2, id: 9, type: 'leave' })), { binary: true });
    const end = await client.closed;
    assert.equal(end.code, 1003);
    assert.match(end.reason, /\w+ \w+/);
});

test('a flood is stopped', async () => {
    const client = await enter(freshRoom().participant);
    for (let i = 0; i < 800 && client.socket.readyState === client.socket.OPEN; ++i) {
        client.send('setHand', { raised: true });
    }
    assert.equal((await client.closed).code, 1008);
    const error = client.messages.find((message) => message.type === 'error');
    assertRefused(error, 'tooMany');
    assert.equal(error.fatal, true);
    const served = client.messages.filter((message) => message.type === 'ok').length;
    assert.ok(served >= 390 && served < 500, `${served} were served`);
});

const DOORS = [
    ['another subprotocol', { protocol: 'chat' }, 400], ['no subprotocol', { protocol: null }, 400],
    ['a page of another site', { origin: 'https://evil.example' }, 403], ['a page without an origin', { origin: 'null' }, 403],
    ['another path', { path: '/api/other' }, 400], ['the root', { path: '/' }, 400],
];
for (const [what, options, status] of DOORS) {
    test(`a WebSocket is not opened: ${what}`, async () => {
        await assert.rejects(open(options), (error) => {
            assert.equal(error.status, status);
            assert.match(error.body, /^[A-Z].* .*\.$/);
            return true;
        });
    });
}

test('our own page is let in, and HTTP is told what this address is', async () => {
    await open({ origin: service.base });
    const answer = await fetch(`${service.base}/api/room`);
    assert.equal(answer.status, 426);
    assert.match(await answer.text(), /^[A-Z].* .*\.$/m);
    assert.equal((await fetch(`${service.base}/api/nothing`)).status, 404);
});

// ---- the lock, coming back, the end

test('a locked room: newcomers wait, a host enters, unlocking lets in', async () => {
    const room = freshRoom();
    const moderator = await enter(room.moderator);
    await moderator.askOk('lockRoom', { locked: true });
    const guest = await open();
    const joinId = guest.send('join', { token: tokenOf(room.participant), name: 'Late', formFactor: 'desktop', client: 'web', resume: '', device: '', page: '' });
    const waiting = await guest.next('waiting');
    assert.equal(waiting.reason, 'locked');
    assert.equal(waiting.re, joinId);
    assertRefused(await guest.ask('setHand', { raised: true }), 'roomLocked');
    const second = await enter(room.moderator, { name: 'Late moderator' });
    assert.equal(second.joined.type, 'waiting');
    const host = await enter(room.host);
    assert.equal(host.joined.type, 'welcome');
    assert.equal(host.state.waitingCount, 2);
    assert.equal(host.state.participants.length, 2, 'who waits is not in the room');
    assert.equal(guest.state, null, 'who waits sees nothing of the room');
    const participant = (client) => client.state.participants.map((one) => one.name);
    await moderator.askOk('lockRoom', { locked: false });
    assert.equal((await guest.next('welcome')).re, joinId);
    await host.when(() => host.state.waitingCount === 0 && participant(host)?.includes('Late'), 'the guest');
    assert.equal((await second.next('welcome')).role, 'moderator');
});

test('only moderators lock, highlight and fit others', async () => {
    const room = freshRoom();
    const host = await enter(room.host);
    const guest = await enter(room.participant);
    assertRefused(await guest.ask('lockRoom', { locked: true }), 'notAllowed');
    assertRefused(await guest.ask('highlight', { participant: host.id }), 'notAllowed');
    assertRefused(await guest.ask('setFit', { participant: host.id, fit: 'contain' }), 'notAllowed');
    assertRefused(await guest.ask('listMedia'), 'notAllowed');
    assertRefused(await guest.ask('mediaLink', { item: 'abc', purpose: 'view' }), 'notAllowed');
    assertRefused(await host.ask('highlight', { participant: 'nobody' }), 'notFound');
    assertRefused(await host.ask('mediaLink', { item: 'abc', purpose: 'view' }), 'notFound');
    assert.equal(host.state.room.locked, false);
});

test('who was cut off takes the old place; another secret gives a new one', async () => {
    const room = freshRoom();
    const host = await enter(room.host);
    const guest = await enter(room.moderator, { name: 'Ada' });
    await guest.askOk('setHand', { raised: true });
    await guest.cut();
    await host.when(() => host.participant(guest.id)?.present === false, 'the empty place');
    const back = await enter(room.moderator, { name: 'Ada', resume: guest.joined.resume });
    assert.equal(back.id, guest.id);
    assert.equal(back.participant(back.id).handRaised, true);
    assert.equal(back.participant(back.id).present, true);
    // Half open: the old connection still exists when the new one arrives.
    const again = await enter(room.moderator, { name: 'Ada', resume: back.joined.resume });
    assert.equal(again.id, guest.id);
    assert.equal((await back.closed).code, 1000);
    const stranger = await enter(room.moderator, { name: 'Eve', resume: guest.joined.resume });
    assert.notEqual(stranger.id, guest.id, 'a used secret is worth nothing');
    await host.when(() => host.state.participants.length === 3, 'three people');
    assert.equal(host.participant(guest.id).present, true);
});

test('a host ends the session for everyone; a moderator only while no host is there', async () => {
    const room = freshRoom();
    const host = await enter(room.host);
    const people = [await enter(room.moderator), await enter(room.moderator), await enter(room.participant)];
    assertRefused(await people[2].ask('endSession'), 'notAllowed');
    assertRefused(await people[0].ask('endSession'), 'notAllowed');
    await host.leave();
    assertRefused(await people[2].ask('endSession'), 'notAllowed');
    people[0].send('endSession');
    for (const client of people) {
        assert.equal((await client.next('sessionEnded')).reason, 'ended');
        assert.equal((await client.closed).code, 1000);
    }
});

const section = (kind, mid) => `m=${kind} 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=mid:${mid}\r\na=sendonly\r\n`
    + `a=rtpmap:96 ${kind === 'audio' ? 'opus/48000/2' : 'VP8/90000'}\r\n`;
const head = 'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n';
const OFFERS = {
    'nine sounds': head + Array.from({ length: 9 }, (_, i) => section('audio', i)).join(''),
    'two pictures': head + section('video', 0) + section('video', 1),
    'a name of 65 letters': head + section('audio', 'm'.repeat(65)),
};

for (const [what, sdp] of Object.entries(OFFERS)) {
    test(`an offer that would spoil the state is refused: ${what}`, async () => {
        const room = freshRoom();
        const guest = await enter(room.participant);
        assertRefused(await guest.ask('publish', { peer: 'main', sdp }), 'invalidArgument');
        assert.deepEqual(guest.participant(guest.id).publications, []);
    });
}

test('200 messages that change nothing are told to nobody', async () => {
    const room = freshRoom();
    const host = await enter(room.host);
    const guest = await enter(room.participant);
    await guest.askOk('setHand', { raised: true });
    await host.when(() => host.participant(guest.id)?.handRaised, 'the hand');
    const told = host.messages.length;
    for (let i = 0; i < 200; i += 1) {
        guest.send('setHand', { raised: true });
    }
    await guest.askOk('setMedia', { camera: true, microphone: false });
    await host.when(() => host.participant(guest.id)?.camera, 'the camera');
    assert.equal(host.messages.length - told, 1);
});

// ---- titles

for (const [i, title] of TITLES.entries()) {
    test(`a title stays as it is, its file has a safe name: ${title.slice(0, 30)}`, async () => {
        const host = await recorder(service.rooms[i]);
        assert.equal(host.state.room.title, title);
        await host.askOk('startRecording');
        assert.equal((await host.next('beginRecording')).title, title);
        const { item } = await host.next('mediaItem');
        assert.match(item.name, /^Rec – \d{4}-\d\d-\d\d \d\d-\d\d-\d\d – .+\.mp4$/u);
        // eslint-disable-next-line no-control-regex -- they are what is looked for
        assert.doesNotMatch(item.name, /[/\\\u0000-\u001f\u202a-\u202e\u2066-\u2069\ufffd]/u);
        assert.ok(Buffer.byteLength(item.name) <= 255, `${Buffer.byteLength(item.name)} bytes`);
    });
}

test('and who never joined is gone by now', async () => {
    const waited = await silent.gone - silent.since;
    assert.ok(waited > 9500 && waited < 12000, `${waited} ms`);
    assert.equal((await silent.client.closed).code, 1008);
});
