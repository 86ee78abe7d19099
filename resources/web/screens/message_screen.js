// A screen with one sentence: waiting, refused, or over.
import { el } from './dom.js';

/** action: {label, run} or null; `isWaiting` shows a spinner. */
export function messageScreen(id, text, { action = null, isWaiting = false } = {}) {
    return el('main', { id, class: 'card-screen' },
        el('section', { class: 'card message-card' },
            isWaiting && el('span', { class: 'spinner', 'aria-hidden': 'true' }),
            el('p', { class: 'message-text', role: isWaiting ? 'status' : 'alert', text }),
            action && el('button', {
                type: 'button', class: 'button primary', text: action.label, on: { click: action.run },
            })));
}
