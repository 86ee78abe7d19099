// What a message may contain: app/room/protocol/protocol.md as a table. Strict on both sides: a field that
// is missing, unknown, of the wrong type or out of range makes a message malformed.

export class MalformedError extends Error {}

const MAX_INT = 2 ** 31 - 1;

const text = (min, max, pattern = null) => (value) =>
    typeof value === 'string' && value.length >= min && value.length <= max && (!pattern || pattern.test(value));
const anyText = text(0, 65536);
const id = text(1, 256);
const idOrEmpty = text(0, 256);
const bool = (value) => typeof value === 'boolean';
const int = (min, max) => (value) => Number.isInteger(value) && value >= min && value <= max;
const count = int(0, MAX_INT);
const amount = int(0, Number.MAX_SAFE_INTEGER);
const oneOf = (...names) => (value) => names.includes(value);
const list = (check, min = 0, max = 10000) => (value) =>
    Array.isArray(value) && value.length >= min && value.length <= max && value.every((item) => check(item));
const object = (fields) => (value) => faultIn(value, fields) === null;

const peer = oneOf('main', 'screen');
const fit = oneOf('fill', 'contain');
const role = oneOf('host', 'moderator', 'participant');
const formFactor = oneOf('desktop', 'tablet', 'phone');
const client = oneOf('web', 'desktop', 'recorder', 'simulator');
const sdp = text(1, 65536);
const subscription = text(1, 64, /^[A-Za-z0-9_#.-]+$/);
const key = text(1, 64, /^[A-Za-z0-9_#.-]+$/);

const track = object({
    mid: text(1, 64),
    kind: oneOf('audio', 'video'),
    codec: oneOf('opus', 'vp8', 'vp9', 'h264'),
    simulcast: bool,
});

const publication = object({ peer, generation: count, tracks: list(track) });

const participant = object({
    id,
    name: anyText,
    role,
    formFactor,
    client,
    onStage: bool,
    stageOrder: count,
    camera: bool,
    microphone: bool,
    handRaised: bool,
    fit,
    present: bool,
    consent: oneOf('none', 'asked', 'confirmed', 'notNeeded'),
    publications: list(publication),
});

const recording = object({
    phase: oneOf('idle', 'starting', 'recording', 'paused', 'stopping'),
    recording: idOrEmpty,
    epoch: count,
    startedBy: idOrEmpty,
    startedByName: anyText,
    recorder: idOrEmpty,
    elapsed: amount,
    limit: amount,
    interrupted: bool,
    overloaded: bool,
    silent: bool,
    notConfirmed: count,
});

const STATE = {
    revision: amount,
    room: object({
        id,
        title: anyText,
        type: oneOf('channel', 'gallery', 'single'),
        locked: bool,
        subtitles: bool,
        chapters: bool,
    }),
    participants: list(participant),
    recording,
    sfu: object({ state: oneOf('up', 'down', 'missing'), generation: count }),
    highlighted: idOrEmpty,
    waitingCount: count,
};

const iceServer = object({ urls: list(text(1, 1024)), username: anyText, credential: anyText });

const mediaItem = object({
    item: id,
    name: anyText,
    state: oneOf('recording', 'uploading', 'processing', 'ready', 'interrupted', 'failed', 'deleted'),
    reason: anyText,
    created: anyText,
    duration: amount,
    bytes: amount,
    received: amount,
    sha256: anyText,
    binnedUntil: anyText,
});

/** What this page sends. */
export const CLIENT_MESSAGES = {
    join: {
        token: text(1, 4096),
        name: text(1, 80, /\S/),
        formFactor,
        client,
        resume: text(0, 128),
    },
    leave: {},
    endSession: {},
    setMedia: { camera: bool, microphone: bool },
    setStage: { onStage: bool },
    setHand: { raised: bool },
    setFit: { participant: id, fit },
    highlight: { participant: idOrEmpty },
    lockRoom: { locked: bool },
    publish: { peer, sdp },
    unpublish: { peer },
    subscribe: { subscription, participant: id, peer, mids: list(text(1, 64), 1, 8) },
    answer: { subscription, sdp },
    layer: { subscription, mid: text(1, 64), substream: int(0, 2) },
    unsubscribe: { subscription },
    candidate: {
        target: oneOf('publish', 'subscribe'),
        key,
        candidate: text(0, 1024),
        mid: text(0, 64),
        mLineIndex: int(0, 31),
    },
    startRecording: {},
    noticeShown: { recording: id, notice: oneOf('starting', 'recording') },
    confirmRecording: { recording: id },
    stopRecording: { recording: id },
    pauseRecording: { recording: id, paused: bool },
};

/** What the service may send to this page. */
export const SERVICE_MESSAGES = {
    welcome: {
        participant: id,
        resume: text(1, 128),
        role,
        iceServers: list(iceServer),
        state: object(STATE),
    },
    waiting: { reason: oneOf('locked') },
    state: STATE,
    sessionEnded: { reason: oneOf('ended', 'timeout', 'removed') },
    ok: {},
    error: { code: text(1, 64), detail: anyText, name: anyText, fatal: bool },
    published: { peer, generation: count, sdp },
    subscribed: { subscription, sdp },
    subscriptionEnded: { subscription, reason: oneOf('unpublished', 'sfu') },
    recordingEnded: {
        recording: id,
        reason: oneOf('stopped', 'cancelled', 'failed', 'limit', 'diskNearlyFull', 'hostLeft', 'sessionEnded'),
        code: anyText,
        name: anyText,
    },
    mediaItem: { item: mediaItem },
};

/** The first thing wrong with `value`, or null. */
export function faultIn(value, fields) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        return 'not an object';
    }
    for (const [name, check] of Object.entries(fields)) {
        if (!Object.hasOwn(value, name)) {
            return `${name} is missing`;
        }
        if (!check(value[name])) {
            return `${name} is wrong`;
        }
    }
    const unknown = Object.keys(value).find((name) => !Object.hasOwn(fields, name));
    return unknown === undefined ? null : `${unknown} is unknown`;
}

export const isMessageId = int(1, MAX_INT);
/** 0 means that a message answers nothing. */
export const isAnswerId = count;
