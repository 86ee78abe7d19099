import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withChanges } from '../../resources/web/room/state_changes.js';
import { participant, snapshot } from './fake_room.mjs';

/** The parts of a state that every `stateChanged` carries. */
const partsOf = ({ room, recording, sfu, highlighted, waitingCount, session }) => ({ room, recording, sfu, highlighted, waitingCount, session });
const ids = (state) => state.participants.map(({ id }) => id);

test('changes replace, add and remove people, in order of arrival', () => {
    const before = snapshot({ revision: 4, participants: ['a', 'b', 'c'].map((id) => participant(id)) });
    const rest = partsOf(snapshot({ waitingCount: 3, highlighted: 'c' }));
    const after = withChanges(before, {
        ...rest, from: 4, revision: 7, left: ['a'], changed: [participant('c', { handRaised: true }), participant('d')],
    });
    assert.deepEqual(ids(after), ['b', 'c', 'd']);
    assert.equal(after.participants[1].handRaised, true);
    assert.deepEqual([after.revision, after.waitingCount, after.highlighted], [7, 3, 'c']);
    assert.ok(!('from' in after) && !('changed' in after) && !('left' in after));
    assert.deepEqual(ids(before), ['a', 'b', 'c']);
});

test('changes that build on another state are not applied', () => {
    const rest = partsOf(snapshot());
    assert.equal(withChanges(snapshot({ revision: 4 }), { ...rest, from: 5, revision: 6, left: [], changed: [] }), null);
});
