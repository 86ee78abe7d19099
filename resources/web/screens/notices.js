// The recording notices, in the agreed wording and order. Each notice belongs to one recording.
import { Question, raise } from './dialogs.js';
import { afterPaint, el } from './dom.js';
import { noticeFor } from '../room/room_state.js';

const ENDED_DETAILS = { failed: 'recordingEndedFailed', limit: 'recordingEndedLimit' };

/** hooks: shown(recording, kind); confirm(recording) -> Promise; leave(). */
export class Notices {
    #strings;
    #toasts;
    #hooks;
    /** The notice currently shown: {kind, recording, close()}. */
    #current = null;
    #reported = new Set();
    #confirmed = new Set();
    #ended = new Set();

    constructor(strings, toasts, hooks) {
        this.#strings = strings;
        this.#toasts = toasts;
        this.#hooks = hooks;
    }

    /** Shows the notice that the room's state requires, and closes one it no longer requires. */
    update(room) {
        const wanted = this.#wanted(room);
        if (this.#current?.kind === wanted?.kind && this.#current?.recording === wanted?.recording) {
            return;
        }
        this.clear();
        if (wanted) {
            this.#toasts.dismiss('recording-ended');
            this.#current = wanted.kind === 'starting' ? this.#showStarting(wanted) : this.#showModal(wanted);
            this.#report(this.#current);
        }
    }

    ended(recording, reason) {
        if (this.#current?.recording === recording) {
            this.clear();
        }
        if (!this.#ended.has(recording)) {
            this.#ended.add(recording);
            const detail = ENDED_DETAILS[reason];
            this.#toasts.show('recording-ended', this.#strings.text('recordingEnded'),
                detail ? this.#strings.text(detail) : '');
        }
    }

    clear() {
        this.#current?.close();
        this.#current = null;
    }

    #wanted(room) {
        const wanted = noticeFor(room);
        const isOver = wanted && this.#ended.has(wanted.recording);
        const isDone = wanted?.kind === 'recording' && this.#confirmed.has(wanted.recording);
        return isOver || isDone ? null : wanted;
    }

    #showStarting({ kind, recording }) {
        const node = el('div', { id: 'notice-starting', class: 'notice', role: 'alert' },
            el('span', { class: 'record-dot pulsing' }),
            el('p', { text: this.#strings.text('recordingStarts') }));
        raise(node);
        return { kind, recording, close: () => node.remove() };
    }

    #showModal({ kind, recording }) {
        const question = new Question({
            id: 'notice-recording',
            text: this.#strings.text('recordingNotice'),
            dismissable: false,
            choices: [
                { value: 'leave', label: this.#strings.text('leaveSession') },
                { value: 'confirm', label: this.#strings.text('confirm'), tone: 'primary' },
            ],
        });
        question.answer.then((answer) => this.#answered(recording, answer));
        return { kind, recording, close: () => question.close() };
    }

    async #answered(recording, answer) {
        if (answer === 'leave') {
            this.#hooks.leave();
        } else if (answer === 'confirm') {
            this.#confirmed.add(recording);
            this.#current = null;
            try {
                await this.#hooks.confirm(recording);
            } catch {
                // The confirmation was lost: the room still requires it, so the next state shows the notice again.
                this.#confirmed.delete(recording);
            }
        }
    }

    // A notice counts as shown only once painted; a hidden tab paints nothing until it is visible.
    async #report(notice) {
        const key = `${notice.kind} ${notice.recording}`;
        const isShown = await afterPaint(() => this.#current === notice);
        if (isShown && !this.#reported.has(key)) {
            this.#reported.add(key);
            this.#hooks.shown(notice.recording, notice.kind);
        }
    }
}
