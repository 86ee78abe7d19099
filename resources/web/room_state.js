// What the room says, and what follows from it for this participant. Pure.

const isModerating = (role) => role === 'host' || role === 'moderator';

/** The whole truth as last told, with when it was told (monotonic ms). */
export class RoomState {
    constructor(snapshot, self, told = performance.now()) {
        this.snapshot = snapshot;
        this.self = self;
        this.told = told;
    }

    get me() {
        return this.find(this.self);
    }

    get recording() {
        return this.snapshot.recording;
    }

    get mayModerate() {
        return isModerating(this.me?.role);
    }

    find(id) {
        return this.snapshot.participants.find((person) => person.id === id);
    }

    /** Those on stage, in the order in which they came. */
    get onStage() {
        return this.snapshot.participants
            .filter((person) => person.onStage && person.client !== 'recorder')
            .sort((a, b) => a.stageOrder - b.stageOrder);
    }

    /** What stage_layout.js wants; app/room/stage_scene.cpp says the same. */
    get scene() {
        return {
            people: this.onStage.map(({ id, camera, present, fit }) => (
                { participant: id, camera: camera && present, fit })),
            sharing: newestShare(this.snapshot.participants),
            highlighted: this.snapshot.highlighted || null,
        };
    }
}

// Publications are numbered over the whole room, so the greatest generation is the newest share.
function newestShare(people) {
    const shares = people.flatMap((person) =>
        person.publications
            .filter(({ peer }) => peer === 'screen')
            .map(({ generation }) => ({ id: person.id, generation })));
    shares.sort((a, b) => a.generation - b.generation);
    return shares.at(-1)?.id ?? null;
}

/** Which notice of the recording this participant has to see now: {kind, recording} or null. */
export function noticeFor(room) {
    const { phase, recording } = room.recording;
    if (!recording) {
        return null;
    }
    if (phase === 'starting') {
        return { kind: 'starting', recording };
    }
    return phase === 'recording' && room.me?.consent === 'asked' ? { kind: 'recording', recording } : null;
}

/**
 * The recording control at the bottom left.
 * indicator: "none" | "starting" | "recording" | "interrupted"; control: "none" | "start" | "stop".
 */
export function recordingView(room, formFactor) {
    const { phase, interrupted, notConfirmed } = room.recording;
    const isRunning = phase === 'recording';
    const runs = interrupted ? 'interrupted' : 'recording';
    const indicator = { starting: 'starting', recording: runs }[phase] ?? 'none';
    const control = { idle: 'start', starting: 'stop', recording: 'stop' }[phase] ?? 'none';
    return {
        indicator,
        control: room.mayModerate ? control : 'none',
        enabled: formFactor === 'desktop',
        showsTime: room.mayModerate && isRunning && !interrupted,
        notConfirmed: room.mayModerate && isRunning ? notConfirmed : 0,
    };
}

/** Milliseconds recorded by `now`: what the service said, and what has passed since. */
export function elapsedAt(room, now) {
    return room.recording.elapsed + Math.max(0, now - room.told);
}

/** h:mm:ss */
export function formatElapsed(milliseconds) {
    const seconds = Math.floor(milliseconds / 1000);
    const two = (value) => String(value).padStart(2, '0');
    return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Initials for a tile without a picture: of the first and the last word. */
export function initialsOf(name) {
    const words = name.trim().split(/\s+/).filter(Boolean);
    const first = (word) => [...(word ?? '')][0] ?? '';
    const last = words.length > 1 ? first(words.at(-1)) : '';
    return (first(words[0]) + last).toLocaleUpperCase();
}
