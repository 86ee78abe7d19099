// Beside the stage: the session's chat.
import { el } from './dom.js';
import { panelHead } from './panel_head.js';

const MAX_TEXT = 4000;
/** A full stop, a comma or a bracket at its end belongs to the sentence; as ui/chat/chat_text.cpp. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}']/gi;
const AT_END_PX = 24;

/** What somebody wrote as nodes: text, and links to addresses that begin with http:// or https://. */
export function chatNodes(text) {
    const nodes = [];
    let done = 0;
    for (const match of text.matchAll(ADDRESS)) {
        nodes.push(text.slice(done, match.index),
            el('a', { href: match[0], target: '_blank', rel: 'noopener noreferrer nofollow', text: match[0] }));
        done = match.index + match[0].length;
    }
    return [...nodes, text.slice(done)].filter((node) => node !== '');
}

/** actions: say(text), deleteLine(line), close(). onUnread(n): lines by others that came while it was closed. */
export class ChatPanel {
    #strings;
    #actions;
    #onUnread;
    /** Scrolls. */
    #log;
    #list;
    #empty;
    #input;
    #send;
    #room = null;
    #unread = 0;
    /** The number of the newest line that was on the screen, or counted. */
    #known = 0;

    constructor(strings, actions, onUnread) {
        this.#strings = strings;
        this.#actions = actions;
        this.#onUnread = onUnread;
        const text = (key) => strings.text(key);
        this.#list = el('ol', { class: 'chat-list' });
        this.#log = el('div', { id: 'chat-lines', class: 'chat-lines', role: 'log', tabindex: '0', 'aria-label': text('chatLines') }, this.#list);
        this.#empty = el('p', { class: 'chat-empty', text: text('chatEmpty') });
        this.#input = el('textarea', {
            id: 'chat-input', rows: 3, maxlength: MAX_TEXT, placeholder: text('chatPlaceholder'), 'aria-label': text('chatPlaceholder'),
            on: { input: () => this.#typed(), keydown: (event) => this.#key(event) },
        });
        this.#send = el('button', { id: 'chat-send', type: 'submit', class: 'button primary', disabled: true, text: text('chatSend') });
        this.node = el('aside', { id: 'chat-panel', class: 'side-panel', 'aria-label': text('chat'), hidden: true },
            panelHead(strings, el('h2', { class: 'panel-title', text: text('chat') }), () => actions.close()),
            this.#empty, this.#log,
            el('form', { class: 'chat-form', on: { submit: (event) => this.#submit(event) } }, this.#input, this.#send));
        this.#showEmpty();
    }

    set isOpen(isOpen) {
        this.node.hidden = !isOpen;
        if (isOpen) {
            this.#count(0);
            this.#toEnd();
            this.#input.focus();
        }
    }

    /** Who we are may have changed: a moderator deletes every line, others their own. */
    update(room) {
        const had = this.#room?.mayModerate;
        this.#room = room;
        if (had !== room.mayModerate) {
            [...this.#list.children].forEach((row) => { row.querySelector('.chat-delete').hidden = !this.#mayDelete(row.dataset.from); });
        }
    }

    /** After a welcome: all lines follow, if there are any. */
    clear() {
        this.#list.replaceChildren();
        this.#showEmpty();
    }

    add(lines) {
        const { scrollTop, clientHeight, scrollHeight } = this.#log;
        const wasAtEnd = scrollTop + clientHeight >= scrollHeight - AT_END_PX;
        this.#list.append(...lines.map((line) => this.#row(line)));
        this.#showEmpty();
        if (this.node.hidden) {
            this.#count(this.#unread + lines.filter(({ line, from }) => line > this.#known && from !== this.#room?.self).length);
        } else if (wasAtEnd || lines.some(({ from }) => from === this.#room?.self)) {
            this.#toEnd();
        }
        this.#known = Math.max(this.#known, ...lines.map(({ line }) => line));
    }

    remove(line) {
        this.#list.querySelector(`[data-line="${line}"]`)?.remove();
        this.#showEmpty();
    }

    #showEmpty() {
        this.#empty.hidden = this.#list.childElementCount > 0;
        this.#log.hidden = !this.#empty.hidden;
    }

    #row({ line, from, name, text, at }) {
        const time = new Intl.DateTimeFormat(this.#strings.language, { timeStyle: 'short' }).format(new Date(at));
        return el('li', { class: 'chat-line', 'data-line': line, 'data-from': from },
            el('div', { class: 'chat-head' },
                el('bdi', { class: 'chat-name', text: name }),
                el('time', { datetime: at, text: time }),
                el('button', {
                    type: 'button', class: 'chat-delete', text: this.#strings.text('chatDelete'), hidden: !this.#mayDelete(from),
                    'aria-label': this.#strings.text('chatDeleteOf', { name }), on: { click: () => this.#actions.deleteLine(line) },
                })),
            el('p', { class: 'chat-text', dir: 'auto' }, ...chatNodes(text)));
    }

    #mayDelete(from) {
        return Boolean(this.#room?.mayModerate) || from === this.#room?.self;
    }

    #typed() {
        this.#send.disabled = this.#input.value.trim() === '';
    }

    #key(event) {
        if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
            this.#submit(event);
        }
    }

    #submit(event) {
        event.preventDefault();
        const text = this.#input.value.trim();
        if (text) {
            this.#actions.say(text);
            this.#input.value = '';
            this.#typed();
        }
    }

    #toEnd() {
        this.#log.scrollTop = this.#log.scrollHeight;
    }

    #count(unread) {
        if (this.#unread !== unread) {
            this.#unread = unread;
            this.#onUnread(unread);
        }
    }
}
