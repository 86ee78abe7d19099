// A minimal room service for the tests: serves the page under the strictest policy and speaks app/room/protocol/protocol.md over one WebSocket. Its knowledge
// of the fields is independent of the page.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const WEB = new URL('../../resources/web/', import.meta.url);
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    + "media-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const TYPES = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', html: 'text/html; charset=utf-8' };
const FIELDS = {
    join: 'client device formFactor name page resume token',
    leave: '', getState: '', endSession: '', startRecording: '',
    setMedia: 'camera microphone', setStage: 'onStage', setHand: 'raised', setFit: 'fit participant',
    highlight: 'participant', lockRoom: 'locked', admit: 'participant', decline: 'participant',
    mute: 'participant', switchCameraOff: 'participant', askToUnmute: 'participant', inviteToStage: 'participant', takeOffStage: 'participant',
    lowerHand: 'participant', setStageAccess: 'access', setRole: 'participant role', remove: 'participant', say: 'text', deleteChatLine: 'line',
    publish: 'peer sdp', unpublish: 'peer', subscribe: 'mids participant peer subscription',
    answer: 'sdp subscription', layer: 'mid subscription substream', unsubscribe: 'subscription',
    candidate: 'candidate key mLineIndex mid target',
    noticeShown: 'notice recording', confirmRecording: 'recording', stopRecording: 'recording',
    pauseRecording: 'paused recording', markMoment: 'name recording',
};

export function participant(id, more = {}) {
    return {
        id, name: id, role: 'participant', formFactor: 'desktop', client: 'web', onStage: true, stageOrder: 1,
        camera: false, microphone: false, handRaised: false, invited: false, fit: 'fill', present: true, consent: 'none',
        publications: [], ...more,
    };
}

export function snapshot(more = {}) {
    return {
        revision: 1,
        room: { id: 'room', title: 'Algebra', type: 'single', locked: false, subtitles: false, chapters: false, stageAccess: 'everyone' },
        participants: [],
        recording: {
            phase: 'idle', recording: '', epoch: 0, startedBy: '', startedByName: '', recorder: '',
            elapsed: 0, limit: 24 * 3600 * 1000, interrupted: false, overloaded: false, silent: false, notConfirmed: 0,
        },
        sfu: { state: 'up', generation: 1 },
        highlighted: '',
        waitingCount: 0,
        session: { closing: 'no', left: 0 },
        ...more,
    };
}

export class FakeRoom {
    /** onJoin(join, room): "welcome" (default), "waiting", or an error code. */
    constructor({ role = 'participant', onJoin = () => 'welcome' } = {}) {
        this.role = role;
        this.onJoin = onJoin;
        this.state = snapshot();
        this.received = [];
        this.faults = [];
        this.joins = 0;
        this.handlers = {};
        this.waitingReason = 'locked';
        this.socket = null;
        this.#waiters = [];
    }

    #waiters;
    #server;
    #sockets;
    #joinId = 0;

    async listen() {
        this.#server = createServer((request, response) => this.#serve(request, response));
        this.#sockets = new WebSocketServer({
            server: this.#server, path: '/api/room', handleProtocols: (names) => names.has('proscenium.v2') && 'proscenium.v2',
        });
        this.#sockets.on('connection', (socket) => this.#connected(socket));
        await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
        this.base = `http://127.0.0.1:${this.#server.address().port}`;
        return this;
    }

    link(token = 'a.b.c') {
        return `${this.base}/join/room#t=${token}&c=00ff`;
    }

    async close() {
        this.#sockets.clients.forEach((socket) => socket.terminate());
        await new Promise((resolve) => this.#server.close(resolve));
    }

    /** The first message of that type that matches, past or future. */
    wait(type, fits = () => true) {
        const found = this.received.find((message) => message.type === type && fits(message));
        if (found) {
            return Promise.resolve(found);
        }
        return new Promise((resolve, reject) => {
            const timer = setTimeout(() => reject(new Error(`no ${type} came; got ${this.received.map((one) => one.type)}`)), 10000);
            this.#waiters.push({ type, fits, resolve: (message) => { clearTimeout(timer); resolve(message); } });
        });
    }

    count(type, fits = () => true) {
        return this.received.filter((message) => message.type === type && fits(message)).length;
    }

    send(type, fields = {}) {
        this.socket.send(JSON.stringify({ v: 2, type, ...fields }));
    }

    /** Changes the state and sends it. */
    tell(more = {}) {
        this.state = { ...this.state, ...more, revision: this.state.revision + 1 };
        this.send('state', this.state);
    }

    tellRecording(phase, more = {}) {
        this.tell({ recording: { ...this.state.recording, recording: 'r1', epoch: 1, phase, ...more } });
    }

    /** Changes the participant of the page ("me"). */
    me(more) {
        const participants = this.state.participants.map((one) => (one.id === 'me' ? { ...one, ...more } : one));
        this.state = { ...this.state, participants };
    }

    letIn() {
        this.#welcome();
    }

    async #serve(request, response) {
        const path = new URL(request.url, this.base).pathname;
        const isPage = path === '/' || path.startsWith('/join/');
        const name = isPage ? 'index.html' : path.replace(/^\/web\//, '');
        try {
            const body = await readFile(new URL(name, WEB));
            response.writeHead(200, {
                'Content-Type': TYPES[name.split('.').at(-1)], 'Content-Security-Policy': POLICY, 'Cache-Control': 'no-store',
                'X-Content-Type-Options': 'nosniff',
            });
            response.end(body);
        } catch {
            response.writeHead(404).end();
        }
    }

    #connected(socket) {
        this.socket = socket;
        socket.on('message', (data) => this.#take(socket, JSON.parse(data)));
    }

    #take(socket, message) {
        const { v, type, ...fields } = message;
        delete fields.id;
        const names = Object.keys(fields).sort().join(' ');
        if (v !== 2 || FIELDS[type] !== names) {
            this.faults.push(`${type}: ${names}`);
        }
        this.received.push(message);
        this.#answer(socket, message);
        this.#waiters = this.#waiters.filter((waiter) => {
            const isIt = waiter.type === type && waiter.fits(message);
            if (isIt) {
                waiter.resolve(message);
            }
            return !isIt;
        });
    }

    async #answer(socket, message) {
        if (message.type === 'join') {
            this.#join(message);
            return;
        }
        // A handler returns an answer, an error code, or a promise of either.
        const answer = (await this.handlers[message.type]?.(message)) ?? { type: 'ok' };
        if (message.id && socket.readyState === socket.OPEN) {
            const error = answer.code ? { type: 'error', detail: '', name: '', fatal: false } : {};
            socket.send(JSON.stringify({ v: 2, re: message.id, ...error, ...answer }));
        }
        if (message.type === 'leave') {
            socket.close();
        }
    }

    #join(message) {
        this.joins += 1;
        this.#joinId = message.id;
        const me = participant('me', { name: message.name, role: this.role, formFactor: message.formFactor, stageOrder: 9 });
        if (!this.state.participants.some(({ id }) => id === 'me')) {
            this.state = { ...this.state, participants: [...this.state.participants, me] };
        }
        const verdict = this.onJoin(message, this);
        if (verdict === 'welcome') {
            this.#welcome();
        } else if (verdict === 'waiting') {
            this.send('waiting', { re: message.id, reason: this.waitingReason });
        } else {
            this.send('error', { re: message.id, code: verdict, detail: 'a test', name: '', fatal: true });
        }
    }

    #welcome() {
        this.send('welcome', {
            re: this.#joinId, participant: 'me', resume: 'secret-1', role: this.role, iceServers: [], state: this.state,
        });
    }
}
