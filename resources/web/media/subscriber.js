// Everyone else's media: one receiving RTCPeerConnection per (participant, peer, generation), created
// and closed by comparing the room's list with the existing ones. Never renegotiated.
import { BackOff } from '../room/back_off.js';
import { withStereo } from './sdp.js';

/** How long media may take to come back by itself; the browser has already waited for about 5 s. */
const DISCONNECTED_MS = 2000;
/** The media server requests at most one key frame per second from a sender and may drop requests in
 * between; repeating the request makes it check again whether the layer has arrived. */
const LAYER_AGAIN_MS = 1200;
const LAYER_REPEATS = 2;

/** The subscriptions we need: the others' screens, and their cameras while they are on stage. Pure. */
export function wantedSubscriptions(snapshot, self) {
    if (snapshot.sfu.state !== 'up') {
        return [];
    }
    return snapshot.participants
        .filter((person) => person.id !== self)
        .flatMap((person) =>
            person.publications
                .filter(({ peer, tracks }) => tracks.length > 0 && (peer === 'screen' || person.onStage))
                .map(({ peer, generation, tracks }) => ({
                    participant: person.id,
                    peer,
                    mids: tracks.map(({ mid }) => mid).slice(0, 8),
                    layered: tracks.find(({ simulcast }) => simulcast)?.mid ?? null,
                    key: [person.id, peer, snapshot.sfu.generation, generation,
                        ...tracks.map(({ mid }) => mid)].join(' '),
                })));
}

/** One receiving connection, from the request to its end. Calls onBroken() at most once, if it fails. */
class Subscription {
    #connection;
    #hooks;
    #pc = null;
    #held = [];
    #ended = false;
    #timer = 0;
    #subscribed = false;
    #layer = null;
    #layerTimer = 0;

    constructor(connection, wanted, id, hooks) {
        this.#connection = connection;
        this.wanted = wanted;
        this.id = id;
        this.stream = new MediaStream();
        this.#hooks = hooks;
    }

    async start(iceServers) {
        try {
            await this.#negotiate(iceServers);
        } catch {
            this.#break();
        }
    }

    /** Ends it. `tell`: send `unsubscribe`, because the service still has the subscription. */
    end({ tell = true } = {}) {
        if (this.#ended) {
            return;
        }
        this.#ended = true;
        clearTimeout(this.#timer);
        clearTimeout(this.#layerTimer);
        this.#pc?.close();
        if (tell && this.#connection.isOpen) {
            this.#connection.send('unsubscribe', { subscription: this.id });
        }
    }

    /** Requests this simulcast layer, now or as soon as it is subscribed. */
    setLayer(layer) {
        if (layer !== this.#layer) {
            this.#layer = layer;
            this.#askForLayer(LAYER_REPEATS);
        }
    }

    /** The audio level, 0 to 1. */
    get audioLevel() {
        const receivers = this.#ended ? [] : this.#pc?.getReceivers() ?? [];
        const audio = receivers.find(({ track }) => track.kind === 'audio');
        return audio?.getSynchronizationSources?.()[0]?.audioLevel ?? 0;
    }

    async #negotiate(iceServers) {
        const { participant, peer, mids } = this.wanted;
        const request = { subscription: this.id, participant, peer, mids };
        const { body } = await this.#connection.request('subscribe', request);
        if (this.#ended) {
            return;
        }
        this.#subscribed = true;
        this.#askForLayer(LAYER_REPEATS);
        const pc = this.#makePeer(iceServers);
        await pc.setRemoteDescription({ type: 'offer', sdp: body.sdp });
        await this.#describe(pc, await pc.createAnswer());
        if (this.#ended) {
            return;
        }
        const answer = { subscription: this.id, sdp: pc.localDescription.sdp };
        await this.#connection.request('answer', answer);
        this.#held.splice(0).forEach((candidate) => this.#sendCandidate(candidate));
        this.#held = null;
    }

    async #describe(pc, { type, sdp }) {
        // Browsers decode in mono what was not asked for in stereo.
        if (this.wanted.peer === 'screen') {
            const isTaken = await pc.setLocalDescription({ type, sdp: withStereo(sdp) }).then(() => true, () => false);
            if (isTaken) {
                return;
            }
        }
        await pc.setLocalDescription({ type, sdp });
    }

    #askForLayer(repeats) {
        const { layered } = this.wanted;
        clearTimeout(this.#layerTimer);
        if (this.#subscribed && !this.#ended && layered !== null && this.#layer !== null && this.#connection.isOpen) {
            this.#connection.send('layer', { subscription: this.id, mid: layered, substream: this.#layer });
            if (repeats > 0) {
                this.#layerTimer = setTimeout(() => this.#askForLayer(repeats - 1), LAYER_AGAIN_MS);
            }
        }
    }

    #makePeer(iceServers) {
        const pc = new RTCPeerConnection({ iceServers, bundlePolicy: 'max-bundle' });
        this.#pc = pc;
        pc.addEventListener('track', ({ track }) => {
            this.stream.addTrack(track);
            this.#hooks.onMedia(this);
        });
        pc.addEventListener('icecandidate', ({ candidate }) => this.#candidate(candidate));
        pc.addEventListener('connectionstatechange', () => this.#stateChanged());
        return pc;
    }

    #candidate(candidate) {
        if (this.#ended || candidate?.candidate === '') {
            return;
        }
        if (this.#held) {
            this.#held.push(candidate);
        } else {
            this.#sendCandidate(candidate);
        }
    }

    #sendCandidate(candidate) {
        if (!this.#ended) {
            this.#connection.send('candidate', {
                target: 'subscribe',
                key: this.id,
                candidate: candidate?.candidate ?? '',
                mid: candidate?.sdpMid ?? '',
                mLineIndex: candidate?.sdpMLineIndex ?? 0,
            });
        }
    }

    #stateChanged() {
        clearTimeout(this.#timer);
        const state = this.#pc.connectionState;
        if (state === 'connected') {
            this.#hooks.onConnected(this);
        } else if (state === 'failed') {
            this.#break();
        } else if (state === 'disconnected') {
            // If the network has changed, the connection to the service is dead, too.
            this.#connection.check();
            this.#timer = setTimeout(() => this.#break(), DISCONNECTED_MS);
        }
    }

    #break() {
        if (!this.#ended) {
            this.end();
            this.#hooks.onBroken(this);
        }
    }
}

/** All subscriptions. onMedia(participant, peer, stream or null). */
export class Subscriber {
    #connection;
    #onMedia;
    #iceServers = [];
    #active = new Map();
    /** The BackOff of each key that failed. */
    #backOffs = new Map();
    #retries = new Map();
    #wanted = new Map();
    #layers = new Map();
    #prefix = Math.random().toString(36).slice(2, 8);
    #counter = 0;

    constructor(connection, onMedia) {
        this.#connection = connection;
        this.#onMedia = onMedia;
    }

    setIceServers(servers) {
        this.#iceServers = servers;
    }

    /**
     * Starts missing subscriptions and ends those no longer wanted. Idempotent.
     * layers: Map of participant to the camera's simulcast layer; the lowest for participants not in it.
     */
    reconcile(snapshot, self, layers = new Map()) {
        this.#layers = layers;
        this.#wanted = new Map(wantedSubscriptions(snapshot, self).map((wanted) => [wanted.key, wanted]));
        for (const [key, subscription] of this.#active) {
            if (!this.#wanted.has(key)) {
                this.#remove(key, subscription);
            }
        }
        for (const key of this.#retries.keys()) {
            if (!this.#wanted.has(key)) {
                this.#cancelRetry(key);
                this.#backOffs.delete(key);
            }
        }
        for (const [key, wanted] of this.#wanted) {
            if (!this.#active.has(key) && !this.#retries.has(key)) {
                this.#begin(wanted);
            }
        }
        this.#active.forEach((subscription) => this.#chooseLayer(subscription));
    }

    /** The service ended a subscription: retried if the room still lists its tracks. */
    ended(id) {
        const found = [...this.#active.values()].find((subscription) => subscription.id === id);
        if (found) {
            found.end({ tell: false });
            this.#broken(found);
        }
    }

    /** The connection to the service is lost, and all subscriptions with it. */
    reset() {
        [...this.#retries.keys()].forEach((key) => this.#cancelRetry(key));
        for (const [key, subscription] of this.#active) {
            this.#remove(key, subscription, { tell: false });
        }
        this.#wanted.clear();
        this.#backOffs.clear();
    }

    /** Audio level of each participant's microphone: Map of participant to 0..1. */
    audioLevels() {
        const cameras = [...this.#active.values()].filter(({ wanted }) => wanted.peer === 'main');
        return new Map(cameras.map(({ wanted, audioLevel }) => [wanted.participant, audioLevel]));
    }

    #begin(wanted) {
        this.#counter += 1;
        const id = `${this.#prefix}-${this.#counter}`;
        const subscription = new Subscription(this.#connection, wanted, id, {
            onMedia: ({ stream }) => this.#onMedia(wanted.participant, wanted.peer, stream),
            onConnected: () => this.#backOffs.delete(wanted.key),
            onBroken: (broken) => this.#broken(broken),
        });
        this.#active.set(wanted.key, subscription);
        this.#chooseLayer(subscription);
        subscription.start(this.#iceServers);
    }

    #chooseLayer(subscription) {
        if (subscription.wanted.peer === 'main') {
            subscription.setLayer(this.#layers.get(subscription.wanted.participant) ?? 0);
        }
    }

    #broken(subscription) {
        const { key } = subscription.wanted;
        if (this.#active.get(key) !== subscription) {
            return;
        }
        this.#active.delete(key);
        this.#withdraw(subscription.wanted);
        const backOff = this.#backOffs.get(key) ?? new BackOff(500, 8000);
        this.#backOffs.set(key, backOff);
        this.#retries.set(key, setTimeout(() => this.#retry(key), backOff.next()));
    }

    #retry(key) {
        this.#retries.delete(key);
        const wanted = this.#wanted.get(key);
        if (wanted && this.#connection.isOpen) {
            this.#begin(wanted);
        }
    }

    #remove(key, subscription, how) {
        this.#active.delete(key);
        subscription.end(how);
        this.#withdraw(subscription.wanted);
    }

    // Keeps the media if a successor already has tracks.
    #withdraw({ participant, peer }) {
        const successor = [...this.#active.values()].some(
            ({ wanted, stream }) =>
                wanted.participant === participant && wanted.peer === peer && stream.getTracks().length > 0);
        if (!successor) {
            this.#onMedia(participant, peer, null);
        }
    }

    #cancelRetry(key) {
        clearTimeout(this.#retries.get(key));
        this.#retries.delete(key);
    }
}
