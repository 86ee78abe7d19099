// One sending RTCPeerConnection: "main" (camera and microphone) or "screen". It is negotiated once;
// afterwards tracks are only replaced. On failure it is discarded and created from scratch.
import { BackOff } from '../room/back_off.js';
import { withoutOrientation, withStereo } from './sdp.js';

/** How long media may take to come back by itself; the browser has already waited for about 5 s. */
const DISCONNECTED_MS = 2000;
/** How long the media server may report nothing on what we send: after that it does not hear us, whatever the connection's state is. */
const UNHEARD_MS = 8000;
const WATCH_MS = 1000;
/** How long the room may list a generation other than ours before we republish. */
const UNLISTED_MS = 4000;
/** The camera in three simulcast layers, so that each receiver gets the one that fits its tile. */
const ENCODINGS = {
    main: [
        { rid: 'h', maxBitrate: 1_500_000, maxFramerate: 30 },
        { rid: 'm', maxBitrate: 500_000, maxFramerate: 30, scaleResolutionDownBy: 2 },
        { rid: 'l', maxBitrate: 150_000, maxFramerate: 30, scaleResolutionDownBy: 4 },
    ],
    screen: [{ maxBitrate: 2_500_000, maxFramerate: 30 }],
};

/** Codecs with VP8 first: every browser can send it without downloading a codec. */
export function preferVp8(codecs) {
    const isVp8 = ({ mimeType }) => mimeType.toLowerCase() === 'video/vp8';
    return [...codecs.filter(isVp8), ...codecs.filter((codec) => !isVp8(codec))];
}

function choosePreferences(transceiver) {
    for (const side of [window.RTCRtpSender, window.RTCRtpReceiver]) {
        try {
            transceiver.setCodecPreferences(preferVp8(side.getCapabilities('video').codecs));
            return;
        } catch {
            // Browsers differ in which codec list they accept; the call also works without a preference.
        }
    }
}

/** No other browser has this property, not even one of the same name on an iPhone. */
function isChromium() {
    return 'userAgentData' in navigator;
}

async function keepResolution(sender) {
    const parameters = sender.getParameters();
    parameters.degradationPreference = 'maintain-resolution';
    // A browser without support for degradationPreference uses its default.
    await sender.setParameters(parameters).catch(() => {});
}

export class Publisher {
    #connection;
    #peer;
    #onProblem;
    #iceServers = [];
    #tracks = { audio: null, video: null };
    #kinds = ['audio', 'video'];
    #attempt = null;
    #backOff = new BackOff(1000, 8000);
    #timers = { retry: 0, disconnected: 0, unlisted: 0, watch: 0 };
    #wanted = false;

    /** connection: request(), send(). onProblem(code) is called when publishing failed; it is retried. */
    constructor(connection, peer, onProblem = () => {}) {
        this.#connection = connection;
        this.#peer = peer;
        this.#onProblem = onProblem;
    }

    setIceServers(servers) {
        this.#iceServers = servers;
    }

    /** Replaces the tracks to send, {audio, video}; null sends nothing. */
    async setTracks(tracks) {
        this.#tracks = tracks;
        const senders = this.#attempt?.senders ?? {};
        await Promise.all(Object.entries(senders).map(([kind, sender]) => sender.replaceTrack(tracks[kind])));
    }

    /** Publishes unless already in progress. `kinds`: the media kinds, fixed for the connection's lifetime. */
    start(kinds = ['audio', 'video']) {
        this.#kinds = kinds;
        this.#wanted = true;
        if (!this.#attempt && !this.#timers.retry) {
            this.#begin();
        }
    }

    /** Stops publishing. `tell`: send `unpublish` to the service, if connected. */
    stop({ tell = true } = {}) {
        const wasThere = this.#attempt !== null;
        this.#wanted = false;
        this.#drop();
        if (tell && wasThere && this.#connection.isOpen) {
            this.#connection.send('unpublish', { peer: this.#peer });
        }
    }

    /** Publishes from scratch (replacing a track failed). */
    restart() {
        if (this.#wanted) {
            this.#drop();
            this.#backOff.reset();
            this.#begin();
        }
    }

    /** Compares our generation with the one the room lists for us; null when it lists none. */
    reconcile(generation) {
        const attempt = this.#attempt;
        clearTimeout(this.#timers.unlisted);
        if (attempt && attempt.generation !== null && generation !== attempt.generation) {
            this.#timers.unlisted = setTimeout(() => attempt === this.#attempt && this.#failed(), UNLISTED_MS);
        }
    }

    /** The microphone's audio level, 0 to 1; null where the browser does not say (Firefox). */
    async audioLevel() {
        const sender = this.#attempt?.senders.audio;
        if (!sender?.track) {
            return 0;
        }
        const stats = [...(await sender.getStats()).values()];
        return stats.find(({ type }) => type === 'media-source')?.audioLevel ?? null;
    }

    async #begin() {
        clearTimeout(this.#timers.retry);
        this.#timers.retry = 0;
        const attempt = this.#makeAttempt();
        this.#attempt = attempt;
        try {
            await this.#negotiate(attempt);
        } catch (error) {
            if (attempt === this.#attempt) {
                this.#onProblem(error.code ?? 'mediaFailed');
                this.#failed();
            }
        }
    }

    #makeAttempt() {
        const pc = new RTCPeerConnection({ iceServers: this.#iceServers, bundlePolicy: 'max-bundle' });
        const attempt = { pc, senders: {}, generation: null, held: [], reports: { sent: 0, last: 0, heardAt: 0 } };
        for (const kind of this.#kinds) {
            const init = { direction: 'sendonly', ...(kind === 'video' && { sendEncodings: ENCODINGS[this.#peer] }) };
            const transceiver = pc.addTransceiver(this.#tracks[kind] ?? kind, init);
            attempt.senders[kind] = transceiver.sender;
            if (kind === 'video') {
                choosePreferences(transceiver);
            }
        }
        pc.addEventListener('icecandidate', ({ candidate }) => this.#candidate(attempt, candidate));
        pc.addEventListener('connectionstatechange', () => this.#stateChanged(attempt));
        return attempt;
    }

    // Sound of the screen is stereo in both descriptions: the offer tells the receivers, the answer the browser.
    #described(sdp) {
        return this.#peer === 'screen' ? withStereo(sdp) : sdp;
    }

    async #negotiate(attempt) {
        const { pc } = attempt;
        await pc.setLocalDescription(await pc.createOffer());
        if (attempt !== this.#attempt) {
            return;
        }
        const offer = this.#described(pc.localDescription.sdp);
        const sdp = isChromium() ? offer : withoutOrientation(offer);
        const { body } = await this.#connection.request('publish', { peer: this.#peer, sdp });
        if (attempt !== this.#attempt) {
            return;
        }
        await pc.setRemoteDescription({ type: 'answer', sdp: this.#described(body.sdp) });
        attempt.generation = body.generation;
        if (attempt.senders.video) {
            await keepResolution(attempt.senders.video);
        }
        attempt.held.splice(0).forEach((candidate) => this.#sendCandidate(candidate));
        attempt.held = null;
        this.#timers.watch = setInterval(() => this.#watch(attempt), WATCH_MS);
    }

    // A browser may consider a connection good on which nothing comes back, for example when only one direction has found a new path.
    async #watch(attempt) {
        const stats = [...(await attempt.pc.getStats()).values()];
        if (attempt !== this.#attempt || attempt.pc.connectionState !== 'connected') {
            return;
        }
        const of = (kind) => stats.filter(({ type }) => type === kind);
        const sent = of('outbound-rtp').reduce((sum, { bytesSent }) => sum + bytesSent, 0);
        // The moment at which the media server's report arrived.
        const last = Math.max(0, ...of('remote-inbound-rtp').map(({ timestamp }) => timestamp));
        const isNews = last !== attempt.reports.last || sent === attempt.reports.sent;
        const heardAt = isNews ? performance.now() : attempt.reports.heardAt;
        attempt.reports = { sent, last, heardAt };
        if (last > 0 && performance.now() - heardAt > UNHEARD_MS) {
            this.#failed();
        }
    }

    // Candidates are held back until the service knows their publication.
    #candidate(attempt, candidate) {
        // Some browsers signal the end of candidates with an empty candidate, others with null.
        if (attempt !== this.#attempt || candidate?.candidate === '') {
            return;
        }
        if (attempt.held) {
            attempt.held.push(candidate);
        } else {
            this.#sendCandidate(candidate);
        }
    }

    #sendCandidate(candidate) {
        this.#connection.send('candidate', {
            target: 'publish',
            key: this.#peer,
            candidate: candidate?.candidate ?? '',
            mid: candidate?.sdpMid ?? '',
            mLineIndex: candidate?.sdpMLineIndex ?? 0,
        });
    }

    #stateChanged(attempt) {
        if (attempt !== this.#attempt) {
            return;
        }
        clearTimeout(this.#timers.disconnected);
        const state = attempt.pc.connectionState;
        if (state === 'connected') {
            this.#backOff.reset();
        } else if (state === 'failed') {
            this.#failed();
        } else if (state === 'disconnected') {
            // If the network has changed, the connection to the service is dead, too.
            this.#connection.check();
            this.#timers.disconnected = setTimeout(
                () => attempt === this.#attempt && this.#failed(), DISCONNECTED_MS);
        }
    }

    #failed() {
        this.#drop();
        if (this.#wanted) {
            this.#timers.retry = setTimeout(() => this.#begin(), this.#backOff.next());
        }
    }

    #drop() {
        Object.values(this.#timers).forEach(clearTimeout);
        this.#timers = { retry: 0, disconnected: 0, unlisted: 0, watch: 0 };
        this.#attempt?.pc.close();
        this.#attempt = null;
    }
}
