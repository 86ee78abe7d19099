// The toolbar at the bottom: shows a view value and forwards clicks.
import { el, setText } from './dom.js';
import { icon } from './icons.js';
import { Menu } from './menu.js';

/** Sentence keys of the recording indicator. */
const INDICATORS = { recording: 'recording', paused: 'recordingPaused', interrupted: 'recordingInterrupted' };

/** A button whose icon, label and state change. */
class ToolButton {
    #icon = '';

    constructor(id, run, extra = '') {
        this.node = el('button', {
            id, type: 'button', class: `tool-button ${extra}`, on: { click: () => run() },
        });
    }

    set({ icon: name, label, pressed = null, tone = '', words = '' }) {
        if (this.#icon !== name + words) {
            this.#icon = name + words;
            this.node.replaceChildren(icon(name), ...(words ? [el('span', { text: words })] : []));
        }
        this.node.setAttribute('aria-label', label);
        this.node.title = label;
        if (pressed !== null) {
            this.node.setAttribute('aria-pressed', String(pressed));
        }
        this.node.dataset.tone = tone;
    }
}

/** actions: microphone, camera, screen, hand, people, chat, notInvited, leave, record, stop, pause, resume, mark, unlock, lock, settings, fromComputer. */
export class Toolbar {
    #strings;
    #actions;
    #buttons;
    #status;
    #view = null;

    constructor(strings, actions) {
        this.#strings = strings;
        this.#actions = actions;
        this.#buttons = this.#makeButtons();
        this.#status = this.#makeStatus();
        this.node = this.#assemble();
    }

    /** view: see RoomScreen.toolbarView(). */
    update(view) {
        this.#view = view;
        this.#updateSwitches(view);
        this.#updatePanels(view);
        this.#updateRecording(view.recording);
        this.#updateLock(view);
    }

    /** Shows the recorded time; "" hides it. */
    setElapsed(text) {
        this.#status.time.hidden = text === '';
        this.#status.time.textContent = text;
    }

    #makeButtons() {
        const { microphone, camera, screen, hand, people, chat, leave } = this.#actions;
        const fromStage = (run) => () => (this.#view.mayBeOnStage ? run() : this.#actions.notInvited());
        return {
            microphone: new ToolButton('button-microphone', fromStage(microphone)),
            camera: new ToolButton('button-camera', fromStage(camera)),
            screen: new ToolButton('button-screen', fromStage(screen)),
            hand: new ToolButton('button-hand', hand),
            more: new ToolButton('button-more', () => {}),
            people: new ToolButton('button-people', people, 'side-button'),
            chat: new ToolButton('button-chat', chat, 'side-button'),
            leave: new ToolButton('button-leave', leave, 'leave'),
            record: new ToolButton('button-record', () => this.#recordingAction(this.#actions.record), 'wide'),
            stop: new ToolButton('button-stop', () => this.#recordingAction(this.#actions.stop), 'stop'),
            locked: new ToolButton('button-unlock', this.#actions.unlock, 'wide'),
        };
    }

    #makeStatus() {
        const words = el('span', { class: 'record-words' });
        const time = el('span', {
            id: 'recording-elapsed', class: 'record-time', role: 'timer', 'aria-live': 'off',
            'aria-label': this.#strings.text('elapsed'),
        });
        const indicator = el('div', { id: 'recording-indicator', class: 'status', role: 'status' },
            el('span', { class: 'record-dot' }), words);
        const notConfirmed = el('span', { id: 'not-confirmed', class: 'status quiet' });
        const locked = el('div', { id: 'room-locked', class: 'status' },
            icon('lock'), el('span', { text: this.#strings.text('roomLocked') }));
        const waiting = el('span', { id: 'waiting-count', class: 'status quiet' });
        return { indicator, words, time, notConfirmed, locked, waiting };
    }

    #assemble() {
        const b = this.#buttons;
        const s = this.#status;
        const more = el('div', { class: 'menu-anchor' }, b.more.node);
        const node = el('div', {
            class: 'toolbar', role: 'group', 'aria-label': this.#strings.text('toolbar'),
        },
        el('div', { class: 'toolbar-left' }, s.indicator, s.time, b.stop.node, b.record.node,
            s.notConfirmed, s.locked, b.locked.node, s.waiting),
        el('div', { class: 'toolbar-centre' }, b.microphone.node, b.camera.node, b.screen.node, b.hand.node, more),
        el('div', { class: 'toolbar-right' }, b.people.node, b.chat.node, b.leave.node));
        b.more.set({ icon: 'more', label: this.#strings.text('more') });
        b.leave.set({ icon: 'leave', label: this.#strings.text('leave') });
        new Menu(b.more.node, () => this.#menuItems());
        return node;
    }

    #updateSwitches({ microphone, camera, screen, hand }) {
        const text = (key) => this.#strings.text(key);
        this.#switch('microphone', microphone.on, text(microphone.on ? 'microphoneOff' : 'microphoneOn'));
        this.#switch('camera', camera.on, text(camera.on ? 'cameraOff' : 'cameraOn'));
        this.#buttons.screen.node.hidden = !screen.available;
        this.#buttons.screen.set({
            icon: screen.on ? 'screenOff' : 'screen',
            label: text(screen.on ? 'screenOff' : 'screenOn'),
            pressed: screen.on,
            tone: screen.on ? 'active' : '',
        });
        this.#buttons.hand.set({
            icon: 'hand',
            label: text(hand.raised ? 'handDown' : 'handUp'),
            pressed: hand.raised,
            tone: hand.raised ? 'active' : '',
        });
    }

    #switch(name, isOn, label) {
        this.#buttons[name].set({ icon: isOn ? name : `${name}Off`, label, pressed: isOn, tone: isOn ? '' : 'off' });
    }

    // Not "disabled": users must be able to focus it to learn why it does nothing.
    #offerStage(mayBeOnStage, notInvited) {
        for (const button of [this.#buttons.microphone, this.#buttons.camera, this.#buttons.screen]) {
            button.node.setAttribute('aria-disabled', String(!mayBeOnStage));
            if (!mayBeOnStage) {
                button.node.title = this.#strings.text(notInvited);
            }
        }
    }

    #updatePanels({ people, chat, mayBeOnStage, notInvited }) {
        this.#offerStage(mayBeOnStage, notInvited);
        this.#buttons.people.set({
            icon: 'people', label: this.#strings.text('participantsCount', { n: people.count }), pressed: people.open, tone: people.open ? 'active' : '',
        });
        this.#buttons.chat.set({
            icon: 'chat',
            label: chat.unread > 0 ? this.#strings.count('chatUnread', chat.unread) : this.#strings.text('chat'),
            pressed: chat.open,
            tone: chat.open || chat.unread > 0 ? 'active' : '',
            words: chat.unread > 0 ? String(chat.unread) : '',
        });
    }

    #updateRecording({ indicator, control, enabled, notConfirmed }) {
        const s = this.#status;
        const words = INDICATORS[indicator];
        s.indicator.hidden = !words;
        s.indicator.classList.toggle('interrupted', indicator === 'interrupted');
        s.indicator.classList.toggle('paused', indicator === 'paused');
        setText(s.words, words ? this.#strings.text(words) : '');
        s.notConfirmed.hidden = notConfirmed === 0;
        setText(s.notConfirmed, notConfirmed > 0 ? this.#strings.count('notConfirmed', notConfirmed) : '');
        this.#recordingButton(this.#buttons.record, control === 'start', enabled, 'record', 'record');
        this.#recordingButton(this.#buttons.stop, control === 'stop', enabled, 'stop', 'stopRecording');
    }

    #recordingButton(button, isShown, isEnabled, name, key) {
        const words = this.#strings.text(key);
        button.node.hidden = !isShown;
        button.set({ icon: name, label: words, tone: 'record', words: name === 'record' ? words : '' });
        // Not "disabled": users must be able to focus it to learn why it does nothing.
        button.node.setAttribute('aria-disabled', String(!isEnabled));
        if (!isEnabled) {
            button.node.title = this.#strings.text('fromComputer');
            button.node.setAttribute('aria-label', `${words}. ${this.#strings.text('fromComputer')}`);
        }
    }

    #recordingAction(action) {
        if (this.#view.recording.enabled) {
            action();
        } else {
            this.#actions.fromComputer();
        }
    }

    #updateLock({ locked, mayModerate, waitingCount }) {
        this.#status.locked.hidden = !locked || mayModerate;
        this.#buttons.locked.node.hidden = !locked || !mayModerate;
        this.#buttons.locked.set({
            icon: 'lock',
            label: this.#strings.text('roomLockedUnlock'),
            words: this.#strings.text('roomLocked'),
        });
        const isWaited = mayModerate && waitingCount > 0;
        this.#status.waiting.hidden = !isWaited;
        setText(this.#status.waiting, isWaited ? this.#strings.count('waiting', waitingCount) : '');
    }

    #menuItems() {
        const { locked, mayModerate, recording } = this.#view;
        const text = (key) => this.#strings.text(key);
        const items = [
            { id: 'menu-people', label: text('participants'), icon: 'people', run: this.#actions.people },
            { id: 'menu-chat', label: text('chat'), icon: 'chat', run: this.#actions.chat },
            { id: 'menu-settings', label: text('settings'), icon: 'settings', run: this.#actions.settings },
        ];
        if (mayModerate) {
            items.unshift(locked
                ? { id: 'menu-unlock', label: text('unlockRoom'), icon: 'unlock', run: this.#actions.unlock }
                : { id: 'menu-lock', label: text('lockRoom'), icon: 'lock', run: this.#actions.lock });
        }
        const { pause, resume } = this.#actions;
        if (recording.pausing === 'pause') {
            items.unshift({ id: 'menu-pause', label: text('pauseRecording'), icon: 'pause', run: pause });
        } else if (recording.pausing === 'resume') {
            items.unshift({ id: 'menu-resume', label: text('resumeRecording'), icon: 'record', run: resume });
        }
        if (recording.marks) {
            items.unshift({ id: 'menu-mark', label: text('markMoment'), icon: 'mark', run: this.#actions.mark });
        }
        const mayControl = { disabled: !recording.enabled, hint: recording.enabled ? '' : text('fromComputer') };
        if (recording.control === 'start') {
            const run = this.#actions.record;
            items.unshift({ id: 'menu-record', label: text('record'), icon: 'record', run, ...mayControl });
        } else if (recording.control === 'stop') {
            const run = this.#actions.stop;
            items.unshift({ id: 'menu-stop', label: text('stopRecording'), icon: 'stop', run, ...mayControl });
        }
        return items;
    }
}
