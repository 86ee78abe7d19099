// One tile of the stage: video or initials, a name, and its actions.
import { el } from '../screens/dom.js';
import { icon } from '../screens/icons.js';
import { initialsOf } from '../room/room_state.js';

export class Tile {
    #strings;
    #actions;
    #video;
    #initials = el('span', { class: 'initials', 'aria-hidden': 'true' });
    #name = el('bdi', { class: 'tile-name' });
    #marks = el('span', { class: 'tile-marks' });
    #buttons = el('div', { class: 'tile-buttons' });
    #track = null;
    #marksShown = '';

    /** actions: setFit(participant, fit), highlight(participant or ""). */
    constructor(strings, actions) {
        this.#strings = strings;
        this.#actions = actions;
        this.#video = el('video', { class: 'tile-video', playsinline: true, 'aria-hidden': 'true' });
        this.#video.muted = true;
        ['loadeddata', 'playing', 'emptied'].forEach((event) =>
            this.#video.addEventListener(event, () => this.#showPicture()));
        this.node = el('div', { class: 'tile', role: 'group' },
            el('div', { class: 'figure' }, icon('person'), this.#initials),
            this.#video,
            el('div', { class: 'tile-label' }, this.#name, this.#marks),
            this.#buttons);
    }

    /** what: {tile, person, isSelf, mayModerate, isHighlighted, track}. */
    update(what) {
        const { tile, person, isSelf, track } = what;
        this.#place(tile);
        this.#attach(tile.showsPicture ? track : null);
        this.node.dataset.participant = tile.participant;
        this.node.dataset.peer = tile.peer;
        this.node.classList.toggle('main', tile.isMain);
        this.node.classList.toggle('contain', tile.fit === 'contain');
        this.node.classList.toggle('mirrored', isSelf && tile.peer === 'main');
        this.node.classList.toggle('away', !person.present);
        this.#initials.textContent = initialsOf(person.name);
        this.#label(what);
        this.#updateButtons(what);
    }

    setSpeaking(isSpeaking) {
        this.node.classList.toggle('speaking', isSpeaking);
    }

    remove() {
        this.#attach(null);
        this.node.remove();
    }

    #place({ x, y, width, height }) {
        const { style } = this.node;
        style.left = `${x}px`;
        style.top = `${y}px`;
        style.width = `${width}px`;
        style.height = `${height}px`;
    }

    #attach(track) {
        if (this.#track !== track) {
            this.#track = track;
            this.#video.srcObject = track ? new MediaStream([track]) : null;
            // Muted video may always play; a rejection only means that the tile was removed in the meantime.
            if (track) {
                this.#video.play().catch(() => {});
            }
        }
        this.#showPicture();
    }

    #showPicture() {
        const isShown = this.#track !== null && this.#video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
        this.node.classList.toggle('has-picture', isShown);
    }

    #label({ tile, person, isSelf }) {
        const isScreen = tile.peer === 'screen';
        const name = isSelf ? this.#strings.text('you', { name: person.name }) : person.name;
        const shown = isScreen ? this.#strings.text('sharedScreen', { name: person.name }) : name;
        if (this.#name.textContent !== shown) {
            this.#name.textContent = shown;
        }
        const states = isScreen ? [] : [
            [!person.microphone, 'microphoneOff', 'isMuted'],
            [person.handRaised, 'hand', 'hasHandRaised'],
        ].filter(([isSo]) => isSo);
        const away = person.present ? [] : [this.#strings.text('isAway')];
        const spoken = [...states.map(([, , key]) => this.#strings.text(key)), ...away];
        this.node.setAttribute('aria-label', [shown, ...spoken].join(', '));
        this.#showMarks(states.map(([, mark]) => mark));
    }

    #showMarks(names) {
        const key = names.join(' ');
        if (this.#marksShown !== key) {
            this.#marksShown = key;
            this.#marks.replaceChildren(...names.map(icon));
        }
    }

    #updateButtons({ tile, person, isSelf, mayModerate, isHighlighted }) {
        const text = (key) => this.#strings.text(key);
        const wanted = [];
        if (tile.peer === 'main' && (isSelf || mayModerate)) {
            const other = tile.fit === 'fill' ? 'contain' : 'fill';
            wanted.push({
                name: 'fit', label: text(other === 'contain' ? 'fitToFrame' : 'fillFrame'),
                run: () => this.#actions.setFit(person.id, other),
            });
        }
        if (tile.peer === 'main' && mayModerate) {
            wanted.push({
                name: 'highlight', label: text(isHighlighted ? 'endHighlight' : 'highlight'),
                run: () => this.#actions.highlight(isHighlighted ? '' : person.id),
            });
        }
        const key = wanted.map(({ label }) => label).join('|');
        if (this.#buttons.dataset.key !== key) {
            this.#buttons.dataset.key = key;
            this.#buttons.replaceChildren(...wanted.map(({ name, label, run }) => el('button', {
                type: 'button', class: 'icon-button small', 'aria-label': `${label}: ${person.name}`, title: label,
                'data-action': name, on: { click: run },
            }, icon(name))));
        }
    }
}
