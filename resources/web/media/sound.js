// Plays the other participants' audio. Browsers may block playback until a click; then onBlocked(true) is called.

export class Sound {
    #elements = new Map();
    #onBlocked;
    #container;

    constructor(container, onBlocked) {
        this.#container = container;
        this.#onBlocked = onBlocked;
    }

    /** Sets the stream of someone's camera or screen; null removes it. */
    set(key, stream) {
        const tracks = stream?.getAudioTracks() ?? [];
        if (tracks.length === 0) {
            this.#remove(key);
            return;
        }
        const audio = this.#elements.get(key) ?? this.#add(key);
        if (audio.srcObject?.getAudioTracks()[0] !== tracks[0]) {
            audio.srcObject = new MediaStream(tracks);
            this.#play(audio);
        }
    }

    /** Call in a click handler: starts everything that was blocked. */
    unlock() {
        this.#onBlocked(false);
        this.#elements.forEach((audio) => audio.paused && this.#play(audio));
    }

    clear() {
        [...this.#elements.keys()].forEach((key) => this.#remove(key));
        this.#onBlocked(false);
    }

    #add(key) {
        const audio = document.createElement('audio');
        this.#elements.set(key, audio);
        this.#container.append(audio);
        return audio;
    }

    async #play(audio) {
        try {
            await audio.play();
        } catch (error) {
            // AbortError means that the stream was replaced or removed in the meantime.
            if (error.name === 'NotAllowedError') {
                this.#onBlocked(true);
            }
        }
    }

    #remove(key) {
        const audio = this.#elements.get(key);
        if (audio) {
            audio.srcObject = null;
            audio.remove();
            this.#elements.delete(key);
        }
    }
}
