// A TCP relay in front of the service that can be throttled and cut.
import { connect, createServer } from 'node:net';

/** Throttled data passes in small, regular portions, not in bursts. */
const DROPS_PER_SECOND = 10;

export class SlowWire {
    /** `bytesPerSecond` applies to data from clients, per connection; answers pass at once. It may be changed at any time. */
    static async to(port, { bytesPerSecond = Infinity } = {}) {
        const wire = new SlowWire();
        wire.bytesPerSecond = bytesPerSecond;
        wire.server = createServer((client) => wire.#relay(client, connect(port, '127.0.0.1')));
        await new Promise((done) => { wire.server.listen(0, '127.0.0.1', done); });
        wire.base = `http://127.0.0.1:${wire.server.address().port}`;
        return wire;
    }

    constructor() {
        Object.assign(this, { sent: 0, cuts: 0, cutAfter: Infinity, sockets: new Set() });
    }

    /** Cuts once, after this many more bytes have passed. */
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

    #relay(client, service) {
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
        client.on('data', async (bytes) => {
            client.pause();
            await this.#drip(bytes, service);
            client.resume();
        });
    }

    async #drip(bytes, service) {
        for (let at = 0; at < bytes.length && !service.destroyed;) {
            const drop = bytes.subarray(at, at + Math.max(1, Math.ceil(Math.min(bytes.length, this.bytesPerSecond / DROPS_PER_SECOND))));
            at += drop.length;
            this.sent += drop.length;
            if (this.sent >= this.cutAfter) {
                this.cut();
                return;
            }
            service.write(drop);
            await new Promise((done) => { setTimeout(done, drop.length * 1000 / this.bytesPerSecond); });
        }
    }
}
