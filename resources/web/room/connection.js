// One WebSocket to the room service: request ids and answers, rate limiting, heartbeat and reconnecting.
import { BackOff } from './back_off.js';
import { MalformedError, RequestError, SUBPROTOCOL, buildMessage, parseMessage } from './protocol.js';

const ANSWER_TIMEOUT_MS = 15000;
// The service allows 40 messages a second with a burst of 400; stay well below.
const PACE = { burst: 100, perSecond: 25 };
const MAX_MALFORMED = 5;
/** Heartbeat interval. */
const PROBE_MS = 10000;
/** Changes nothing, not even what a moderator has switched off in the meantime: there is no such subscription. */
const PROBE = ['unsubscribe', { subscription: 'heartbeat' }];
const PROBE_TIMEOUT_MS = 8000;
/** How long an answer may take when there is a sign that the network has changed. */
const CHECK_TIMEOUT_MS = 3000;

/**
 * Events, all on the page's single thread:
 *  onOpen()                 connected; the owner sends `join`
 *  onMessage(type, body)    a message that is not an answer
 *  onLost({everOpen})       the connection was lost or could not be opened; it is retried automatically
 */
export class Connection {
    #url;
    #events;
    #socket = null;
    #nextId = 1;
    #pending = new Map();
    #queue = [];
    #tokens = PACE.burst;
    #refilled = performance.now();
    #timers = { retry: 0, drain: 0, probe: 0 };
    #backOff = new BackOff(500, 10000);
    #malformed = 0;
    #wanted = false;
    #isSettled = false;
    #checking = false;

    constructor(url, events) {
        this.#url = url;
        this.#events = events;
    }

    get isOpen() {
        return this.#socket?.readyState === WebSocket.OPEN;
    }

    open() {
        this.#wanted = true;
        this.#connect();
    }

    /** Sends what is queued, then closes permanently. */
    close() {
        this.#wanted = false;
        Object.values(this.#timers).forEach(clearTimeout);
        this.#queue.forEach((message) => this.isOpen && this.#socket.send(message));
        this.#socket?.close(1000);
        this.#forget(this.#socket);
    }

    /** Call when the room has admitted us: resets the back-off and starts the heartbeat. */
    settled() {
        this.#backOff.reset();
        clearInterval(this.#timers.probe);
        this.#isSettled = true;
        this.#timers.probe = setInterval(() => this.#probe(PROBE_TIMEOUT_MS), PROBE_MS);
    }

    /**
     * The network may have changed (it is back, or media has stopped): a connection that does not answer soon is replaced, and a lost one is opened immediately
     * instead of after the back-off. A socket whose address is gone reports nothing by itself.
     */
    async check() {
        if (this.#wanted && !this.#socket) {
            this.#backOff.reset();
            this.#connect();
        } else if (this.isOpen && this.#isSettled && !this.#checking) {
            this.#checking = true;
            await this.#probe(CHECK_TIMEOUT_MS);
            this.#checking = false;
        }
    }

    /** Drops a connection that does not respond, and reconnects. */
    reconnect() {
        const socket = this.#socket;
        socket?.close(4001);
        this.#lost(socket, true);
    }

    /** Sends without expecting an answer; the message is dropped while disconnected. */
    send(type, fields = {}) {
        this.#enqueue(buildMessage(type, fields));
    }

    /** Sends a request; resolves with {type, body} or rejects with RequestError. `interim` is called on `waiting`. */
    request(type, fields = {}, { timeout = ANSWER_TIMEOUT_MS, interim = null } = {}) {
        const id = this.#nextId;
        const message = buildMessage(type, fields, id);
        this.#nextId = id >= 2 ** 31 - 1 ? 1 : id + 1;
        if (!this.isOpen) {
            return Promise.reject(new RequestError('unreachable'));
        }
        return new Promise((resolve, reject) => {
            const timer = setTimeout(() => this.#settle(id)?.reject(new RequestError('timeout')), timeout);
            this.#pending.set(id, { resolve, reject, interim, timer });
            this.#enqueue(message);
        });
    }

    #connect() {
        clearTimeout(this.#timers.retry);
        const socket = new WebSocket(this.#url, SUBPROTOCOL);
        let everOpen = false;
        this.#socket = socket;
        this.#malformed = 0;
        this.#tokens = PACE.burst;
        socket.addEventListener('open', () => {
            everOpen = true;
            if (socket === this.#socket) {
                this.#events.onOpen();
            }
        });
        socket.addEventListener('message', (event) => {
            if (socket === this.#socket) {
                this.#receive(event.data);
            }
        });
        socket.addEventListener('close', () => this.#lost(socket, everOpen));
    }

    #lost(socket, everOpen) {
        if (!socket || socket !== this.#socket) {
            return;
        }
        this.#forget(socket);
        if (this.#wanted) {
            // Jitter, so that not all clients reconnect at once after a restart of the service.
            this.#timers.retry = setTimeout(() => this.#connect(), this.#backOff.next() * (0.75 + Math.random() / 2));
            this.#events.onLost({ everOpen });
        }
    }

    #forget(socket) {
        if (socket === this.#socket) {
            this.#socket = null;
        }
        clearTimeout(this.#timers.drain);
        clearInterval(this.#timers.probe);
        this.#isSettled = false;
        this.#queue = [];
        [...this.#pending.keys()].forEach((id) => this.#settle(id).reject(new RequestError('unreachable')));
    }

    #settle(id) {
        const entry = this.#pending.get(id);
        clearTimeout(entry?.timer);
        this.#pending.delete(id);
        return entry;
    }

    #receive(data) {
        let message;
        try {
            message = parseMessage(data);
        } catch (error) {
            if (!(error instanceof MalformedError)) {
                throw error;
            }
            this.#refuse(error);
            return;
        }
        this.#dispatch(message);
    }

    #dispatch({ type, re, body }) {
        const entry = this.#pending.get(re);
        if (entry && type === 'waiting') {
            // The actual answer follows with the same `re`, however long it takes.
            clearTimeout(entry.timer);
            entry.interim?.(body);
        } else if (entry && type === 'error') {
            this.#settle(re).reject(new RequestError(body.code, body));
        } else if (entry) {
            this.#settle(re).resolve({ type, body });
        } else {
            this.#events.onMessage(type, body);
        }
    }

    #refuse(error) {
        this.#malformed += 1;
        console.warn('proscenium: malformed message,', error.message);
        if (this.#malformed >= MAX_MALFORMED) {
            this.#socket.close(4000);
        }
    }

    // Scripts cannot see the service's WebSocket pings, so a dead network would go unnoticed for minutes.
    async #probe(timeout) {
        const socket = this.#socket;
        try {
            await this.request(...PROBE, { timeout });
        } catch (error) {
            if (error.code === 'timeout' && socket === this.#socket) {
                this.reconnect();
            }
        }
    }

    #enqueue(message) {
        if (this.isOpen) {
            this.#queue.push(message);
            this.#drain();
        }
    }

    #drain() {
        const now = performance.now();
        const gained = ((now - this.#refilled) * PACE.perSecond) / 1000;
        this.#refilled = now;
        this.#tokens = Math.min(PACE.burst, this.#tokens + gained);
        while (this.#queue.length > 0 && this.#tokens >= 1 && this.isOpen) {
            this.#tokens -= 1;
            this.#socket.send(this.#queue.shift());
        }
        clearTimeout(this.#timers.drain);
        if (this.#queue.length > 0) {
            this.#timers.drain = setTimeout(() => this.#drain(), 1000 / PACE.perSecond);
        }
    }
}
