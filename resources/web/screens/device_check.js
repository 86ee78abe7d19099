// Camera and microphone before the room: a preview, the switches, which devices, how loud, and what is wrong with them.
import { DevicePicker } from './device_picker.js';
import { noticeSentence, problemSentence } from '../media/devices.js';
import { el } from './dom.js';
import { icon } from './icons.js';
import { LevelMeter } from '../media/level_meter.js';

export class DeviceCheck {
    #strings;
    #media;
    #video;
    #problems;
    #switches = {};
    #meter;
    #picker;
    #track = null;
    #update = () => this.#render();

    /** `preview` and `controls` are two nodes to place. */
    constructor(strings, media) {
        this.#strings = strings;
        this.#media = media;
        this.#meter = new LevelMeter(strings.text('microphoneLevel'));
        this.#picker = new DevicePicker(strings, media);
        this.#problems = el('div', { id: 'join-problems', class: 'problems', 'aria-live': 'polite' });
        this.preview = this.#makePreview();
        this.controls = el('div', { class: 'device-controls' }, this.#picker.node, this.#meter.node, this.#problems);
        media.addEventListener('change', this.#update);
        media.addEventListener('notice', this.#update);
        this.#render();
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
