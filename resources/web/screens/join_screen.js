// The screen before the room: name, camera preview, and problems with the devices.
import { DeviceCheck } from './device_check.js';
import { el } from './dom.js';
import { recall, remember } from '../room/memory.js';

const MAX_NAME = 80;

export class JoinScreen {
    #strings;
    #media;
    #onJoin;
    #name;
    #fault;
    #submit;
    #devices;

    /** `appLink` opens the room in the desktop program; '' where there is none. */
    constructor(strings, media, { appLink, onJoin }) {
        this.#strings = strings;
        this.#media = media;
        this.#onJoin = onJoin;
        this.#devices = new DeviceCheck(strings, media);
        this.node = el('main', { id: 'join-screen', class: 'card-screen' },
            el('section', { class: 'card join-card' }, this.#devices.preview, this.#makeForm(appLink)));
        // Opens the devices immediately, so that the browser asks for permission here and not in the room.
        media.set('camera', true);
        media.set('microphone', true);
    }

    focus() {
        this.#name.focus();
    }

    /** Sets the line below the name; "" removes it. `busy`: joining is in progress. */
    setStatus(text, busy) {
        this.#fault.textContent = text;
        this.#submit.disabled = busy;
        this.#submit.textContent = this.#strings.text(busy ? 'joinConnecting' : 'joinButton');
    }

    close() {
        this.#devices.close();
    }

    #makeForm(appLink) {
        const text = (key) => this.#strings.text(key);
        this.#name = el('input', {
            id: 'join-name', type: 'text', maxlength: MAX_NAME, autocomplete: 'name', required: true,
            'aria-describedby': 'join-fault', value: recall('name'), dir: 'auto',
        });
        this.#fault = el('p', { id: 'join-fault', class: 'fault', role: 'alert' });
        this.#submit = el('button', {
            id: 'join-button', type: 'submit', class: 'button primary', text: text('joinButton'),
        });
        return el('form', { class: 'join-form', novalidate: true, on: { submit: (event) => this.#join(event) } },
            el('h1', { text: text('joinTitle') }),
            el('label', { class: 'field' }, el('span', { text: text('joinName') }), this.#name),
            this.#fault, this.#devices.controls, this.#submit,
            appLink && this.#makeAppLink(appLink));
    }

    #makeAppLink(href) {
        return el('a', {
            id: 'join-app', class: 'app-link', href, text: this.#strings.text('joinInApp'), title: this.#strings.text('joinInAppHint'),
            on: { click: () => this.#releaseDevices() },
        });
    }

    // Most systems give a camera to one program at a time.
    #releaseDevices() {
        this.#media.set('camera', false);
        this.#media.set('microphone', false);
    }

    #join(event) {
        event.preventDefault();
        const name = this.#name.value.trim();
        if (name === '') {
            this.#fault.textContent = this.#strings.text('joinNameMissing');
            this.#name.focus();
            return;
        }
        remember('name', name);
        this.#onJoin(name);
    }
}
