// The local camera and microphone: which are wanted, which are open, and what went wrong.
import { DeviceError, listDevices, onDevicesChanged, openDevice } from './devices.js';
import { remember, recall } from '../room/memory.js';

const KINDS = ['camera', 'microphone'];

/**
 * Fires "change", and "problem" (with `kind`) each time a device could not be opened or was lost. The
 * camera is released whenever it is off, so that its light goes out; the microphone stays open but
 * muted, so that unmuting is immediate.
 */
export class LocalMedia extends EventTarget {
    #tracks = { camera: null, microphone: null };
    #wanted = { camera: false, microphone: false };
    #problems = { camera: null, microphone: null };
    #chosen = { camera: recall('camera'), microphone: recall('microphone') };
    #jobs = { camera: Promise.resolve(), microphone: Promise.resolve() };
    #devices = { camera: [], microphone: [] };

    constructor() {
        super();
        onDevicesChanged(() => this.refreshDevices());
    }

    /** Whether it is on, i.e. wanted and open. */
    isOn(kind) {
        return this.#wanted[kind] && this.#tracks[kind] !== null;
    }

    /** The track to send, or null. */
    track(kind) {
        return this.isOn(kind) ? this.#tracks[kind] : null;
    }

    /** Why it cannot be used: notSecure, missing, refused, busy, lost, or null. */
    problem(kind) {
        return this.#problems[kind];
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
        return this.#queue(kind);
    }

    toggle(kind) {
        return this.set(kind, !this.isOn(kind));
    }

    /** Selects another device, and opens it if the switch is on. */
    choose(kind, deviceId) {
        this.#chosen[kind] = deviceId;
        remember(kind, deviceId);
        this.#drop(kind);
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
        this.#changed();
    }

    async #open(kind) {
        try {
            const track = await openDevice(kind, this.#chosen[kind]);
            this.#problems[kind] = null;
            this.#tracks[kind] = track;
            track.addEventListener('ended', () => this.#ended(kind, track));
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

    #ended(kind, track) {
        if (this.#tracks[kind] === track) {
            this.#tracks[kind] = null;
            this.#failed(kind, 'lost');
            this.#changed();
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

    #changed() {
        this.dispatchEvent(new Event('change'));
    }
}
