// Who may do what: role x form factor x state of the recording x message, at the running service. The table is the document of it (protocol.md names the rules).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { RoomClient, joinRecorder, keeping } from './room_client.mjs';
import { Service, removeFolder, temporaryFolder } from './service.mjs';

/** The columns of the table. */
const SUBJECTS = [
    ['host', 'desktop'], ['moderator', 'desktop'], ['participant', 'desktop'],
    ['host', 'phone'], ['moderator', 'phone'], ['participant', 'phone'],
];
const ALL = 'ok ok ok ok ok ok';
const MODERATORS = 'ok ok notAllowed ok ok notAllowed';
const HOSTS = 'ok hostOnly notAllowed ok hostOnly notAllowed';
/** Nobody does that to a host. */
const NOBODY = 'hostOnly hostOnly notAllowed hostOnly hostOnly notAllowed';
const COMPUTERS = 'ok ok notAllowed notFromMobile notFromMobile notAllowed';
/** For a moderator's message about nothing that exists: the right is looked at first. */
const MODERATORS_GET = (code) => MODERATORS.replaceAll('ok', code);
const COMPUTERS_GET = (code) => COMPUTERS.replaceAll('ok', code);

/** [message, its fields (people: {self, guest, other, host}), idle, recording]. "ok" is any answer that is not a refusal. */
const TABLE = [
    ['getState', {}, ALL, ALL],
    ['setMedia', { camera: true, microphone: true }, ALL, ALL],
    ['setStage', { onStage: true }, ALL, ALL],
    ['setHand', { raised: true }, ALL, ALL],
    ['say', { text: 'Hello' }, ALL, ALL],
    ['setFit', ({ self }) => ({ participant: self, fit: 'contain' }), ALL, ALL],
    ['setFit', ({ guest }) => ({ participant: guest, fit: 'contain' }), MODERATORS, MODERATORS],
    ['highlight', ({ guest }) => ({ participant: guest }), MODERATORS, MODERATORS],
    ['lockRoom', { locked: true }, MODERATORS, MODERATORS],
    ['admit', { participant: '' }, MODERATORS, MODERATORS],
    ['decline', { participant: 'nobody' }, MODERATORS_GET('notWaiting'), MODERATORS_GET('notWaiting')],
    ['lockRoom', { locked: false }, MODERATORS, MODERATORS],
    ['mute', ({ guest }) => ({ participant: guest }), MODERATORS, MODERATORS],
    ['mute', { participant: '' }, MODERATORS, MODERATORS],
    ['mute', ({ host }) => ({ participant: host }), HOSTS, HOSTS],
    ['switchCameraOff', ({ guest }) => ({ participant: guest }), MODERATORS, MODERATORS],
    ['switchCameraOff', ({ host }) => ({ participant: host }), HOSTS, HOSTS],
    ['askToUnmute', ({ guest }) => ({ participant: guest }), MODERATORS, MODERATORS],
    ['askToUnmute', ({ host }) => ({ participant: host }), HOSTS, HOSTS],
    ['inviteToStage', ({ guest }) => ({ participant: guest }), MODERATORS, MODERATORS],
    ['lowerHand', ({ guest }) => ({ participant: guest }), MODERATORS, MODERATORS],
    ['takeOffStage', ({ guest }) => ({ participant: guest }), MODERATORS, MODERATORS],
    ['takeOffStage', ({ host }) => ({ participant: host }), HOSTS, HOSTS],
    ['setStageAccess', { access: 'everyone' }, COMPUTERS, COMPUTERS],
    ['setRole', ({ guest }) => ({ participant: guest, role: 'moderator' }), MODERATORS, MODERATORS],
    ['setRole', ({ other }) => ({ participant: other, role: 'participant' }), HOSTS, HOSTS],
    ['setRole', ({ host }) => ({ participant: host, role: 'participant' }), NOBODY, NOBODY],
    ['setRole', ({ self }) => ({ participant: self, role: 'participant' }), MODERATORS_GET('invalidArgument'), MODERATORS_GET('invalidArgument')],
    ['remove', { participant: 'nobody' }, MODERATORS_GET('notFound'), MODERATORS_GET('notFound')],
    ['remove', ({ host }) => ({ participant: host }), NOBODY, NOBODY],
    ['deleteChatLine', { line: 1 }, MODERATORS, MODERATORS],
    ['setRecordingOptions', { subtitles: false, chapters: false }, MODERATORS, MODERATORS],
    ['listMedia', {}, MODERATORS, MODERATORS],
    ['mediaLink', { item: 'nothing', purpose: 'view' }, MODERATORS_GET('notFound'), MODERATORS_GET('notFound')],
    ['deleteMedia', { item: 'nothing' }, MODERATORS_GET('notFound'), MODERATORS_GET('notFound')],
    ['startRecording', {}, null, COMPUTERS_GET('alreadyRecording')],
    ['pauseRecording', { recording: 'other', paused: true }, COMPUTERS_GET('notRecording'), COMPUTERS_GET('staleRecording')],
    ['stopRecording', { recording: 'other' }, COMPUTERS_GET('notRecording'), COMPUTERS_GET('staleRecording')],
    ['markMoment', { recording: 'other', name: '' }, MODERATORS_GET('notRecording'), MODERATORS_GET('staleRecording')],
    ['recorderAlive', { recording: 'other', epoch: 1, recorded: 1, paused: false, overloaded: false, silent: false },
        'staleRecording '.repeat(6).trim(), 'staleRecording '.repeat(6).trim()],
];

let folder;
let service;
const { open, keep } = keeping();

before(async () => {
    folder = await temporaryFolder();
    service = await Service.start({ rooms: Array(SUBJECTS.length * 2).fill('Rights'), folder });
});

after(async () => {
    open.forEach(({ socket }) => socket.terminate());
    await service?.stop();
    await removeFolder(folder);
});

for (const [isRecording, state] of [[false, 'idle'], [true, 'recording']]) {
    SUBJECTS.forEach(([role, formFactor], column) => {
        test(`a ${role} on a ${formFactor === 'phone' ? 'phone' : 'computer'}, ${state}`, async () => {
            const links = service.rooms[column + (isRecording ? SUBJECTS.length : 0)];
            const enter = (link, who) => keep(RoomClient.join(link, who));
            const recorder = await keep(joinRecorder(links.host, 'Rita'));
            const guest = await enter(links.participant, { name: 'Gil' });
            const other = await enter(links.moderator, { name: 'Mia' });
            const subject = await enter(links[role], { name: 'Sam', formFactor });
            await guest.askOk('say', { text: 'The first line' });
            if (isRecording) {
                await recorder.askOk('startRecording');
                await subject.phase('recording');
            }
            const people = { self: subject.id, guest: guest.id, other: other.id, host: recorder.id };
            for (const [type, fields, idle, recording] of TABLE) {
                const wanted = (isRecording ? recording : idle)?.split(' ')[column];
                if (wanted) {
                    // As before each row: the guest is a participant with everything on, somebody else wrote line 1, "other" is a moderator.
                    await recorder.ask('getState');
                    const { role: guestRole } = recorder.participant(guest.id);
                    if (guestRole !== 'participant') {
                        await recorder.askOk('setRole', { participant: guest.id, role: 'participant' });
                    }
                    if (recorder.participant(other.id).role !== 'moderator') {
                        await recorder.askOk('setRole', { participant: other.id, role: 'moderator' });
                    }
                    const answer = await subject.ask(type, typeof fields === 'function' ? fields(people) : fields);
                    const got = answer.type === 'error' ? answer.code : 'ok';
                    assert.equal(got, wanted, `${type} ${JSON.stringify(typeof fields === 'function' ? fields(people) : fields)}: ${answer.detail}`);
                    // Whoever was refused is still there, and so are the others.
                    assert.equal(subject.socket.readyState, 1);
                }
            }
        });
    });
}
