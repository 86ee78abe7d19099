// The local camera and microphone: which are wanted, which are open, and what went wrong.
import { DeviceError, listDevices, onDevicesChanged, openAny, openDevice } from './devices.js';
import { remember, recall } from '../room/memory.js';

const KINDS = ['camera', 'microphone'];

/**
 * Fires "change"; "problem" (with `kind`) each time a device could not be opened, or was lost and there is no other; "notice" (with `kind`) when notice(kind) has
 * changed. The camera is released whenever it is off, so that its light goes out; the microphone stays open but
 * muted, so that unmuting is immediate.
 */
export class LocalMedia extends EventTarget {
    #tracks = { camera: null, microphone: null };
    #wanted = { camera: false, microphone: false };
    #problems = { camera: null, microphone: null };
    #notices = { camera: null, microphone: null };
    /** It was on when the last device was lost: the next one that is connected is switched on. */
    #waits = { camera: false, microphone: false };
    #chosen = { camera: recall('camera'), microphone: recall('microphone') };
    #jobs = { camera: Promise.resolve(), microphone: Promise.resolve() };
    #devices = { camera: [], microphone: [] };

    constructor() {
        super();
        onDevicesChanged(() => this.#devicesChanged());
    }

    /** Whether it is on, i.e. wanted, open, and not muted by the system (a headset's switch, a call). */
    isOn(kind) {
        return this.track(kind) !== null && !this.track(kind).muted;
    }

    /** The track to send, or null. */
    track(kind) {
        return this.#wanted[kind] ? this.#tracks[kind] : null;
    }

    /** Why it cannot be used: notSecure, missing, refused, busy, lost, or null. */
    problem(kind) {
        return this.#problems[kind];
    }

    /** What happened to a device that works: {what: "replaced" | "connected" | "silenced", name}, or null. */
    notice(kind) {
        return this.#notices[kind];
    }

    devices(kind) {
        return this.#devices[kind];
    }

    chosen(kind) {
        return this.#chosen[kind];
    }

    /** Switches it; resolves when the device is open or closed, or has failed to open. */
    set(kind, on) {
        this.#wanted[kind] = on;
        this.#waits[kind] = false;
        this.#say(kind, null);
        return this.#queue(kind);
    }

    toggle(kind) {
        if (this.track(kind)?.muted) {
            // Only the system can switch it on.
            this.#say(kind, 'silenced');
            return Promise.resolve();
        }
        return this.set(kind, !this.isOn(kind));
    }

    /** Selects another device, and opens it if the switch is on. */
    choose(kind, deviceId) {
        this.#chosen[kind] = deviceId;
        remember(kind, deviceId);
        this.#drop(kind);
        this.#say(kind, null);
        return this.#queue(kind);
    }

    async refreshDevices() {
        this.#devices = await listDevices();
        this.#changed();
    }

    /** Releases all devices. */
    close() {
        KINDS.forEach((kind) => {
            this.#wanted[kind] = false;
            this.#drop(kind);
        });
        this.#changed();
    }

    // Serialises the changes of a device: a quick double click must not open it twice.
    #queue(kind) {
        this.#jobs[kind] = this.#jobs[kind].then(() => this.#apply(kind));
        return this.#jobs[kind];
    }

    async #apply(kind) {
        if (this.#wanted[kind] && !this.#tracks[kind]) {
            await this.#open(kind);
        } else if (!this.#wanted[kind] && kind === 'camera') {
            this.#drop(kind);
        }
        if (this.#tracks[kind]) {
            this.#tracks[kind].enabled = this.#wanted[kind];
        }
        if (this.track(kind)?.muted) {
            this.#say(kind, 'silenced');
        }
        this.#changed();
    }

    async #open(kind) {
        try {
            this.#take(kind, await openDevice(kind, this.#chosen[kind]));
            if (!this.#wanted[kind]) {
                this.#drop(kind);
            }
        } catch (error) {
            this.#failed(kind, error instanceof DeviceError ? error.problem : 'busy');
            return;
        }
        // Without the new list the device works all the same.
        await this.refreshDevices().catch(() => {});
    }

    #take(kind, track) {
        this.#problems[kind] = null;
        this.#tracks[kind] = track;
        track.addEventListener('ended', () => this.#ended(kind, track));
        ['mute', 'unmute'].forEach((event) => track.addEventListener(event, () => this.#systemMuted(kind, track)));
    }

    #systemMuted(kind, track) {
        if (this.track(kind) === track) {
            this.#say(kind, track.muted ? 'silenced' : null);
            this.#changed();
        }
    }

    #ended(kind, track) {
        if (this.#tracks[kind] === track) {
            this.#tracks[kind] = null;
            this.#say(kind, null);
            this.#changed();
            this.#jobs[kind] = this.#jobs[kind].then(() => this.#replace(kind));
        }
    }

    /** Takes the next device in place of one that was taken out while it was on. */
    async #replace(kind) {
        if (this.#tracks[kind] || !this.#wanted[kind]) {
            return;
        }
        await this.refreshDevices().catch(() => {});
        const track = await openAny(kind, this.#devices[kind].map(({ id }) => id));
        if (!this.#wanted[kind]) {
            track?.stop(); // switched off, or left, meanwhile
        } else if (track) {
            this.#take(kind, track);
            this.#say(kind, track.muted ? 'silenced' : 'replaced', track.label);
        } else {
            this.#waits[kind] = true;
            this.#failed(kind, 'lost');
        }
        this.#changed();
    }

    async #devicesChanged() {
        const before = this.#devices;
        await this.refreshDevices();
        for (const kind of KINDS) {
            const track = this.#tracks[kind];
            const isListed = (devices) => devices[kind].some(({ id }) => id === track?.getSettings().deviceId);
            if (track && isListed(before) && !isListed(this.#devices)) {
                // Not every browser ends the track of a device that was taken out.
                track.stop();
                this.#ended(kind, track);
            } else if (this.#waits[kind] && this.#devices[kind].length > 0) {
                await this.set(kind, true);
                this.#say(kind, this.#tracks[kind] ? 'connected' : null, this.#tracks[kind]?.label);
            }
        }
    }

    #failed(kind, problem) {
        this.#wanted[kind] = false;
        this.#problems[kind] = problem;
        this.dispatchEvent(Object.assign(new Event('problem'), { kind }));
    }

    #drop(kind) {
        const track = this.#tracks[kind];
        this.#tracks[kind] = null;
        track?.stop();
    }

    #say(kind, what, name = '') {
        const isSilent = !what && !this.#notices[kind];
        this.#notices[kind] = what && { what, name };
        if (!isSilent) {
            this.dispatchEvent(Object.assign(new Event('notice'), { kind }));
        }
    }

    #changed() {
        this.dispatchEvent(new Event('change'));
    }
}
