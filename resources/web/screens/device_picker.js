// Camera and microphone selection: two lists that follow the connected devices.
import { el } from './dom.js';

const KINDS = { camera: 'cameraDevice', microphone: 'microphoneDevice' };

export class DevicePicker {
    #strings;
    #media;
    #selects = {};
    #update = () => this.#render();

    constructor(strings, media) {
        this.#strings = strings;
        this.#media = media;
        const fields = Object.entries(KINDS).map(([kind, label]) => this.#field(kind, label));
        this.node = el('div', { class: 'device-picker' }, ...fields);
        media.addEventListener('change', this.#update);
        this.#render();
        media.refreshDevices();
    }

    close() {
        this.#media.removeEventListener('change', this.#update);
    }

    #field(kind, label) {
        const select = el('select', {
            id: `select-${kind}`,
            on: { change: () => this.#media.choose(kind, select.value) },
        });
        this.#selects[kind] = select;
        return el('label', { class: 'field' }, el('span', { text: this.#strings.text(label) }), select);
    }

    #render() {
        for (const [kind, select] of Object.entries(this.#selects)) {
            const devices = this.#media.devices(kind);
            const options = devices.map(({ id, label }, index) =>
                [id, label || this.#strings.text('deviceNumber', { n: index + 1 })]);
            const all = [['', this.#strings.text('defaultDevice')], ...options];
            const key = JSON.stringify(all);
            // Rebuilding an open list would close it.
            if (select.dataset.key !== key) {
                select.dataset.key = key;
                select.replaceChildren(...all.map(([value, text]) => el('option', { value, text })));
            }
            const chosen = this.#media.chosen(kind);
            select.value = options.some(([id]) => id === chosen) ? chosen : '';
            select.closest('label').hidden = devices.length === 0;
        }
    }
}
