// The page's entry point: link, join screen, waiting screen, room, and the end.
import { Connection } from './room/connection.js';
import { appLink } from './screens/app_link.js';
import { Banners } from './screens/dialogs.js';
import { show } from './screens/dom.js';
import { formFactorOf, readFacts } from './screens/form_factor.js';
import { JoinScreen } from './screens/join_screen.js';
import { deviceWord } from './room/memory.js';
import { LocalMedia } from './media/local_media.js';
import { messageScreen } from './screens/message_screen.js';
import { RoomScreen } from './screens/room_screen.js';
import { Strings } from './strings.js';
import { WaitingScreen } from './screens/waiting_screen.js';

const JOIN_TIMEOUT_MS = 20000;
const LEAVE_TIMEOUT_MS = 1500;
/** Reasons for a refused join, and whether trying again can help. */
const REFUSALS = {
    tokenInvalid: { sentence: 'tokenInvalid' },
    tokenExpired: { sentence: 'tokenExpired' },
    unknownRoom: { sentence: 'unknownRoom' },
    sessionEnded: { sentence: 'sessionEndedJoin' },
    unsupportedVersion: { sentence: 'unsupportedVersion' },
    malformed: { sentence: 'malformed' },
    tooMany: { sentence: 'tooMany', again: true },
};
const ENDINGS = { ended: 'ended', timeout: 'endedTimeout', limit: 'endedLimit', removed: 'endedRemoved', declined: 'endedDeclined' };

class App {
    #root = document.getElementById('app');
    #strings = new Strings(navigator.languages ?? [navigator.language]);
    #media = new LocalMedia();
    #formFactor = formFactorOf(readFacts(window));
    #banners = new Banners();
    #token;
    #name = '';
    #resume = '';
    #connection = null;
    #join = null;
    #waiting = null;
    #room = null;

    start() {
        document.documentElement.lang = this.#strings.language;
        document.documentElement.dir = this.#strings.direction;
        this.#token = new URLSearchParams(location.hash.slice(1)).get('t') ?? '';
        window.addEventListener('hashchange', () => location.reload());
        window.addEventListener('online', () => this.#connection?.check());
        window.addEventListener('pagehide', () => this.#goneAway());
        // A page restored from the browser's back-forward cache has lost its connection.
        window.addEventListener('pageshow', (event) => event.persisted && location.reload());
        if (this.#token === '' || this.#token.length > 4096) {
            show(this.#root, messageScreen('message', this.#strings.text('tokenMissing')));
        } else {
            this.#showJoin();
        }
    }

    #showJoin() {
        this.#join = new JoinScreen(this.#strings, this.#media, {
            appLink: this.#formFactor === 'desktop' ? appLink(location) : '',
            onJoin: (name) => this.#begin(name),
        });
        show(this.#root, this.#join.node);
        this.#join.focus();
    }

    #begin(name) {
        this.#name = name;
        this.#join.setStatus('', true);
        const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
        this.#connection = new Connection(`${scheme}//${location.host}/api/room`, {
            onOpen: () => this.#askIn(),
            onMessage: (type, body) => this.#message(type, body),
            onLost: () => this.#lost(),
        });
        this.#connection.open();
    }

    async #askIn() {
        const connection = this.#connection;
        const fields = {
            token: this.#token,
            name: this.#name,
            formFactor: this.#formFactor,
            client: 'web',
            resume: this.#resume,
            device: deviceWord(),
            page: document.querySelector('meta[name=page-token]')?.content ?? '',
        };
        try {
            const options = { timeout: JOIN_TIMEOUT_MS, interim: ({ reason }) => this.#wait(reason) };
            const { type, body } = await connection.request('join', fields, options);
            if (type === 'welcome' && connection === this.#connection) {
                this.#enter(body);
            }
        } catch (error) {
            if (connection === this.#connection) {
                this.#refused(error);
            }
        }
    }

    #enter(welcome) {
        this.#resume = welcome.resume;
        this.#connection.settled();
        this.#closeJoin();
        if (!this.#room) {
            this.#room = new RoomScreen({
                strings: this.#strings,
                connection: this.#connection,
                media: this.#media,
                onLeave: (how) => this.#leave(how),
            });
            show(this.#root, this.#room.node);
        }
        this.#room.enter(welcome);
    }

    #wait(reason) {
        this.#closeJoin();
        this.#closeRoom();
        this.#banners.set('connection', '');
        this.#waiting = new WaitingScreen(this.#strings, this.#media, {
            text: this.#strings.text(reason === 'removed' ? 'waitingRemoved' : 'waitingLocked'),
            onLeave: () => this.#end('youLeft', { again: true, label: 'rejoin' }),
        });
        show(this.#root, this.#banners.node, this.#waiting.node);
    }

    #message(type, body) {
        if (type === 'sessionEnded') {
            this.#end(ENDINGS[body.reason], { again: false });
        } else if (type === 'error' && body.fatal) {
            this.#refused(body);
        } else {
            this.#room?.message(type, body);
        }
    }

    #lost() {
        this.#join?.setStatus(this.#strings.text('unreachable'), true);
        this.#banners.set('connection', this.#strings.text('connectionLost'));
        this.#room?.lost();
    }

    #refused({ code }) {
        if (code === 'unreachable') {
            return;
        }
        if (code === 'timeout') {
            this.#connection.reconnect();
            return;
        }
        const { sentence, again = false } = REFUSALS[code] ?? { sentence: 'unexpected', again: true };
        this.#end(sentence, { again });
    }

    async #leave(how) {
        const connection = this.#connection;
        const request = how === 'end' ? 'endSession' : 'leave';
        const goodbye = connection.request(request, {}, { timeout: LEAVE_TIMEOUT_MS }).catch(() => {});
        this.#media.close();
        await goodbye;
        if (connection === this.#connection) {
            this.#end(how === 'end' ? 'ended' : 'youLeft', { again: how !== 'end', label: 'rejoin' });
        }
    }

    #end(sentence, { again, label = 'tryAgain' }) {
        const connection = this.#connection;
        this.#connection = null;
        connection?.close();
        this.#closeJoin();
        this.#closeRoom();
        this.#media.close();
        this.#resume = '';
        const action = again ? { label: this.#strings.text(label), run: () => this.#showJoin() } : null;
        show(this.#root, messageScreen('message', this.#strings.text(sentence), { action }));
    }

    #closeJoin() {
        this.#join?.close();
        this.#join = null;
        this.#waiting?.close();
        this.#waiting = null;
    }

    #closeRoom() {
        this.#room?.close();
        this.#room = null;
    }

    // Without `leave` the service would keep the participant for half a minute.
    #goneAway() {
        if (this.#room && this.#connection?.isOpen) {
            this.#connection.send('leave');
            this.#connection.close();
        }
    }
}

new App().start();
document.documentElement.dataset.started = 'yes';
