// A menu above a button, with the usual arrow keys, Home, End and Escape.
import { el } from './dom.js';
import { icon } from './icons.js';

export class Menu {
    #button;
    #items;
    #node = null;
    #floats;
    #outside = (event) => {
        if (!this.#node?.contains(event.target) && !this.#button.contains(event.target)) {
            this.close();
        }
    };

    /** items() returns [{id, label, icon (may be missing), run, disabled, hint}]; called at each opening. `floats`: the button is in something that scrolls. */
    constructor(button, items, { floats = false } = {}) {
        this.#floats = floats;
        this.#button = button;
        this.#items = items;
        button.setAttribute('aria-haspopup', 'menu');
        button.setAttribute('aria-expanded', 'false');
        button.addEventListener('click', () => (this.#node ? this.close() : this.open()));
    }

    open() {
        this.#node = el('div', { class: 'menu', role: 'menu', on: { keydown: (event) => this.#key(event) } },
            ...this.#items().map((item) => this.#item(item)));
        this.#button.after(this.#node);
        if (this.#floats) {
            this.#place();
        }
        this.#button.setAttribute('aria-expanded', 'true');
        document.addEventListener('pointerdown', this.#outside);
        this.#node.firstElementChild?.focus();
    }

    close() {
        this.#node?.remove();
        this.#node = null;
        this.#button.setAttribute('aria-expanded', 'false');
        document.removeEventListener('pointerdown', this.#outside);
    }

    /** Beside the button, where it fits into the window. */
    #place() {
        const { style } = this.#node;
        this.#node.classList.add('floating');
        const button = this.#button.getBoundingClientRect();
        const { width, height } = this.#node.getBoundingClientRect();
        const below = button.bottom + 6;
        style.top = `${below + height < window.innerHeight ? below : Math.max(8, button.top - height - 6)}px`;
        style.left = `${Math.min(Math.max(8, button.right - width), window.innerWidth - width - 8)}px`;
    }

    #item({ id, label, icon: name, run, disabled = false, hint = '' }) {
        const words = el('span', { class: 'menu-words' }, el('span', { text: label }),
            hint && el('span', { class: 'menu-hint', text: hint }));
        return el('button', {
            id,
            type: 'button',
            role: 'menuitem',
            class: 'menu-item',
            'aria-disabled': disabled ? 'true' : null,
            on: {
                click: () => {
                    if (!disabled) {
                        this.close();
                        this.#button.focus();
                        run();
                    }
                },
            },
        }, name && icon(name), words);
    }

    #key(event) {
        const items = [...this.#node.children];
        const at = items.indexOf(document.activeElement);
        const to = {
            ArrowDown: (at + 1) % items.length,
            ArrowUp: (at - 1 + items.length) % items.length,
            Home: 0,
            End: items.length - 1,
        }[event.key];
        if (to !== undefined) {
            event.preventDefault();
            items[to].focus();
        } else if (event.key === 'Escape' || event.key === 'Tab') {
            this.close();
            this.#button.focus();
        }
    }
}
