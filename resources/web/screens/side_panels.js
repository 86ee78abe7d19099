// The panels beside the stage, of which at most one is open: people, chat.
import { ChatPanel } from './chat_panel.js';
import { Question } from './dialogs.js';
import { PeoplePanel } from './people_panel.js';

/** ask(type, fields) sends a request. onChange() is called when another panel is open, or `unread` has changed. */
export class SidePanels {
    #strings;
    #onChange;
    #question = null;
    /** "people", "chat" or "". */
    open = '';
    /** Lines of the chat by others that came while it was closed. */
    unread = 0;

    constructor(strings, ask, onChange) {
        this.#strings = strings;
        this.#onChange = onChange;
        const close = () => this.toggle(this.open);
        this.people = new PeoplePanel(strings, {
            act: ask,
            askToRemove: (person) => this.#askToRemove(person, ask),
            muteEveryone: () => ask('mute', { participant: '' }),
            setStageAccess: (access) => ask('setStageAccess', { access }),
            close,
        });
        this.chat = new ChatPanel(strings, {
            say: (text) => ask('say', { text }),
            deleteLine: (line) => ask('deleteChatLine', { line }),
            close,
        }, (unread) => {
            this.unread = unread;
            onChange();
        });
        this.nodes = [this.people.node, this.chat.node];
    }

    update(room) {
        this.people.update(room);
        this.chat.update(room);
    }

    toggle(which) {
        this.open = this.open === which ? '' : which;
        this.people.isOpen = this.open === 'people';
        this.chat.isOpen = this.open === 'chat';
        this.#onChange();
    }

    close() {
        this.#question?.close();
    }

    async #askToRemove({ id, name }, ask) {
        this.#question = new Question({
            id: 'question-remove',
            text: this.#strings.text('removeQuestion', { name }),
            content: null,
            choices: [
                { value: null, label: this.#strings.text('cancel') },
                { value: 'remove', label: this.#strings.text('removePerson'), tone: 'danger' },
            ],
            takesFocus: false,
        });
        if ((await this.#question.answer) === 'remove') {
            ask('remove', { participant: id });
        }
    }
}
