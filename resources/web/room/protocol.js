// Encodes and decodes the messages of app/room/protocol/protocol.md. Pure.
import {
    CLIENT_MESSAGES,
    MalformedError,
    SERVICE_MESSAGES,
    faultIn,
    isAnswerId,
    isMessageId,
} from './protocol_schema.js';

export { MalformedError } from './protocol_schema.js';

export const VERSION = 2;
export const SUBPROTOCOL = 'proscenium.v2';
export const MAX_MESSAGE_BYTES = 256 * 1024;

/** The text of a message; `id` requests an answer. Throws MalformedError for an invalid message. */
export function buildMessage(type, fields = {}, id = null) {
    const schema = Object.hasOwn(CLIENT_MESSAGES, type) ? CLIENT_MESSAGES[type] : null;
    const fault = schema ? faultIn(fields, schema) : 'type is unknown';
    if (fault) {
        throw new MalformedError(`${type}: ${fault}`);
    }
    if (id !== null && !isMessageId(id)) {
        throw new MalformedError(`${type}: id is wrong`);
    }
    const message = JSON.stringify({ v: VERSION, type, ...(id === null ? {} : { id }), ...fields });
    if (new TextEncoder().encode(message).length > MAX_MESSAGE_BYTES) {
        throw new MalformedError(`${type}: too large`);
    }
    return message;
}

/** {type, re, body} of a message from the service; `re` is 0 when it is not an answer. Throws MalformedError. */
export function parseMessage(data) {
    if (typeof data !== 'string') {
        throw new MalformedError('not text');
    }
    let message;
    try {
        message = JSON.parse(data);
    } catch {
        throw new MalformedError('not JSON');
    }
    if (typeof message !== 'object' || message === null) {
        throw new MalformedError('not an object');
    }
    const { v, type, re = 0, ...body } = message;
    if (v !== VERSION || !isAnswerId(re)) {
        throw new MalformedError('v or re is wrong');
    }
    const schema = Object.hasOwn(SERVICE_MESSAGES, type) ? SERVICE_MESSAGES[type] : null;
    const fault = schema ? faultIn(body, schema) : 'type is unknown';
    if (fault) {
        throw new MalformedError(`${schema ? type : 'message'}: ${fault}`);
    }
    return { type, re, body };
}

/** The service refused, the connection was lost before the answer ("unreachable"), or none came in time ("timeout"). */
export class RequestError extends Error {
    constructor(code, { detail = '', name = '', fatal = false } = {}) {
        super(detail ? `${code}: ${detail}` : code);
        this.code = code;
        this.name = 'RequestError';
        /** The name of the person whose action it was, or "". */
        this.person = name;
        this.fatal = fatal;
    }
}
