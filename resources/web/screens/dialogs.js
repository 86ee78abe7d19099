// Dialogs, and short messages that disappear automatically.
import { el } from './dom.js';
import { icon } from './icons.js';

const TOAST_MS = 8000;
const ACTION_MS = 30000;

/** Shows `node` above everything, including open dialogs where the browser supports popovers. */
export function raise(node) {
    if ('showPopover' in node) {
        node.setAttribute('popover', 'manual');
        document.body.append(node);
        node.showPopover();
    } else {
        document.body.append(node);
    }
}

/**
 * A modal question. choices: [{value, label, tone: "primary" | "danger" | "plain"}].
 * `answer` resolves once: with a choice's value, or with null when dismissed or closed.
 * A question that is not `dismissable` stays until a choice is made or close() is called. With `takesFocus` the coloured choice has the focus.
 */
export class Question {
    #dialog;
    #resolve;
    #isOver = false;

    constructor({ id, text, choices, content = null, dismissable = true, takesFocus = dismissable }) {
        this.answer = new Promise((resolve) => {
            this.#resolve = resolve;
        });
        // An unprompted question puts the focus on its text: a key press meant for something else
        // must not answer it.
        const focus = takesFocus ? {} : { tabindex: '-1', autofocus: true };
        const heading = el('h2', { id: `${id}-text`, class: 'question-text', text, ...focus });
        this.#dialog = el('dialog', { id, class: 'question', 'aria-labelledby': `${id}-text` },
            heading, content, this.#buttons(choices, takesFocus));
        this.#dialog.addEventListener('cancel', (event) => {
            event.preventDefault();
            if (dismissable) {
                this.close();
            }
        });
        // On a second Escape a browser may close the dialog despite preventDefault().
        this.#dialog.addEventListener('close', () => {
            if (dismissable) {
                this.close();
            } else if (!this.#isOver) {
                this.#dialog.showModal();
            }
        });
        document.body.append(this.#dialog);
        this.#dialog.showModal();
    }

    get isOver() {
        return this.#isOver;
    }

    close(value = null) {
        if (!this.#isOver) {
            this.#isOver = true;
            this.#dialog.close();
            this.#dialog.remove();
            this.#resolve(value);
        }
    }

    #buttons(choices, takeFocus) {
        const buttons = choices.map(({ value, label, tone = 'plain' }) =>
            el('button', {
                type: 'button',
                class: `button ${tone}`,
                'data-choice': value,
                autofocus: takeFocus && tone !== 'plain',
                text: label,
                on: { click: () => this.close(value) },
            }));
        return el('div', { class: 'question-buttons' }, ...buttons);
    }
}

/** Messages at the top that disappear after TOAST_MS or when dismissed. One per id at a time. */
export class Toasts {
    #strings;
    #shown = new Map();

    constructor(strings) {
        this.#strings = strings;
    }

    /** action: {label, run}, a button; the message then stays longer. */
    show(id, text, detail = '', action = null) {
        this.dismiss(id);
        const node = el('div', { id: `toast-${id}`, class: 'toast', role: 'status' },
            el('div', { class: 'toast-words' },
                el('p', { class: 'toast-text', text }),
                detail && el('p', { class: 'toast-detail', text: detail })),
            action && el('button', {
                type: 'button', class: 'button primary small', text: action.label,
                on: { click: () => { this.dismiss(id); action.run(); } },
            }),
            el('button', {
                type: 'button',
                class: 'icon-button small',
                'aria-label': this.#strings.text('dismiss'),
                on: { click: () => this.dismiss(id) },
            }, icon('close')));
        raise(node);
        this.#shown.set(id, { node, timer: setTimeout(() => this.dismiss(id), action ? ACTION_MS : TOAST_MS) });
        this.#stack();
    }

    dismiss(id) {
        const entry = this.#shown.get(id);
        clearTimeout(entry?.timer);
        entry?.node.remove();
        this.#shown.delete(id);
        this.#stack();
    }

    clear() {
        [...this.#shown.keys()].forEach((id) => this.dismiss(id));
    }

    #stack() {
        let top = 12;
        for (const { node } of this.#shown.values()) {
            node.style.top = `${top}px`;
            top += node.offsetHeight + 8;
        }
    }
}

/** Lines above the stage, each with at most one button. */
export class Banners {
    constructor() {
        this.node = el('div', { class: 'banners', 'aria-live': 'polite' });
    }

    /** Empty `text` removes the banner. */
    set(id, text, action = null) {
        const existing = this.node.querySelector(`#banner-${id}`);
        if (existing?.dataset.text === text) {
            return;
        }
        existing?.remove();
        if (text) {
            const button = action && el('button', {
                type: 'button', class: 'button primary small', text: action.label, on: { click: action.run },
            });
            this.node.append(el('div', { id: `banner-${id}`, class: 'banner', 'data-text': text },
                el('span', { text }), button));
        }
    }
}
