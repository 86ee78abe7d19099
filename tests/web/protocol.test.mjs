import assert from 'node:assert/strict';
import test from 'node:test';
import { MalformedError, buildMessage, parseMessage } from '../../resources/web/room/protocol.js';
import { snapshot } from './fake_room.mjs';

const JOIN = { token: 't', name: 'Ada', formFactor: 'desktop', client: 'web', resume: '', device: '', page: '' };

test('buildMessage_makesTheMessage_whenEveryFieldIsRight', () => {
    assert.deepEqual(JSON.parse(buildMessage('join', JOIN, 7)), { v: 2, type: 'join', id: 7, ...JOIN });
    assert.deepEqual(JSON.parse(buildMessage('leave')), { v: 2, type: 'leave' });
    assert.deepEqual(JSON.parse(buildMessage('candidate', {
        target: 'publish', key: 'main', candidate: '', mid: '', mLineIndex: 0,
    })), { v: 2, type: 'candidate', target: 'publish', key: 'main', candidate: '', mid: '', mLineIndex: 0 });
});

const WRONG = [
    ['join', { ...JOIN, name: '   ' }, 1],
    ['join', { ...JOIN, name: 'x'.repeat(81) }, 1],
    ['join', { ...JOIN, token: '' }, 1],
    ['join', { ...JOIN, token: 'x'.repeat(4097) }, 1],
    ['join', { ...JOIN, formFactor: 'watch' }, 1],
    ['join', { ...JOIN, extra: 1 }, 1],
    ['join', { token: 't' }, 1],
    ['join', JOIN, 0],
    ['join', JOIN, 2 ** 31],
    ['setMedia', { camera: 1, microphone: false }],
    ['publish', { peer: 'other', sdp: 'v=0' }],
    ['publish', { peer: 'main', sdp: '' }],
    ['subscribe', { subscription: 'a b', participant: 'p', peer: 'main', mids: ['0'] }],
    ['subscribe', { subscription: 'a', participant: 'p', peer: 'main', mids: [] }],
    ['subscribe', { subscription: 'a', participant: 'p', peer: 'main', mids: Array(9).fill('0') }],
    ['candidate', { target: 'publish', key: 'main', candidate: 'c'.repeat(1025), mid: '0', mLineIndex: 0 }],
    ['candidate', { target: 'publish', key: 'main', candidate: '', mid: '0', mLineIndex: 32 }],
    ['noticeShown', { recording: 'r', notice: 'ended' }],
    ['toString', {}],
];

test('buildMessage_throws_whenAFieldIsWrong', () => {
    for (const [type, fields, id = null] of WRONG) {
        assert.throws(() => buildMessage(type, fields, id), MalformedError, `${type} ${JSON.stringify(fields).slice(0, 60)}`);
    }
});

const welcome = () => ({
    v: 2, type: 'welcome', re: 3, participant: 'p1', resume: 'secret', role: 'participant',
    iceServers: [{ urls: ['stun:example.org'], username: '', credential: '' }], state: snapshot(),
});

test('parseMessage_givesTypeAnswerAndBody_whenTheMessageIsRight', () => {
    const { type, re, body } = parseMessage(JSON.stringify(welcome()));
    assert.deepEqual([type, re, body.participant], ['welcome', 3, 'p1']);
    assert.equal(parseMessage(JSON.stringify({ v: 2, type: 'state', ...snapshot() })).re, 0);
});

test('parseMessage_throws_whenAnythingIsWrong', () => {
    const bad = [
        'no json', '[]', 'null', '{}',
        JSON.stringify({ ...welcome(), v: 1 }),
        JSON.stringify({ ...welcome(), re: -1 }),
        JSON.stringify({ ...welcome(), extra: true }),
        JSON.stringify({ ...welcome(), role: 'king' }),
        JSON.stringify({ ...welcome(), state: { ...snapshot(), revision: 'x' } }),
        JSON.stringify({ v: 2, type: 'waiting', reason: 'bored' }),
        JSON.stringify({ v: 2, type: 'unheardOf' }),
        JSON.stringify({ v: 2, type: 'error', code: 'x', detail: '', name: '' }),
    ];
    bad.forEach((text) => assert.throws(() => parseMessage(text), MalformedError, text.slice(0, 60)));
    assert.throws(() => parseMessage(new ArrayBuffer(2)), MalformedError);
});
