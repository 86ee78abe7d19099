// Checks messages against the tables that are generated from the program (protocol_fields.js). Strict on both sides: a field that is
// missing, unknown, of the wrong type or out of range makes a message malformed.
import { CLIENT_FIELDS, SERVICE_FIELDS } from './protocol_fields.js';

export class MalformedError extends Error {}

const MAX_INT = 2 ** 31 - 1;

const isText = (value, min, max) => typeof value === 'string' && value.length >= min && value.length <= max;
const isInt = (value, min, max) => Number.isInteger(value) && value >= min && value <= max;
const isList = (value, min, max) => Array.isArray(value) && value.length >= min && value.length <= max;
/** ISO 8601 with an offset from UTC, as the service writes it. */
const isDate = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)?$/.test(value) && !Number.isNaN(Date.parse(value));

/** Each kind of field, as in app/base/json_fields.h: (value, ...limits) => whether the value is valid. */
const KINDS = {
    text: isText,
    visible: (value, max) => isText(value, 1, max) && /\S/.test(value),
    key: (value) => isText(value, 1, 64) && /^[A-Za-z0-9_#.-]+$/.test(value),
    id: (value) => isText(value, 1, 64) && /^[A-Za-z0-9_-]+$/.test(value),
    idOrEmpty: (value) => isText(value, 0, 64) && /^[A-Za-z0-9_-]*$/.test(value),
    bool: (value) => typeof value === 'boolean',
    int: isInt,
    oneOf: (value, ...names) => names.includes(value),
    date: isDate,
    dateOrEmpty: (value) => value === '' || isDate(value),
    texts: (value, min, max) => isList(value, min, max) && value.every((item) => isText(item, 0, 1024)),
    list: (value, min, max, fields) => isList(value, min, max) && value.every((item) => faultIn(item, fields) === null),
    object: (value, fields) => faultIn(value, fields) === null,
};

/** Messages this page never sends: only recorders and Media and Files do. */
const NOT_SENT = ['setRecordingOptions', 'recorderStarted', 'recorderAlive', 'recorderStopped', 'recorderFailed',
    'listMedia', 'mediaLink', 'shareMedia', 'renameMedia', 'deleteMedia', 'restoreMedia', 'revokeLinks'];
/** Messages sent only to recorders, or to the client that requested them. */
const NOT_RECEIVED = ['beginRecording', 'pauseRecorder', 'endRecording', 'mediaList', 'mediaLinkReady'];

const without = (tables, names) => Object.fromEntries(Object.entries(tables).filter(([type]) => !names.includes(type)));

/** Messages this page sends. */
export const CLIENT_MESSAGES = without(CLIENT_FIELDS, NOT_SENT);
/** Messages the service may send to this page. */
export const SERVICE_MESSAGES = without(SERVICE_FIELDS, NOT_RECEIVED);

/** The first thing wrong with `value`, or null. */
export function faultIn(value, fields) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        return 'not an object';
    }
    for (const [name, [kind, ...limits]] of Object.entries(fields)) {
        if (!Object.hasOwn(value, name)) {
            return `${name} is missing`;
        }
        if (!KINDS[kind](value[name], ...limits)) {
            return `${name} is wrong`;
        }
    }
    const unknown = Object.keys(value).find((name) => !Object.hasOwn(fields, name));
    return unknown === undefined ? null : `${unknown} is unknown`;
}

export const isMessageId = (value) => isInt(value, 1, MAX_INT);
/** 0 means that the message is not an answer. */
export const isAnswerId = (value) => isInt(value, 0, MAX_INT);
