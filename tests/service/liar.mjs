// A proxy in front of a real room service: forwards both sides' messages, and lies to the client on request.
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { WebSocket, WebSocketServer } from '../web/node_modules/ws/wrapper.mjs';

const PROTOCOL = 'proscenium.v2';
const HTML = '<!DOCTYPE html><html><body><h1>Sign in to the hotel network</h1></body></html>';

/** Messages outside the protocol, by name: [data, isBinary]. */
export const GARBAGE = {
    'nothing': ['', false],
    'no JSON': ['hello', false],
    'HTML': [HTML, false],
    'a state that is cut off': ['{"v":2,"type":"state","revision":7,"room":{"id":"r', false],
    'an order to end that is cut off': ['{"v":2,"type":"endRecording","recording":"', false],
    'an array': ['[{"v":2,"type":"ok"}]', false],
    'null': ['null', false],
    'an unknown type': ['{"v":2,"type":"selfDestruct","re":1}', false],
    'wrong types': ['{"v":2,"type":"sessionEnded","reason":["ended"]}', false],
    'an order without its fields': ['{"v":2,"type":"endRecording"}', false],
    'unknown fields': ['{"v":2,"type":"ok","re":1,"and":"more"}', false],
    'huge numbers': ['{"v":2,"type":"pauseRecorder","recording":"r","epoch":1e308,"paused":true}', false],
    'numbers out of range': ['{"v":2,"type":"ok","re":99999999999999999999}', false],
    'another version': ['{"v":999,"type":"sessionEnded","reason":"ended"}', false],
    'deep nesting': ['['.repeat(5000) + ']'.repeat(5000), false],
    'a megabyte': [JSON.stringify({ v: 2, type: 'ok', re: 1, x: 'x'.repeat(1 << 20) }), false],
    'an answer to nothing': ['{"v":2,"type":"ok","re":77777}', false],
    'a refusal of nothing': ['{"v":2,"type":"error","re":77777,"code":"notAllowed","detail":"no","name":"","fatal":false}', false],
    'an order about another recording': ['{"v":2,"type":"endRecording","recording":"ffffffffffffffffffffffff","epoch":1,"reason":"stopped"}', false],
    'binary': [Buffer.alloc(5000, 0xff), true],
    'a good message in a binary frame': [Buffer.from('{"v":2,"type":"sessionEnded","reason":"ended"}'), true],
};

/** Lies told to a client that reconnects, by name: (liar, request, socket, head). */
export const LIES = {
    'an HTML page': (liar, request_, socket) => socket.end(`HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${HTML.length}\r\n\r\n${HTML}`),
    "a proxy's 403": (liar, request_, socket) => socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'),
    'a closed door': (liar, request_, socket) => socket.destroy(),
    'another subprotocol': (liar, ...upgrade) => liar.accept(liar.foreign, upgrade, () => {}),
    'a good-bye': (liar, ...upgrade) => liar.accept(liar.sockets, upgrade, (client) => client.close(1008, 'policy')),
    'a welcome that is cut off': (liar, ...upgrade) => liar.accept(liar.sockets, upgrade, (client) => {
        client.on('message', () => client.send('{"v":2,"type":"welcome","re":1,"participant":"'));
    }),
    ...Object.fromEntries(['tokenExpired', 'tokenInvalid', 'tooMany', 'unknownRoom', 'malformed', 'unsupportedVersion', 'internal'].map((code) => [
        code, (liar, ...upgrade) => liar.accept(liar.sockets, upgrade, (client) => client.on('message', (text) => {
            client.send(JSON.stringify({ v: 2, type: 'error', re: JSON.parse(text).id, code, detail: 'no', name: '', fatal: true }));
            client.close(1008, code);
        }))])),
};

export class Liar {
    static async before(base) {
        const liar = new Liar(new URL(base));
        liar.server.listen(0, '127.0.0.1');
        await once(liar.server, 'listening');
        liar.base = `http://127.0.0.1:${liar.server.address().port}`;
        return liar;
    }

    constructor(service) {
        Object.assign(this, { service, lie: null, lied: 0, joined: 0, clients: new Set() });
        this.sockets = new WebSocketServer({ noServer: true, handleProtocols: () => PROTOCOL });
        this.foreign = new WebSocketServer({ noServer: true, handleProtocols: (offered) => [...offered][0] && 'other.v1' });
        this.server = createServer((incoming, outgoing) => this.#handOn(incoming, outgoing));
        this.server.on('upgrade', (...upgrade) => {
            upgrade[1].on('error', () => {});
            if (this.lie) {
                this.lied += 1;
                LIES[this.lie](this, ...upgrade);
            } else {
                this.accept(this.sockets, upgrade, (client) => this.#pair(client));
            }
        });
    }

    link(link) {
        return link.replace(this.service.origin, this.base);
    }

    accept(server, upgrade, then) {
        server.handleUpgrade(...upgrade, (client) => {
            this.clients.add(client);
            client.on('close', () => this.clients.delete(client));
            client.on('error', () => {});
            then(client);
        });
    }

    /** Sends to every connected client. */
    send([data, binary]) {
        this.clients.forEach((client) => client.send(data, { binary }));
    }

    cut() {
        this.clients.forEach((client) => client.terminate());
    }

    stop() {
        this.cut();
        this.server.closeAllConnections();
        this.server.close();
    }

    #pair(client) {
        const service = new WebSocket(`ws://${this.service.host}/api/room`, [PROTOCOL]);
        const early = [];
        this.joined += 1;
        client.on('message', (text) => (service.readyState === WebSocket.OPEN ? service.send(String(text)) : early.push(String(text))));
        client.on('close', () => service.terminate());
        service.on('open', () => early.forEach((text) => service.send(text)));
        service.on('message', (text) => client.send(String(text)));
        service.on('close', () => client.close());
        service.on('error', () => client.terminate());
    }

    #handOn(incoming, outgoing) {
        const { method, url, headers } = incoming;
        const up = request({ host: this.service.hostname, port: this.service.port, method, path: url, headers }, (answer) => {
            outgoing.writeHead(answer.statusCode, answer.headers);
            answer.pipe(outgoing);
        });
        up.on('error', () => outgoing.destroy());
        incoming.pipe(up);
    }
}
