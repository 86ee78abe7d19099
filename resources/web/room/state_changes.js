// What the service says has changed, applied to the state that the page has. Pure; the twin of app/room/protocol/state_changes.cpp.

/** The next state, or null if the changes build on another one: then a message is missing, and the whole state must be asked for. */
export function withChanges(state, { from, changed, left, ...rest }) {
    if (from !== state.revision) {
        return null;
    }
    const gone = new Set(left);
    const news = new Map(changed.map((person) => [person.id, person]));
    const participants = state.participants
        .filter(({ id }) => !gone.has(id))
        .map((person) => news.get(person.id) ?? person);
    const known = new Set(participants.map(({ id }) => id));
    return { ...state, ...rest, participants: [...participants, ...changed.filter(({ id }) => !known.has(id))] };
}
