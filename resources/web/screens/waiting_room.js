// Who waits to be let in, for hosts and moderators: a line above the toolbar, and a dialog for several people.
import { Question } from './dialogs.js';
import { el, setText } from './dom.js';
import { icon } from './icons.js';

/** What a screen reader says of the buttons beside a name. */
const SPOKEN = { admit: 'admitPerson', decline: 'declinePerson' };

/** actions: admit(participant, "" for everybody), decline(participant), unlock(). */
export class WaitingRoom {
    #strings;
    #actions;
    #people = [];
    #words = el('p', { id: 'waiting-words', role: 'status' });
    #buttons = el('div', { class: 'waiting-buttons' });
    #dialog = null;
    #list = el('ul', { class: 'waiting-list' });

    constructor(strings, actions) {
        this.#strings = strings;
        this.#actions = actions;
        this.node = el('div', { id: 'waiting-strip', class: 'waiting-strip', hidden: true },
            icon('person'), this.#words, this.#buttons);
    }

    /** people: of the message `waitingRoom`; empty for those who may not let anybody in. */
    update(people) {
        this.#people = people;
        this.node.hidden = people.length === 0;
        const text = (key, values) => this.#strings.text(key, values);
        if (people.length === 1) {
            const [{ id, name }] = people;
            setText(this.#words, text('isWaiting', { name: this.#nameOf(people[0]) }));
            this.#buttons.replaceChildren(
                this.#button('decline', name, () => this.#actions.decline(id)),
                this.#button('admit', name, () => this.#actions.admit(id), 'primary'));
        } else if (people.length > 1) {
            setText(this.#words, this.#strings.count('areWaiting', people.length));
            this.#buttons.replaceChildren(el('button', {
                id: 'see-all', type: 'button', class: 'button primary small', text: text('seeAll'), on: { click: () => this.#open() },
            }));
        }
        this.#fill();
    }

    close() {
        this.#dialog?.close();
    }

    #button(key, name, run, tone = '') {
        return el('button', {
            type: 'button',
            class: `button small ${tone}`,
            'data-action': key,
            text: this.#strings.text(key),
            'aria-label': this.#strings.text(SPOKEN[key], { name }),
            on: { click: run },
        });
    }

    async #open() {
        const text = (key) => this.#strings.text(key);
        this.#list.replaceChildren();
        this.#dialog = new Question({
            id: 'waiting-room',
            text: text('waitingRoom'),
            content: this.#list,
            choices: [
                { value: 'unlock', label: text('unlockRoom') },
                { value: null, label: text('close') },
                { value: 'all', label: text('admitAll'), tone: 'primary' },
            ],
            takesFocus: false,
        });
        this.#fill();
        const answer = await this.#dialog.answer;
        this.#dialog = null;
        if (answer === 'all') {
            this.#actions.admit('');
        } else if (answer === 'unlock') {
            this.#actions.unlock();
        }
    }

    /** Keeps the rows of those who still wait, so that the focus stays where it is. */
    #fill() {
        if (!this.#dialog) {
            return;
        }
        if (this.#people.length === 0) {
            this.#dialog.close();
            return;
        }
        const rows = new Map([...this.#list.children].map((row) => [row.dataset.person, row]));
        const wanted = new Set(this.#people.map(({ id }) => id));
        rows.forEach((row, id) => wanted.has(id) || row.remove());
        for (const person of this.#people) {
            if (!rows.has(person.id)) {
                this.#list.append(this.#row(person));
            }
        }
    }

    /** With a warning where somebody was removed who came from there. */
    #nameOf({ name, removed }) {
        return removed ? this.#strings.text('removedBefore', { name }) : name;
    }

    #row(person) {
        const { id, name } = person;
        return el('li', { class: 'waiting-row', 'data-person': id },
            el('span', { class: 'waiting-name', text: this.#nameOf(person) }),
            this.#button('decline', name, () => this.#actions.decline(id)),
            this.#button('admit', name, () => this.#actions.admit(id), 'primary'));
    }
}
