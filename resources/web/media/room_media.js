// All WebRTC of the local participant: sending, receiving and audio levels.
import { canShareScreen, openScreen, problemOf } from './devices.js';
import { Publisher } from './publisher.js';
import { wantedLayers } from './simulcast.js';
import { SoundLevel } from './sound_level.js';
import { Subscriber } from './subscriber.js';

const SPEAKING_LEVEL = 0.02;

/** hooks: onMedia(participant, peer, stream or null); onScreenEnded(). */
export class RoomMedia {
    #connection;
    #media;
    #hooks;
    #main;
    #screen;
    #subscriber;
    #ownLevel = new SoundLevel();
    #screenStream = null;
    #generation = null;
    #sent = null;
    #onStage = false;
    #self = '';
    #room = null;
    #resized = () => this.#room && this.#receive();

    constructor(connection, media, hooks) {
        this.#connection = connection;
        this.#media = media;
        this.#hooks = hooks;
        this.#main = new Publisher(connection, 'main');
        this.#screen = new Publisher(connection, 'screen');
        this.#subscriber = new Subscriber(connection, hooks.onMedia);
        window.addEventListener('resize', this.#resized);
    }

    get canShare() {
        return canShareScreen();
    }

    get isSharing() {
        return this.#screenStream !== null;
    }

    /** Call when the room has admitted us, for the first time or after a reconnect: sends our current state. */
    enter(welcome) {
        this.#self = welcome.participant;
        [this.#main, this.#screen, this.#subscriber].forEach((each) => each.setIceServers(welcome.iceServers));
        this.#sent = null;
        this.#onStage = false;
        this.#generation = null;
        this.#hooks.onMedia(this.#self, 'screen', this.#screenStream);
        this.switchesChanged();
    }

    /** Sends the state of the switches if it has changed. Goes on stage as soon as there is something to send. */
    switchesChanged() {
        const now = { camera: this.#media.isOn('camera'), microphone: this.#media.isOn('microphone') };
        const tracks = { audio: this.#media.track('microphone'), video: this.#media.track('camera') };
        this.#main.setTracks(tracks).catch(() => this.#main.restart());
        this.#hooks.onMedia(this.#self, 'main', tracks.video && new MediaStream([tracks.video]));
        if (!this.#connection.isOpen) {
            return;
        }
        if (this.#sent?.camera !== now.camera || this.#sent?.microphone !== now.microphone) {
            this.#sent = now;
            this.#connection.send('setMedia', now);
        }
        if (!this.#onStage && (now.camera || now.microphone || this.isSharing)) {
            this.#onStage = true;
            this.#connection.send('setStage', { onStage: true });
        }
    }

    /** Sends and receives what the room's state requires. Idempotent. */
    reconcile(room) {
        const { sfu } = room.snapshot;
        if (sfu.state !== 'up' || this.#generation !== sfu.generation) {
            this.#generation = sfu.generation;
            this.#main.stop({ tell: false });
            this.#screen.stop({ tell: false });
        }
        if (!room.mayBeOnStage) {
            this.leaveStage();
        }
        if (sfu.state === 'up') {
            this.#startSending(room.me);
        }
        this.#room = room;
        this.#receive();
    }

    // Uses the window's size, the upper bound of the stage's.
    #receive() {
        const scale = window.devicePixelRatio;
        const stage = { width: window.innerWidth * scale, height: window.innerHeight * scale };
        this.#subscriber.reconcile(this.#room.snapshot, this.#room.self, wantedLayers(this.#room.scene, stage));
    }

    subscriptionEnded(id) {
        this.#subscriber.ended(id);
    }

    /** Asks the browser for a screen and shares it. Throws a sentence key. */
    async shareScreen() {
        let stream;
        try {
            stream = await openScreen();
        } catch (error) {
            // Dismissing the browser's picker is not a failure, but is reported the same way as "refused".
            throw problemOf(error) === 'refused' ? 'screenRefused' : 'screenFailed';
        }
        this.stopScreen();
        this.#screenStream = stream;
        const [video] = stream.getVideoTracks();
        video.addEventListener('ended', () => this.#screenStream === stream && this.stopScreen());
        this.#hooks.onMedia(this.#self, 'screen', stream);
        this.switchesChanged();
        this.#startScreen();
    }

    stopScreen() {
        if (this.#screenStream) {
            this.#screenStream.getTracks().forEach((track) => track.stop());
            this.#screenStream = null;
            this.#screen.stop();
            this.#hooks.onMedia(this.#self, 'screen', null);
            this.#hooks.onScreenEnded();
        }
    }

    /** We are not on stage any more: sends nothing, and gives the devices back. */
    leaveStage() {
        if (this.#onStage || this.isSharing) {
            this.#onStage = false;
            this.stopScreen();
            this.#main.stop();
            this.#media.set('camera', false);
            this.#media.set('microphone', false);
        }
    }

    /** The connection to the service is lost: closes every RTCPeerConnection but keeps the devices. */
    lost() {
        this.#main.stop({ tell: false });
        this.#screen.stop({ tell: false });
        this.#subscriber.reset();
        this.#room = null;
        this.#generation = null;
    }

    close() {
        window.removeEventListener('resize', this.#resized);
        this.stopScreen();
        this.lost();
        this.#ownLevel.close();
    }

    /** The set of active speakers. */
    async speaking() {
        const levels = this.#subscriber.audioLevels();
        if (this.#media.isOn('microphone')) {
            levels.set(this.#self, await this.#main.audioLevel() ?? this.#measuredLevel());
        }
        return new Set([...levels].filter(([, level]) => level > SPEAKING_LEVEL).map(([id]) => id));
    }

    #measuredLevel() {
        if (!this.#room) {
            return 0;
        }
        this.#ownLevel.follow(this.#media.track('microphone'));
        return Math.sqrt(this.#ownLevel.power);
    }

    #startSending(me) {
        const listed = (peer) => me?.publications.find((each) => each.peer === peer)?.generation ?? null;
        if (this.#onStage) {
            this.#main.start();
            this.#main.reconcile(listed('main'));
        }
        if (this.isSharing) {
            this.#startScreen();
            this.#screen.reconcile(listed('screen'));
        }
    }

    #startScreen() {
        const audio = this.#screenStream.getAudioTracks()[0] ?? null;
        const video = this.#screenStream.getVideoTracks()[0];
        this.#screen.setTracks({ audio, video }).catch(() => this.#screen.restart());
        // Otherwise the next state starts it, once the media server and the connection are up.
        if (this.#generation !== null && this.#connection.isOpen) {
            this.#screen.start(audio ? ['audio', 'video'] : ['video']);
        }
    }
}
