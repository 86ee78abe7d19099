// The screen before the room: name, camera preview, and problems with the devices.
import { DevicePicker } from './device_picker.js';
import { noticeSentence, problemSentence } from '../media/devices.js';
import { el } from './dom.js';
import { icon } from './icons.js';
import { LevelMeter } from '../media/level_meter.js';
import { recall, remember } from '../room/memory.js';

const MAX_NAME = 80;

export class JoinScreen {
    #strings;
    #media;
    #onJoin;
    #video;
    #name;
    #fault;
    #problems;
    #submit;
    #switches = {};
    #meter;
    #picker;
    #track = null;
    #update = () => this.#render();

    /** `appLink` opens the room in the desktop program; '' where there is none. */
    constructor(strings, media, { appLink, onJoin }) {
        this.#strings = strings;
        this.#media = media;
        this.#onJoin = onJoin;
        this.#meter = new LevelMeter(strings.text('microphoneLevel'));
        this.#picker = new DevicePicker(strings, media);
        this.node = el('main', { id: 'join-screen', class: 'card-screen' },
            el('section', { class: 'card join-card' }, this.#makePreview(), this.#makeForm(appLink)));
        media.addEventListener('change', this.#update);
        media.addEventListener('notice', this.#update);
        this.#render();
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
        this.#media.removeEventListener('change', this.#update);
        this.#media.removeEventListener('notice', this.#update);
        this.#meter.close();
        this.#picker.close();
        this.#video.srcObject = null;
    }

    #makePreview() {
        this.#video = el('video', {
            class: 'preview-video', playsinline: true, 'aria-label': this.#strings.text('preview'),
        });
        this.#video.muted = true;
        return el('div', { class: 'preview' },
            el('div', { class: 'figure' }, icon('person'),
                el('span', { class: 'preview-off', text: this.#strings.text('previewOff') })),
            this.#video,
            el('div', { class: 'preview-buttons' }, this.#makeSwitch('microphone'), this.#makeSwitch('camera')));
    }

    #makeSwitch(kind) {
        this.#switches[kind] = el('button', {
            id: `join-${kind}`, type: 'button', class: 'tool-button',
            on: { click: () => this.#media.toggle(kind) },
        });
        return this.#switches[kind];
    }

    #makeForm(appLink) {
        const text = (key) => this.#strings.text(key);
        this.#name = el('input', {
            id: 'join-name', type: 'text', maxlength: MAX_NAME, autocomplete: 'name', required: true,
            'aria-describedby': 'join-fault', value: recall('name'), dir: 'auto',
        });
        this.#fault = el('p', { id: 'join-fault', class: 'fault', role: 'alert' });
        this.#problems = el('div', { id: 'join-problems', class: 'problems', 'aria-live': 'polite' });
        this.#submit = el('button', {
            id: 'join-button', type: 'submit', class: 'button primary', text: text('joinButton'),
        });
        return el('form', { class: 'join-form', novalidate: true, on: { submit: (event) => this.#join(event) } },
            el('h1', { text: text('joinTitle') }),
            el('label', { class: 'field' }, el('span', { text: text('joinName') }), this.#name),
            this.#fault, this.#picker.node, this.#meter.node, this.#problems, this.#submit,
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

    #render() {
        this.#renderSwitch('camera', 'cameraOff', 'cameraOn');
        this.#renderSwitch('microphone', 'microphoneOff', 'microphoneOn');
        const track = this.#media.track('camera');
        if (track !== this.#track) {
            this.#track = track;
            this.#video.srcObject = track ? new MediaStream([track]) : null;
            this.#video.hidden = !track;
            this.#video.play().catch(() => {});
        }
        this.#meter.show(this.#media.track('microphone'));
        this.#meter.node.hidden = !this.#media.isOn('microphone');
        this.#renderProblems();
    }

    #renderSwitch(kind, offKey, onKey) {
        const isOn = this.#media.isOn(kind);
        const button = this.#switches[kind];
        const label = this.#strings.text(isOn ? offKey : onKey);
        button.replaceChildren(icon(isOn ? kind : `${kind}Off`));
        button.dataset.tone = isOn ? '' : 'off';
        button.title = label;
        button.setAttribute('aria-label', label);
        button.setAttribute('aria-pressed', String(isOn));
    }

    #notices() {
        return ['camera', 'microphone'].filter((kind) => this.#media.notice(kind)).map((kind) => {
            const { what, name } = this.#media.notice(kind);
            return this.#strings.text(noticeSentence(kind, what), { name: name || this.#strings.text(kind) });
        });
    }

    #renderProblems() {
        const keys = ['camera', 'microphone']
            .filter((kind) => this.#media.problem(kind))
            .map((kind) => problemSentence(kind, this.#media.problem(kind)));
        const sentences = [...new Set(keys)].map((key) => this.#strings.text(key));
        if (sentences.length > 0) {
            sentences.push(this.#strings.text('joinWithoutDevices'));
        }
        sentences.push(...this.#notices());
        if (this.#problems.dataset.key !== sentences.join('|')) {
            this.#problems.dataset.key = sentences.join('|');
            this.#problems.replaceChildren(...sentences.map((text) => el('p', { text })));
        }
    }
}
