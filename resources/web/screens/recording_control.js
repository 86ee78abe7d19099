// Starting and stopping a recording, for moderators. Each question belongs to one recording.
import { Question } from './dialogs.js';
import { isRunning } from '../room/room_state.js';

/** requests: start(), stop(recording), mark(recording) and pause(recording, paused). */
export class RecordingControl {
    #strings;
    #toasts;
    #requests;
    #room = null;
    /** The open question: {question, isStart, recording}. */
    #open = null;
    /** The recording for which "started by" has been shown. */
    #saidFor = '';

    constructor(strings, toasts, requests) {
        this.#strings = strings;
        this.#toasts = toasts;
        this.#requests = requests;
    }

    /** Closes a question that the room's state has made obsolete. */
    update(room) {
        this.#room = room;
        const { phase, recording, startedBy, startedByName } = room.recording;
        if (this.#open?.isStart && phase !== 'idle') {
            this.close();
            if (startedBy !== room.self && this.#saidFor !== recording) {
                this.startedBy(startedByName);
            }
        } else if (this.#open && !this.#open.isStart && !this.#isStoppable(this.#open.recording)) {
            this.close();
        }
    }

    askToStart() {
        this.#ask('question-start', { isStart: true, recording: '' }, {
            text: 'startQuestion', action: 'startRecording', run: () => this.#requests.start(),
        });
    }

    askToStop() {
        const { recording } = this.#room.recording;
        this.#ask('question-stop', { isStart: false, recording }, {
            text: 'stopQuestion', action: 'stopRecording', run: () => this.#requests.stop(recording),
        });
    }

    /** Pauses or resumes; without a question, because both are easily undone. */
    setPaused(paused) {
        this.#requests.pause(this.#room.recording.recording, paused);
    }

    /** Begins a chapter of the recording; `time` is where. */
    mark(time) {
        this.#requests.mark(this.#room.recording.recording);
        this.#toasts.show('mark', this.#strings.text('marked', { time }));
    }

    /** Nothing is being recorded yet, and the room wants moderators to be reminded. */
    remind() {
        if (this.#room?.recording.phase === 'idle' && !this.#open) {
            this.#toasts.show('reminder', this.#strings.text('recordReminder'), '',
                { label: this.#strings.text('startRecordingAction'), run: () => this.askToStart() });
        }
    }

    startedBy(name) {
        this.#saidFor = this.#room?.recording.recording ?? '';
        this.#toasts.show('recording', this.#strings.text('startedBy', { name }));
    }

    close() {
        this.#open?.question.close();
        this.#open = null;
    }

    #isStoppable(recording) {
        const now = this.#room.recording;
        return now.recording === recording && (now.phase === 'starting' || isRunning(now.phase));
    }

    async #ask(id, about, { text, action, run }) {
        this.close();
        const question = new Question({
            id,
            text: this.#strings.text(text),
            choices: [
                { value: null, label: this.#strings.text('cancel') },
                { value: 'yes', label: this.#strings.text(action), tone: 'danger' },
            ],
        });
        const open = { question, ...about };
        this.#open = open;
        const answer = await question.answer;
        if (this.#open === open) {
            this.#open = null;
        }
        if (answer === 'yes') {
            run();
        }
    }
}
