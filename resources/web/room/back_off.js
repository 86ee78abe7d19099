/** Exponential back-off: each wait is twice the one before, from `first` to `longest` milliseconds. */
export class BackOff {
    #first;
    #longest;
    #failures = 0;

    constructor(first, longest) {
        this.#first = first;
        this.#longest = longest;
    }

    /** The wait before the next attempt, ms. */
    next() {
        const wait = Math.min(this.#first * 2 ** this.#failures, this.#longest);
        this.#failures += 1;
        return wait;
    }

    reset() {
        this.#failures = 0;
    }
}
