// A screen with one sentence: refused, or over.
import { el } from './dom.js';

/** action: {label, run} or null. */
export function messageScreen(id, text, { action = null } = {}) {
    return el('main', { id, class: 'card-screen' },
        el('section', { class: 'card message-card' },
            el('p', { class: 'message-text', role: 'alert', text }),
            action && el('button', {
                type: 'button', class: 'button primary', text: action.label, on: { click: action.run },
            })));
}
