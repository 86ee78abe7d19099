// A level bar that shows whether the microphone works.
import { el } from '../screens/dom.js';
import { SoundLevel } from './sound_level.js';

export class LevelMeter {
    #bar = el('span', { class: 'level-bar' });
    #level = new SoundLevel();
    #frame = 0;

    constructor(label) {
        this.node = el('div', { class: 'level', role: 'img', 'aria-label': label }, this.#bar);
    }

    /** Follows the microphone's track; null stops. */
    show(track) {
        if (track === this.#level.track) {
            return;
        }
        cancelAnimationFrame(this.#frame);
        this.#bar.style.transform = 'scaleX(0)';
        this.#level.follow(track);
        if (track) {
            this.#draw();
        }
    }

    close() {
        this.show(null);
        this.#level.close();
    }

    #draw() {
        // Maps -60 dB to an empty bar and 0 dB to a full one.
        const share = Math.min(1, Math.max(0, 1 + (10 * Math.log10(this.#level.power + 1e-9)) / 60));
        this.#bar.style.transform = `scaleX(${share.toFixed(3)})`;
        this.#frame = requestAnimationFrame(() => this.#draw());
    }
}
