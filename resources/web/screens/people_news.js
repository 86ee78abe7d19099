// Short messages about people: what a moderator has done to us, and, for moderators, who raises a hand.

/** actions: unmute(), showPeople(), showsPeople(): the list of participants is open, which shows hands, too. */
export class PeopleNews {
    #strings;
    #toasts;
    #actions;
    #raised = new Set();

    constructor(strings, toasts, actions) {
        this.#strings = strings;
        this.#toasts = toasts;
        this.#actions = actions;
    }

    /** The message `told`. */
    told({ act, name }) {
        const offers = act === 'unmuteAsked' || act === 'invited';
        this.#toasts.show('told', this.#strings.text(`told_${act}`, { name }), '',
            offers ? { label: this.#strings.text('microphoneOn'), run: () => this.#actions.unmute() } : null);
    }

    update(room) {
        const raised = room.snapshot.participants.filter(({ id, handRaised }) => handRaised && id !== room.self);
        const newest = raised.filter(({ id }) => !this.#raised.has(id)).at(-1);
        this.#raised = new Set(raised.map(({ id }) => id));
        if (raised.length === 0 || this.#actions.showsPeople()) {
            this.#toasts.dismiss('hands');
        } else if (newest && room.mayModerate) {
            const words = raised.length === 1
                ? this.#strings.text('raisedHand', { name: newest.name })
                : this.#strings.count('raisedHands', raised.length);
            this.#toasts.show('hands', words, '', { label: this.#strings.text('showParticipants'), run: () => this.#actions.showPeople() });
        }
    }
}
