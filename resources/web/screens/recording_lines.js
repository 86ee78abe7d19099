// Lines above the toolbar that warn moderators of problems during a recording.
import { el } from './dom.js';
import { MINUTE_MS, recordingTroubles } from '../room/room_state.js';

export class RecordingLines {
    #strings;
    #lines;

    constructor(strings) {
        this.#strings = strings;
        const line = (id) => el('p', { id: `recording-${id}`, hidden: true });
        this.#lines = { busy: line('busy'), silent: line('silent'), limit: line('limit') };
        this.node = el('div', { id: 'recording-lines', class: 'recording-lines', role: 'status' },
            ...Object.values(this.#lines));
    }

    update(room, now) {
        const { busy, silent, minutesLeft } = recordingTroubles(room, now);
        this.#set('busy', busy ? this.#strings.text('recorderBusy') : '');
        this.#set('silent', silent ? this.#strings.text('recordingSilent') : '');
        this.#set('limit', minutesLeft === null ? '' : this.#limitNear(minutesLeft, room.recording.limit));
    }

    #limitNear(minutesLeft, limit) {
        const minutes = Math.ceil(limit / MINUTE_MS);
        const words = minutes % 60 === 0
            ? this.#strings.count('limitHours', minutes / 60)
            : this.#strings.count('limitMinutes', minutes);
        return this.#strings.count('limitNear', minutesLeft, { limit: words });
    }

    // Written only on change, so that screen readers do not repeat it.
    #set(name, words) {
        const line = this.#lines[name];
        if (line.textContent !== words) {
            line.textContent = words;
            line.hidden = words === '';
        }
    }
}
