// Plays what the others say. Browsers may refuse until somebody clicked; then onBlocked(true) is called.

export class Sound {
    #elements = new Map();
    #onBlocked;
    #container;

    constructor(container, onBlocked) {
        this.#container = container;
        this.#onBlocked = onBlocked;
    }

    /** The stream of someone's camera or screen, or null. */
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

    /** After a click: everything that was refused. */
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
            // AbortError: it was replaced or removed meanwhile.
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
