// The head of a panel beside the stage: its title, and a button that closes it.
import { el } from './dom.js';
import { icon } from './icons.js';

export function panelHead(strings, title, close) {
    const name = strings.text('close');
    return el('div', { class: 'panel-head' }, title,
        el('button', { type: 'button', class: 'icon-button', 'aria-label': name, title: name, on: { click: close } }, icon('close')));
}
