// A plain WebSocket client of the room protocol, independent of our own clients' code.
import assert from 'node:assert/strict';
import * as http from 'node:http';
import * as https from 'node:https';
import { WebSocket } from '../web/node_modules/ws/wrapper.mjs';
import { tokenOf } from './service.mjs';

/** The answer is a refusal with this code and a plain sentence. */
export function assertRefused(answer, code) {
    assert.equal(answer.type, 'error', JSON.stringify(answer));
    assert.equal(answer.code, code, JSON.stringify(answer));
    assert.match(answer.detail, /\p{L}+[ :,]+\S+/u, `"${code}" says "${answer.detail}"`);
}

/** A recorder's heartbeat about the recording named in `order`. */
export function aliveFields({ recording, epoch }, more = {}) {
    return { recording, epoch, recorded: 5, paused: false, overloaded: false, silent: false, ...more };
}

/** What a test opens, so that its end can close it: `keep(promise)` gives what the promise gives, and adds it to `open`. */
export function keeping() {
    const open = [];
    const keep = async (opening) => {
        const one = await opening;
        open.push(one);
        return one;
    };
    return { open, keep };
}

export const DESKTOP_AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';

/** What the page carries when a browser with these headers asks for it: the service's verdict about the device. */
export async function pageToken(base, headers = { 'user-agent': DESKTOP_AGENT }) {
    const { get } = base.startsWith('https:') ? https : http;
    const html = await new Promise((done, failed) => {
        get(`${base}/join/room`, { headers, rejectUnauthorized: false, agent: false }, (response) => {
            let body = '';
            response.on('data', (part) => { body += part; });
            response.on('end', () => done(body));
        }).on('error', failed);
    });
    return html.match(/<meta name="page-token" content="([^"]*)">/)[1];
}

const pages = new Map();

/** The page of a browser on a computer, asked for once. */
function desktopPage(base) {
    if (!pages.has(base)) {
        pages.set(base, pageToken(base));
    }
    return pages.get(base);
}

export class RoomClient {
    static async open(base, options = {}) {
        const { path = '/api/room', protocol = 'proscenium.v2', origin, localAddress } = options;
        const url = base.replace(/^http/, 'ws') + path;
        const socket = new WebSocket(url, protocol ? [protocol] : [], { origin, localAddress, rejectUnauthorized: false });
        const client = new RoomClient(socket);
        client.base = base;
        await new Promise((done, failed) => {
            socket.once('open', done);
            socket.once('error', failed);
            socket.once('unexpected-response', (request, response) => {
                let body = '';
                response.on('data', (part) => { body += part; });
                response.on('end', () => failed(Object.assign(new Error(`HTTP ${response.statusCode}`),
                    { status: response.statusCode, body: body.trim() })));
            });
        });
        return client;
    }

    /** Connects and joins; resolves with the client, whose `joined` is the `welcome` or another answer. */
    static async join(link, who = {}) {
        const client = await RoomClient.open(new URL(link).origin, who);
        client.records = who.records ?? false;
        client.pauses = who.pauses ?? client.records;
        client.showsNotices = who.showsNotices ?? true;
        await client.join(tokenOf(link), who);
        return client;
    }

    constructor(socket) {
        Object.assign(this, { socket, messages: [], state: null, lastId: 0, watchers: new Set(), showsNotices: true });
        this.closed = new Promise((done) => {
            socket.once('close', (code, reason) => done({ code, reason: String(reason) }));
        });
        socket.on('error', () => {});
        socket.on('message', (data) => this.#received(JSON.parse(data)));
    }

    async join(token, { name = 'Somebody', formFactor = 'desktop', client = 'web', resume = '', device = '', page } = {}) {
        const carried = page ?? (client === 'web' ? await desktopPage(this.base) : '');
        this.joined = await this.ask('join', { token, name, formFactor, client, resume, device, page: carried });
        this.id = this.joined.participant;
        return this.joined;
    }

    sendText(text) {
        this.socket.send(text);
    }

    send(type, fields = {}) {
        const id = ++this.lastId;
        this.sendText(JSON.stringify({ v: 2, type, id, ...fields }));
        return id;
    }

    /** Sends a request; resolves with the answer, whatever it is. */
    ask(type, fields = {}) {
        const re = this.send(type, fields);
        return this.next((message) => message.re === re, `an answer to ${type}`);
    }

    async askOk(type, fields = {}) {
        const answer = await this.ask(type, fields);
        assert.equal(answer.type, 'ok', JSON.stringify(answer));
    }

    /** The first message that matches, received already or later. */
    next(fits, what, milliseconds = 8000) {
        const wanted = typeof fits === 'string' ? (message) => message.type === fits : fits;
        return this.when(() => this.messages.find(wanted), what ?? String(fits), milliseconds);
    }

    /** Waits until `check` returns something truthy; it is called after each message. */
    when(check, what, milliseconds = 8000) {
        return new Promise((done, failed) => {
            const look = () => {
                const found = check();
                if (found) {
                    clearTimeout(timer);
                    this.watchers.delete(look);
                    done(found);
                }
            };
            const timer = setTimeout(() => {
                this.watchers.delete(look);
                const last = this.messages.slice(-3).map((message) => JSON.stringify(message));
                failed(new Error(`${what} did not come in ${milliseconds} ms; last:\n${last.join('\n')}`));
            }, milliseconds);
            this.watchers.add(look);
            look();
        });
    }

    phase(phase) {
        return this.when(() => this.state?.recording.phase === phase, `phase ${phase}`);
    }

    participant(id) {
        return this.state.participants.find((participant) => participant.id === id);
    }

    /** As when the network fails: without a close handshake. */
    cut() {
        this.socket.terminate();
        return this.closed;
    }

    async leave() {
        if (this.socket.readyState === WebSocket.OPEN) {
            this.send('leave');
        }
        return this.closed;
    }

    #received(message) {
        message.receivedAt = performance.now();
        this.messages.push(message);
        const state = this.#stateAfter(message);
        if (state) {
            this.state = state;
            this.#follow(state.recording);
        }
        if (message.type === 'beginRecording' && this.records) {
            this.send('recorderStarted', { recording: message.recording, epoch: message.epoch });
        }
        if (message.type === 'pauseRecorder' && this.pauses) {
            this.send('recorderAlive', aliveFields(message, { paused: message.paused }));
        }
        for (const look of [...this.watchers]) {
            look();
        }
    }

    /** The state of the room, if this message is about it. Changes are applied here on our own, not with the page's code. */
    #stateAfter(message) {
        const { type, from, changed, left, revision, room, recording, sfu, highlighted, waitingCount, session } = message;
        const parts = { revision, room, recording, sfu, highlighted, waitingCount, session };
        if (type === 'welcome') {
            return message.state;
        }
        if (type === 'state') {
            return { ...parts, participants: message.participants };
        }
        if (type !== 'stateChanged') {
            return null;
        }
        assert.equal(from, this.state.revision, 'the changes build on the state that this client has');
        const participants = this.state.participants.filter(({ id }) => !left.includes(id));
        for (const person of changed) {
            const at = participants.findIndex(({ id }) => id === person.id);
            participants.splice(at < 0 ? participants.length : at, at < 0 ? 0 : 1, person);
        }
        return { ...parts, participants };
    }

    #follow({ phase, recording }) {
        if (phase === 'starting' && this.showsNotices && this.noticed !== recording) {
            this.noticed = recording;
            this.send('noticeShown', { recording, notice: 'starting' });
        }
    }
}

/** Somebody with the desktop program who records when ordered to (without media). */
export const joinRecorder = (link, name = 'Grace Hopper', more = {}) =>
    RoomClient.join(link, { name, client: 'desktop', records: true, ...more });
