// The level of a track's sound, measured here: not every browser reports one for what it sends.

export class SoundLevel {
    #context = null;
    #source = null;
    #analyser = null;
    #samples = null;
    #track = null;

    get track() {
        return this.#track;
    }

    /** Follows this track; null stops. */
    follow(track) {
        if (track === this.#track) {
            return;
        }
        this.#source?.disconnect();
        this.#source = null;
        this.#track = track;
        if (track && window.AudioContext) {
            this.#context ??= new AudioContext();
            this.#context.resume().catch(() => {});
            this.#analyser ??= this.#context.createAnalyser();
            this.#samples ??= new Float32Array(this.#analyser.fftSize);
            this.#source = this.#context.createMediaStreamSource(new MediaStream([track]));
            this.#source.connect(this.#analyser);
        }
    }

    /** The mean power of the last moment, 0 to 1; 0 without a track. */
    get power() {
        if (!this.#source) {
            return 0;
        }
        this.#analyser.getFloatTimeDomainData(this.#samples);
        return this.#samples.reduce((sum, value) => sum + value * value, 0) / this.#samples.length;
    }

    close() {
        this.follow(null);
        this.#context?.close();
        this.#context = null;
        this.#analyser = null;
    }
}
