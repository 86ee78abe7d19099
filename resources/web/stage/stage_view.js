// The stage on the page: tiles at the positions of stage_layout.js.
import { el } from '../screens/dom.js';
import { layoutStage } from './stage_layout.js';
import { Tile } from './tile.js';

export class StageView {
    #strings;
    #actions;
    #tiles = new Map();
    #streams = new Map();
    #room = null;
    #empty;
    #resizing;

    constructor(strings, actions) {
        this.#strings = strings;
        this.#actions = actions;
        this.#empty = el('p', { class: 'stage-empty', text: strings.text('stageEmpty') });
        this.node = el('main', { id: 'stage', class: 'stage', 'aria-label': strings.text('stage') }, this.#empty);
        this.#resizing = new ResizeObserver(() => this.#resized());
        this.#resizing.observe(this.node);
    }

    update(room) {
        this.#room = room;
        this.#render();
    }

    /** Sets a participant's stream, including our own; null when it is gone. */
    setMedia(participant, peer, stream) {
        const key = `${participant}/${peer}`;
        if (stream) {
            this.#streams.set(key, stream);
        } else {
            this.#streams.delete(key);
        }
        this.#render();
    }

    /** speaking: Set of participants. */
    setSpeaking(speaking) {
        for (const tile of this.#tiles.values()) {
            tile.setSpeaking(tile.node.dataset.peer === 'main' && speaking.has(tile.node.dataset.participant));
        }
    }

    close() {
        this.#resizing.disconnect();
        this.#tiles.forEach((tile) => tile.remove());
        this.#tiles.clear();
        this.#streams.clear();
    }

    #resized() {
        this.node.classList.add('resizing');
        this.#render();
        // Forces a reflow; otherwise the browser would animate the tiles to their new positions.
        this.node.getBoundingClientRect();
        this.node.classList.remove('resizing');
    }

    #render() {
        if (!this.#room) {
            return;
        }
        const size = { width: this.node.clientWidth, height: this.node.clientHeight };
        const layout = layoutStage(this.#room.scene, size);
        const keys = new Set(layout.map(({ participant, peer }) => `${participant}/${peer}`));
        for (const [key, tile] of this.#tiles) {
            if (!keys.has(key)) {
                tile.remove();
                this.#tiles.delete(key);
            }
        }
        layout.forEach((place) => this.#renderTile(place));
        this.#empty.hidden = layout.length > 0;
    }

    #renderTile(place) {
        const key = `${place.participant}/${place.peer}`;
        const isSelf = place.participant === this.#room.self;
        this.#tileFor(key).update({
            tile: place,
            person: this.#room.find(place.participant),
            isSelf,
            mayModerate: this.#room.mayModerate,
            isHighlighted: this.#room.snapshot.highlighted === place.participant,
            track: this.#streams.get(key)?.getVideoTracks()[0] ?? null,
        });
    }

    #tileFor(key) {
        if (!this.#tiles.has(key)) {
            const tile = new Tile(this.#strings, this.#actions);
            this.#tiles.set(key, tile);
            this.node.append(tile.node);
        }
        return this.#tiles.get(key);
    }
}
