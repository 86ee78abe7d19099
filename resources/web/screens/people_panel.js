// Beside the stage: everybody in the room, and for moderators what they may do to each of them.
import { actionsOn, sortPeople } from '../room/person_actions.js';
import { el, setText } from './dom.js';
import { icon } from './icons.js';
import { Menu } from './menu.js';
import { panelHead } from './panel_head.js';

/** A search helps from so many people on. */
const MANY = 10;
const ACCESS = ['everyone', 'request', 'invite'];

/** actions: act(type, fields), askToRemove(person), muteEveryone(), setStageAccess(access), close(). */
export class PeoplePanel {
    #strings;
    #actions;
    #room = null;
    #title = el('h2', { class: 'panel-title' });
    #search;
    #list = el('ul', { id: 'people-list', class: 'people-list' });
    #footer;
    #access;
    #rows = new Map();

    constructor(strings, actions) {
        this.#strings = strings;
        this.#actions = actions;
        const text = (key) => strings.text(key);
        this.#search = el('input', {
            id: 'people-search', type: 'search', placeholder: text('searchByName'), 'aria-label': text('searchByName'), hidden: true,
            on: { input: () => this.#render() },
        });
        this.#access = el('select', { id: 'stage-access', on: { change: () => actions.setStageAccess(this.#access.value) } },
            ...ACCESS.map((value) => el('option', { value, text: text(`stageAccess_${value}`) })));
        this.#footer = el('div', { class: 'panel-footer', hidden: true },
            el('label', { class: 'field-label', for: 'stage-access', text: text('stageAccess') }),
            this.#access,
            el('button', { id: 'mute-everyone', type: 'button', class: 'button', text: text('muteEveryone'), on: { click: () => actions.muteEveryone() } }));
        this.node = el('aside', { id: 'people-panel', class: 'side-panel', 'aria-label': text('participants'), hidden: true },
            panelHead(strings, this.#title, () => actions.close()),
            this.#search, this.#list, this.#footer);
    }

    update(room) {
        this.#room = room;
        if (!this.node.hidden) {
            this.#render();
        }
    }

    set isOpen(isOpen) {
        this.node.hidden = !isOpen;
        if (isOpen && this.#room) {
            this.#render();
        }
    }

    #render() {
        const { participants, room } = this.#room.snapshot;
        setText(this.#title, this.#strings.text('participantsCount', { n: participants.length }));
        const wanted = this.#search.value.trim().toLocaleLowerCase();
        this.#search.hidden = participants.length < MANY && wanted === '';
        const shown = sortPeople(participants, this.#strings.language)
            .filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
        this.#showRows(shown);
        this.#footer.hidden = !this.#room.mayModerate;
        if (document.activeElement !== this.#access) {
            this.#access.value = room.stageAccess;
        }
        this.#access.disabled = this.#room.me?.formFactor !== 'desktop';
        this.#access.title = this.#access.disabled ? this.#strings.text('stageAccessFromComputer') : '';
    }

    /** Keeps a row as long as its person is shown: the focus, or an open menu, may be in it. */
    #showRows(people) {
        const ids = new Set(people.map(({ id }) => id));
        for (const [id, row] of this.#rows) {
            if (!ids.has(id)) {
                row.node.remove();
                this.#rows.delete(id);
            }
        }
        people.forEach((person, at) => {
            if (!this.#rows.has(person.id)) {
                this.#rows.set(person.id, this.#makeRow(person.id));
            }
            const row = this.#rows.get(person.id);
            this.#fill(row, person);
            if (this.#list.children[at] !== row.node) {
                this.#list.insertBefore(row.node, this.#list.children[at] ?? null);
            }
        });
    }

    #makeRow(id) {
        const name = el('bdi', { class: 'person-name' });
        const detail = el('span', { class: 'person-detail' });
        const marks = el('span', { class: 'person-marks' });
        const more = el('button', { type: 'button', class: 'icon-button small' }, icon('more'));
        const anchor = el('div', { class: 'menu-anchor' }, more);
        new Menu(more, () => this.#menuItems(id), { floats: true });
        const node = el('li', { class: 'person', 'data-person': id },
            el('div', { class: 'person-words' }, name, detail), marks, anchor);
        return { node, name, detail, marks, more, anchor, shown: '' };
    }

    #fill(row, person) {
        const text = (key, values) => this.#strings.text(key, values);
        const isSelf = person.id === this.#room.self;
        setText(row.name, isSelf ? text('you', { name: person.name }) : person.name);
        setText(row.detail, this.#details(person).join(' · '));
        row.node.classList.toggle('away', !person.present);
        row.anchor.hidden = actionsOn(this.#room, person).length === 0;
        row.more.setAttribute('aria-label', text('personMenu', { name: person.name }));
        const marks = [
            person.handRaised && ['hand', 'hasHandRaised'],
            person.microphone ? ['microphone', 'hasMicrophoneOn'] : ['microphoneOff', 'isMuted'],
            person.camera ? ['camera', 'hasCameraOn'] : ['cameraOff', 'hasCameraOff'],
        ].filter(Boolean);
        const key = marks.join();
        if (row.shown !== key) {
            row.shown = key;
            row.marks.replaceChildren(...marks.map(([name, words]) => el('span', {
                class: `mark mark-${name}`, role: 'img', 'aria-label': text(words), title: text(words),
            }, icon(name))));
        }
    }

    #details(person) {
        const { recording } = this.#room;
        const role = person.client === 'recorder' ? 'recorder' : { host: 'host', moderator: 'moderator' }[person.role];
        const device = { phone: 'phone', tablet: 'tablet' }[person.formFactor];
        const place = person.present ? person.onStage && 'onStage' : 'isAway';
        const notConfirmed = recording.phase !== 'idle' && person.consent === 'asked' && 'hasNotConfirmed';
        return [role && `role_${role}`, device && `device_${device}`, place, notConfirmed].filter(Boolean).map((key) => this.#strings.text(key));
    }

    #menuItems(id) {
        const person = this.#room.find(id);
        return actionsOn(this.#room, person).map(({ key, type, fields }) => ({
            id: `person-${key}`,
            label: this.#strings.text(`person_${key}`),
            run: () => (key === 'remove'
                ? this.#actions.askToRemove(person)
                : this.#actions.act(type, { participant: id, ...fields })),
        }));
    }
}
