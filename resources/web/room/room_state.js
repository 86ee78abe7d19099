// The room's state, and what follows from it for this participant. Pure.

import { mayBeOnStage } from './person_actions.js';

export const MINUTE_MS = 60000;

const isModerating = (role) => role === 'host' || role === 'moderator';

/** The latest complete snapshot, and when it was received (monotonic ms). */
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

    /** A host may, or a moderator while no host is here; as RoomSnapshot::mayEndSession. */
    get mayEndSession() {
        const hostIsHere = this.snapshot.participants
            .some(({ role, present, client }) => role === 'host' && present && client !== 'recorder');
        return this.me?.role === 'host' || (this.mayModerate && !hostIsHere);
    }

    /** Nobody has to invite us to the stage, or somebody has. */
    get mayBeOnStage() {
        return Boolean(this.me) && mayBeOnStage(this.me, this.snapshot.room);
    }

    /** Why we may not come on stage: a key of the strings. */
    get notInvitedSentence() {
        return this.snapshot.room.stageAccess === 'request' ? 'notInvitedAsk' : 'notInvited';
    }

    find(id) {
        return this.snapshot.participants.find((person) => person.id === id);
    }

    /** The people on stage, in order of arrival. */
    get onStage() {
        return this.snapshot.participants
            .filter((person) => person.onStage && person.client !== 'recorder')
            .sort((a, b) => a.stageOrder - b.stageOrder);
    }

    /** The input of stage_layout.js; must match app/room/session/stage_scene.cpp. */
    get scene() {
        return {
            people: this.onStage.map(({ id, camera, present, fit }) => (
                { participant: id, camera: camera && present, fit })),
            sharing: newestShare(this.snapshot.participants),
            highlighted: this.snapshot.highlighted || null,
        };
    }
}

// Generations are numbered across the whole room, so the highest one is the newest share.
function newestShare(people) {
    const shares = people.flatMap((person) =>
        person.publications
            .filter(({ peer }) => peer === 'screen')
            .map(({ generation }) => ({ id: person.id, generation })));
    shares.sort((a, b) => a.generation - b.generation);
    return shares.at(-1)?.id ?? null;
}

/** The recording notice this participant must see now: {kind, recording} or null. */
export function noticeFor(room) {
    const { phase, recording } = room.recording;
    if (!recording) {
        return null;
    }
    if (phase === 'starting') {
        return { kind: 'starting', recording };
    }
    return isRunning(phase) && room.me?.consent === 'asked' ? { kind: 'recording', recording } : null;
}

/** A recording exists and can be stopped, even while paused. */
export function isRunning(phase) {
    return phase === 'recording' || phase === 'paused';
}

/**
 * State of the recording control at the bottom left and in the menu.
 * indicator: "none" | "starting" | "recording" | "paused" | "interrupted";
 * control: "none" | "start" | "stop"; pausing: "none" | "pause" | "resume".
 */
export function recordingView(room) {
    const { phase, interrupted, notConfirmed } = room.recording;
    const runs = interrupted ? 'interrupted' : 'recording';
    const indicator = { starting: 'starting', recording: runs, paused: 'paused' }[phase] ?? 'none';
    const control = { idle: 'start', starting: 'stop', recording: 'stop', paused: 'stop' }[phase] ?? 'none';
    const pausing = { recording: 'pause', paused: 'resume', interrupted: 'none' }[indicator] ?? 'none';
    // The service has judged which device this is.
    const enabled = room.me?.formFactor === 'desktop';
    return {
        indicator,
        control: room.mayModerate ? control : 'none',
        pausing: room.mayModerate && enabled ? pausing : 'none',
        enabled,
        marks: room.mayModerate && isRunning(phase) && !interrupted,
        showsTime: room.mayModerate && isRunning(phase),
        notConfirmed: room.mayModerate && isRunning(phase) ? notConfirmed : 0,
    };
}

/** Recorded time at `now`, ms: the service's value plus the time since, which stops during pauses and interruptions. */
export function elapsedAt(room, now) {
    const { phase, elapsed, interrupted } = room.recording;
    return phase === 'recording' && !interrupted ? elapsed + Math.max(0, now - room.told) : elapsed;
}

/** Recording problems for moderators: {busy, silent, minutesLeft: number or null}. */
export function recordingTroubles(room, now) {
    const { phase, overloaded, silent, limit, interrupted } = room.recording;
    if (!room.mayModerate || !isRunning(phase) || interrupted) {
        return { busy: false, silent: false, minutesLeft: null };
    }
    const left = limit - elapsedAt(room, now);
    // Within 15 minutes of the limit, or within its last tenth if that is shorter.
    const isNear = left <= Math.min(15 * MINUTE_MS, limit / 10);
    return { busy: overloaded, silent, minutesLeft: isNear ? Math.max(1, Math.ceil(left / MINUTE_MS)) : null };
}

/** When the session ends by itself: {closing: "no" | "hostLeft" | "limit", left: ms at `now`}. */
export function closingAt(room, now) {
    const { closing, left } = room.snapshot.session;
    return { closing, left: Math.max(0, left - (now - room.told)) };
}

/** m:ss */
export function formatMinutes(milliseconds) {
    const seconds = Math.ceil(milliseconds / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** h:mm:ss */
export function formatElapsed(milliseconds) {
    const seconds = Math.floor(milliseconds / 1000);
    const two = (value) => String(value).padStart(2, '0');
    return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Initials for a tile without video: of the first and the last word. */
export function initialsOf(name) {
    const words = name.trim().split(/\s+/).filter(Boolean);
    const first = (word) => [...(word ?? '')][0] ?? '';
    const last = words.length > 1 ? first(words.at(-1)) : '';
    return (first(words[0]) + last).toLocaleUpperCase();
}
