// A level bar that shows whether the microphone works.
import { el } from '../screens/dom.js';

export class LevelMeter {
    #bar = el('span', { class: 'level-bar' });
    #context = null;
    #source = null;
    #analyser = null;
    #track = null;
    #frame = 0;

    constructor(label) {
        this.node = el('div', { class: 'level', role: 'img', 'aria-label': label }, this.#bar);
    }

    /** Follows the microphone's track; null stops. */
    show(track) {
        if (track === this.#track) {
            return;
        }
        this.#stop();
        this.#track = track;
        if (track && window.AudioContext) {
            this.#context ??= new AudioContext();
            this.#context.resume().catch(() => {});
            this.#analyser = this.#context.createAnalyser();
            this.#source = this.#context.createMediaStreamSource(new MediaStream([track]));
            this.#source.connect(this.#analyser);
            this.#draw(new Float32Array(this.#analyser.fftSize));
        }
    }

    close() {
        this.#stop();
        this.#context?.close();
        this.#context = null;
    }

    #stop() {
        cancelAnimationFrame(this.#frame);
        this.#source?.disconnect();
        this.#source = null;
        this.#track = null;
        this.#bar.style.transform = 'scaleX(0)';
    }

    #draw(samples) {
        this.#analyser.getFloatTimeDomainData(samples);
        const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
        // Maps -60 dB to an empty bar and 0 dB to a full one.
        const share = Math.min(1, Math.max(0, 1 + (10 * Math.log10(power + 1e-9)) / 60));
        this.#bar.style.transform = `scaleX(${share.toFixed(3)})`;
        this.#frame = requestAnimationFrame(() => this.#draw(samples));
    }
}
