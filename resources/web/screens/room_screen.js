// The room: combines stage, toolbar, notices and media. Shows the service's state and sends it requests.
import { Banners, Question, Toasts } from './dialogs.js';
import { DevicePicker } from './device_picker.js';
import { PeopleNews } from './people_news.js';
import { noticeSentence, problemSentence } from '../media/devices.js';
import { el, setText } from './dom.js';
import { Notices } from './notices.js';
import { RecordingControl } from './recording_control.js';
import { RecordingLines } from './recording_lines.js';
import { RoomMedia } from '../media/room_media.js';
import { RoomState, closingAt, elapsedAt, formatElapsed, formatMinutes, recordingView } from '../room/room_state.js';
import { withChanges } from '../room/state_changes.js';
import { SidePanels } from './side_panels.js';
import { Sound } from '../media/sound.js';
import { StageView } from '../stage/stage_view.js';
import { Toolbar } from './toolbar.js';
import { WaitingRoom } from './waiting_room.js';

const TICK_MS = 250;
/** Error codes with a sentence of their own; connection problems have a banner instead. */
const SENTENCES = {
    notAllowed: 'notAllowed',
    notFromMobile: 'fromComputer',
    noRecorder: 'noRecorder',
    notRecording: 'notRecording',
    notWaiting: 'notWaiting',
    notInvited: 'notInvited',
    notFound: 'notFound',
    hostOnly: 'hostOnly',
    recordsNow: 'recordsNow',
    staleRecording: 'staleRecording',
    tooMany: 'tooFast',
};
const SILENT = ['unreachable', 'timeout', 'sessionEnded'];

/** onLeave("leave" | "end"): the user leaves, or ends the session. */
export class RoomScreen {
    #strings;
    #connection;
    #media;
    #onLeave;
    #room = null;
    #self = '';
    /** The whole state is being asked for. */
    #asksState = false;
    #roomMedia;
    #sound;
    #stage;
    #toolbar;
    #waiting;
    #panels;
    #news;
    #notices;
    #recordingControl;
    #recordingLines;
    #toasts;
    #banners = new Banners();
    /** Counts down, so screen readers must not read every change. */
    #closing = el('p', { id: 'closing', class: 'banner closing', role: 'timer', hidden: true });
    #tick;
    #speaking = false;
    #leaveQuestion = null;
    #mediaChanged = () => this.#switchesChanged();
    #mediaFailed = ({ kind }) => this.#deviceFailed(kind);
    #mediaNoticed = ({ kind }) => this.#deviceNoticed(kind);

    constructor({ strings, connection, media, onLeave }) {
        this.#strings = strings;
        this.#connection = connection;
        this.#media = media;
        this.#onLeave = onLeave;
        this.#toasts = new Toasts(strings);
        this.#makeParts();
        this.#makeMedia();
        media.addEventListener('change', this.#mediaChanged);
        media.addEventListener('problem', this.#mediaFailed);
        media.addEventListener('notice', this.#mediaNoticed);
        this.#tick = setInterval(() => this.#ticked(), TICK_MS);
    }

    /** Call when admitted, for the first time or after a reconnect. */
    enter(welcome) {
        this.#self = welcome.participant;
        this.#banners.set('connection', '');
        this.#roomMedia.enter(welcome);
        this.#waiting.update([]); // the service tells who waits, if anybody
        this.#panels.chat.clear();
        this.#stateChanged(welcome.state);
    }

    /** Handles a message that is not an answer. */
    message(type, body) {
        if (type === 'state') {
            this.#stateChanged(body);
        } else if (type === 'stateChanged') {
            this.#follow(body);
        } else if (type === 'waitingRoom') {
            this.#waiting.update(body.people);
        } else if (type === 'chat') {
            this.#panels.chat.add(body.lines);
        } else if (type === 'chatLineDeleted') {
            this.#panels.chat.remove(body.line);
        } else if (type === 'error') {
            this.#refused(body.code, body.name);
        } else if (type === 'recordReminder') {
            this.#recordingControl.remind();
        } else if (type === 'told') {
            this.#told(body);
        } else if (type === 'subscriptionEnded') {
            this.#roomMedia.subscriptionEnded(body.subscription);
        } else if (type === 'recordingEnded') {
            this.#notices.ended(body.recording, body.reason);
        }
    }

    /** What a moderator switches off is off; the service has stopped passing it on already. */
    #told(body) {
        const off = { muted: 'microphone', cameraOff: 'camera' }[body.act];
        if (off) {
            this.#media.set(off, false);
        } else if (body.act === 'offStage') {
            this.#roomMedia.leaveStage();
        }
        this.#news.told(body);
    }

    #follow(changes) {
        const state = withChanges(this.#room.snapshot, changes);
        if (state) {
            this.#stateChanged(state);
        } else if (!this.#asksState) {
            this.#asksState = true;
            this.#connection.request('getState')
                .then(({ body }) => this.#stateChanged(body))
                .catch(() => {}) // lost: the state comes with the next welcome
                .finally(() => { this.#asksState = false; });
        }
    }

    /** The connection to the service is lost; reconnecting is automatic. */
    lost() {
        this.#banners.set('connection', this.#strings.text('connectionLost'));
        this.#roomMedia.lost();
        this.#sound.clear();
    }

    close() {
        clearInterval(this.#tick);
        this.#media.removeEventListener('change', this.#mediaChanged);
        this.#media.removeEventListener('problem', this.#mediaFailed);
        this.#media.removeEventListener('notice', this.#mediaNoticed);
        this.#notices.clear();
        this.#recordingControl.close();
        this.#leaveQuestion?.close();
        this.#waiting.close();
        this.#panels.close();
        this.#toasts.clear();
        this.#roomMedia.close();
        this.#sound.clear();
        this.#stage.close();
    }

    #makeParts() {
        this.#notices = new Notices(this.#strings, this.#toasts, {
            shown: (recording, notice) => this.#connection.send('noticeShown', { recording, notice }),
            confirm: (recording) => this.#confirm(recording),
            leave: () => this.#onLeave('leave'),
        });
        this.#recordingControl = new RecordingControl(this.#strings, this.#toasts, {
            start: () => this.#start(),
            stop: (recording) => this.#ask('stopRecording', { recording }),
            mark: (recording) => this.#ask('markMoment', { recording, name: '' }),
            pause: (recording, paused) => this.#ask('pauseRecording', { recording, paused }),
        });
        this.#stage = new StageView(this.#strings, {
            setFit: (participant, fit) => this.#ask('setFit', { participant, fit }),
            highlight: (participant) => this.#ask('highlight', { participant }),
        });
        this.#toolbar = new Toolbar(this.#strings, this.#toolbarActions());
        this.#waiting = new WaitingRoom(this.#strings, {
            admit: (participant) => this.#ask('admit', { participant }),
            decline: (participant) => this.#ask('decline', { participant }),
            unlock: () => this.#ask('lockRoom', { locked: false }),
        });
        this.#panels = new SidePanels(this.#strings, (type, fields) => this.#ask(type, fields), () => this.#panelsChanged());
        this.#news = new PeopleNews(this.#strings, this.#toasts, {
            unmute: () => this.#media.set('microphone', true),
            showPeople: () => this.#panels.toggle('people'),
            showsPeople: () => this.#panels.open === 'people',
        });
        this.#recordingLines = new RecordingLines(this.#strings);
        const sounds = el('div', { hidden: true });
        this.#sound = new Sound(sounds, (isBlocked) => this.#soundBlocked(isBlocked));
        this.node = el('div', { id: 'room', class: 'room' },
            this.#closing, this.#banners.node, el('div', { class: 'room-middle' }, this.#stage.node, ...this.#panels.nodes), this.#recordingLines.node, this.#waiting.node,
            this.#toolbar.node, sounds);
    }

    #makeMedia() {
        this.#roomMedia = new RoomMedia(this.#connection, this.#media, {
            onMedia: (participant, peer, stream) => {
                this.#stage.setMedia(participant, peer, stream);
                if (participant !== this.#self) {
                    this.#sound.set(`${participant}/${peer}`, stream);
                }
            },
            onScreenEnded: () => this.#updateToolbar(),
        });
    }

    #toolbarActions() {
        return {
            microphone: () => this.#media.toggle('microphone'),
            camera: () => this.#media.toggle('camera'),
            screen: () => this.#toggleScreen(),
            hand: () => this.#ask('setHand', { raised: !this.#room?.me?.handRaised }),
            people: () => this.#panels.toggle('people'),
            chat: () => this.#panels.toggle('chat'),
            leave: () => this.#askToLeave(),
            record: () => this.#recordingControl.askToStart(),
            stop: () => this.#recordingControl.askToStop(),
            pause: () => this.#recordingControl.setPaused(true),
            resume: () => this.#recordingControl.setPaused(false),
            mark: () => this.#recordingControl.mark(formatElapsed(elapsedAt(this.#room, performance.now()))),
            lock: () => this.#askToLock(),
            unlock: () => this.#ask('lockRoom', { locked: false }),
            settings: () => this.#showSettings(),
            notInvited: () => this.#toasts.show('refused', this.#strings.text(this.#room.notInvitedSentence)),
            fromComputer: () => this.#toasts.show('recording', this.#strings.text('fromComputer')),
        };
    }

    #stateChanged(snapshot) {
        this.#room = new RoomState(snapshot, this.#self);
        document.title = `${snapshot.room.title} – Proscenium`;
        this.#stage.update(this.#room);
        this.#updateToolbar();
        this.#panels.update(this.#room);
        this.#news.update(this.#room);
        this.#showClosing();
        this.#notices.update(this.#room);
        this.#recordingControl.update(this.#room);
        this.#roomMedia.reconcile(this.#room);
        const sentence = { down: 'mediaServerDown', missing: 'mediaServerMissing' }[snapshot.sfu.state];
        this.#banners.set('media', sentence ? this.#strings.text(sentence) : '');
    }

    #panelsChanged() {
        this.#updateToolbar();
        if (this.#room) {
            this.#news.update(this.#room);
        }
    }

    #updateToolbar() {
        if (this.#room) {
            this.#toolbar.update({
                microphone: { on: this.#media.isOn('microphone') },
                camera: { on: this.#media.isOn('camera') },
                screen: { available: this.#roomMedia.canShare, on: this.#roomMedia.isSharing },
                hand: { raised: Boolean(this.#room.me?.handRaised) },
                mayBeOnStage: this.#room.mayBeOnStage,
                notInvited: this.#room.notInvitedSentence,
                people: { open: this.#panels.open === 'people', count: this.#room.snapshot.participants.length },
                chat: { open: this.#panels.open === 'chat', unread: this.#panels.unread },
                locked: this.#room.snapshot.room.locked,
                mayModerate: this.#room.mayModerate,
                waitingCount: this.#room.snapshot.waitingCount,
                recording: recordingView(this.#room),
            });
            this.#updateRecording();
        }
    }

    #showClosing() {
        const { closing, left } = closingAt(this.#room, performance.now());
        const sentence = { hostLeft: 'closingHostLeft', limit: 'closingLimit' }[closing];
        if (sentence && this.#closing.hidden) {
            this.#toasts.show('closing', this.#strings.text(sentence, { time: formatMinutes(left) })); // read aloud, once
        }
        this.#closing.hidden = !sentence;
        setText(this.#closing, sentence ? this.#strings.text(sentence, { time: formatMinutes(left) }) : '');
    }

    #updateRecording() {
        const { showsTime } = recordingView(this.#room);
        const now = performance.now();
        this.#toolbar.setElapsed(showsTime ? formatElapsed(elapsedAt(this.#room, now)) : '');
        this.#recordingLines.update(this.#room, now);
    }

    async #ticked() {
        // Only one query of the audio levels at a time, however long the browser takes.
        if (!this.#room || this.#speaking) {
            return;
        }
        this.#updateRecording();
        this.#showClosing();
        this.#speaking = true;
        try {
            this.#stage.setSpeaking(await this.#roomMedia.speaking());
        } finally {
            this.#speaking = false;
        }
    }

    #switchesChanged() {
        this.#roomMedia.switchesChanged();
        if (this.#room && this.#connection.isOpen) {
            this.#roomMedia.reconcile(this.#room);
        }
        this.#updateToolbar();
    }

    #deviceFailed(kind) {
        this.#toasts.show(kind, this.#strings.text(problemSentence(kind, this.#media.problem(kind))));
    }

    #deviceNoticed(kind) {
        const notice = this.#media.notice(kind);
        if (notice) {
            const name = notice.name || this.#strings.text(kind);
            this.#toasts.show(kind, this.#strings.text(noticeSentence(kind, notice.what), { name }));
        } else {
            this.#toasts.dismiss(kind);
        }
    }

    async #toggleScreen() {
        if (this.#roomMedia.isSharing) {
            this.#roomMedia.stopScreen();
            return;
        }
        try {
            await this.#roomMedia.shareScreen();
        } catch (sentence) {
            this.#toasts.show('screen', this.#strings.text(sentence));
        }
        this.#updateToolbar();
    }

    /** Sends a request; a refusal is shown as a sentence. True if it was not refused. */
    async #ask(type, fields = {}) {
        try {
            await this.#connection.request(type, fields);
            return true;
        } catch (error) {
            this.#refused(error.code, error.person);
            return false;
        }
    }

    #refused(code, person) {
        if (code === 'alreadyRecording') {
            this.#recordingControl.startedBy(person);
        } else if (!SILENT.includes(code)) {
            this.#toasts.show('refused', this.#strings.text(SENTENCES[code] ?? 'unexpected', { name: person }));
        }
    }

    async #start() {
        // The state comes before the answer: if it is still idle, the service's recorder is on its way.
        if (await this.#ask('startRecording') && this.#room.recording.phase === 'idle') {
            this.#toasts.show('recording', this.#strings.text('recorderComes'));
        }
    }

    async #confirm(recording) {
        try {
            await this.#connection.request('confirmRecording', { recording });
        } catch (error) {
            if (error.code !== 'staleRecording') {
                throw error;
            }
        }
    }

    async #askToLeave() {
        const text = (key) => this.#strings.text(key);
        const end = { value: 'end', label: text('endForEveryone') };
        this.#leaveQuestion = new Question({
            id: 'question-leave',
            text: text('leaveQuestion'),
            choices: [
                { value: null, label: text('cancel') },
                ...(this.#room?.mayEndSession ? [end] : []),
                { value: 'leave', label: text('leaveSession'), tone: 'primary' },
            ],
        });
        const choice = await this.#leaveQuestion.answer;
        if (choice) {
            this.#onLeave(choice);
        }
    }

    async #askToLock() {
        const question = new Question({
            id: 'question-lock',
            text: this.#strings.text('lockQuestion'),
            choices: [
                { value: null, label: this.#strings.text('cancel') },
                { value: 'lock', label: this.#strings.text('lockRoom'), tone: 'primary' },
            ],
        });
        if ((await question.answer) === 'lock') {
            this.#ask('lockRoom', { locked: true });
        }
    }

    async #showSettings() {
        const picker = new DevicePicker(this.#strings, this.#media);
        const question = new Question({
            id: 'settings',
            text: this.#strings.text('settings'),
            content: picker.node,
            choices: [{ value: 'done', label: this.#strings.text('done'), tone: 'primary' }],
        });
        await question.answer;
        picker.close();
    }

    #soundBlocked(isBlocked) {
        const action = { label: this.#strings.text('soundAllow'), run: () => this.#sound.unlock() };
        this.#banners.set('sound', isBlocked ? this.#strings.text('soundBlocked') : '', action);
    }
}
