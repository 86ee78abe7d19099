// A TCP relay in front of the service that can be slow, and can be cut.
import { connect, createServer } from 'node:net';

export class SlowWire {
    /** `bytesPerSecond` holds for what clients send; answers pass at once. */
    static async to(port, { bytesPerSecond = Infinity } = {}) {
        const wire = new SlowWire();
        wire.server = createServer((client) => wire.#relay(client, connect(port, '127.0.0.1'), bytesPerSecond));
        await new Promise((done) => { wire.server.listen(0, '127.0.0.1', done); });
        wire.base = `http://127.0.0.1:${wire.server.address().port}`;
        return wire;
    }

    constructor() {
        Object.assign(this, { sent: 0, cuts: 0, cutAfter: Infinity, sockets: new Set() });
    }

    /** Once, when so many more bytes have passed. */
    cutOnceAfter(bytes) {
        this.cutAfter = this.sent + bytes;
    }

    cut() {
        this.cuts += 1;
        this.cutAfter = Infinity;
        this.sockets.forEach((socket) => socket.destroy());
    }

    close() {
        this.sockets.forEach((socket) => socket.destroy());
        this.server.close();
    }

    #relay(client, service, bytesPerSecond) {
        for (const [socket, other] of [[client, service], [service, client]]) {
            this.sockets.add(socket);
            socket.setNoDelay(true);
            socket.on('error', () => {});
            socket.on('close', () => {
                this.sockets.delete(socket);
                other.destroy();
            });
        }
        service.pipe(client);
        client.on('data', (bytes) => {
            this.sent += bytes.length;
            if (this.sent >= this.cutAfter) {
                this.cut();
                return;
            }
            client.pause();
            service.write(bytes);
            setTimeout(() => client.resume(), bytes.length * 1000 / bytesPerSecond);
        });
    }
}
