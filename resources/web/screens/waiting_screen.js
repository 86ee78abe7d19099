// While somebody waits to be let in: why, and a look at the own camera and microphone.
import { DeviceCheck } from './device_check.js';
import { el } from './dom.js';

export class WaitingScreen {
    #devices;

    /** onLeave(): the user waits no more. */
    constructor(strings, media, { text, onLeave }) {
        this.#devices = new DeviceCheck(strings, media);
        this.node = el('main', { id: 'waiting', class: 'card-screen' },
            el('section', { class: 'card join-card' }, this.#devices.preview,
                el('div', { class: 'join-form' },
                    el('div', { class: 'waiting-why' },
                        el('span', { class: 'spinner', 'aria-hidden': 'true' }),
                        el('p', { class: 'message-text', role: 'status', text })),
                    this.#devices.controls,
                    el('button', { id: 'waiting-leave', type: 'button', class: 'button', text: strings.text('leaveWaitingRoom'), on: { click: onLeave } }))));
    }

    close() {
        this.#devices.close();
    }
}
