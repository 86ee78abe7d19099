// What a moderator may do to a person, by right and by what that person does now. Pure; the twin of ui/people/person_actions.cpp.

const RANKS = { host: 2, moderator: 1, participant: 0 };

const isModerating = (role) => RANKS[role] > 0;

/** Whether that participant may come on stage in this room; as Participant::mayBeOnStage. */
export function mayBeOnStage(person, room) {
    return person.client !== 'recorder' && (room.stageAccess === 'everyone' || person.invited || isModerating(person.role));
}

/** The messages, without their participant, in the order of a menu: [{key, type, fields}]. `key` is that of the menu's words. */
export function actionsOn(room, person) {
    const { me } = room;
    if (!me || !isModerating(me.role) || person.id === me.id || RANKS[person.role] > RANKS[me.role]) {
        return [];
    }
    const hasPerson = person.client !== 'recorder';
    const standsOver = RANKS[me.role] > RANKS[person.role];
    const mustBeInvited = !mayBeOnStage(person, room.snapshot.room);
    return [
        { key: 'inviteToStage', isOffered: hasPerson && !person.onStage && (mustBeInvited || person.handRaised) },
        { key: 'lowerHand', isOffered: person.handRaised },
        { key: 'mute', isOffered: person.microphone },
        { key: 'askToUnmute', isOffered: hasPerson && person.onStage && !person.microphone },
        { key: 'switchCameraOff', isOffered: person.camera },
        { key: 'takeOffStage', isOffered: person.onStage || person.publications.length > 0 },
        { key: 'makeModerator', type: 'setRole', fields: { role: 'moderator' }, isOffered: hasPerson && person.role === 'participant' },
        {
            key: 'makeParticipant', type: 'setRole', fields: { role: 'participant' },
            isOffered: hasPerson && person.role === 'moderator' && standsOver,
        },
        { key: 'remove', isOffered: standsOver },
    ].filter(({ isOffered }) => isOffered).map(({ key, type = key, fields = {} }) => ({ key, type, fields }));
}

/** Raised hands first, then hosts and moderators, those on stage, and everybody else, each by name. */
export function sortPeople(people, language) {
    const byName = new Intl.Collator(language);
    const place = ({ handRaised, role, onStage }) => [handRaised ? 0 : 1, -RANKS[role], onStage ? 0 : 1];
    return [...people].sort((a, b) => {
        const first = place(a);
        const second = place(b);
        const at = first.findIndex((value, index) => value !== second[index]);
        return at >= 0 ? first[at] - second[at] : byName.compare(a.name, b.name);
    });
}
