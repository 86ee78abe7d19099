// A TCP proxy between a program and the service that behaves like a bad network. Stalls, resets and corrupted bytes only affect uploads: corrupted bytes in a
// WebSocket end the connection by its own rules and prove nothing about files.
import net from 'node:net';

const UPLOAD = /^PATCH /;

export class Proxy {
    /**
     * `faults`: { slow, stall, reset, corrupt }: probability of each, per chunk that passes; the last three apply to uploads only.
     * They are random, but occur at the latest after twice the mean number of chunks.
     */
    static async open(port, faults = {}) {
        const proxy = new Proxy();
        Object.assign(proxy, { target: port, faults, sockets: new Set(), left: {}, done: { slowed: 0, cuts: 0, stalls: 0, resets: 0, corrupted: 0, refused: 0 }, isDown: false });
        proxy.server = net.createServer((client) => proxy.accept(client));
        await new Promise((done) => { proxy.server.listen(0, '127.0.0.1', done); });
        proxy.port = proxy.server.address().port;
        return proxy;
    }

    accept(client) {
        this.keep(client);
        if (this.isDown) {
            ++this.done.refused;
            client.resetAndDestroy();
            return;
        }
        const server = this.keep(net.connect(this.target, '127.0.0.1'));
        for (const [from, to, up] of [[client, server, true], [server, client, false]]) {
            from.isUpload = false;
            from.on('data', (chunk) => this.pass(from, to, chunk, up));
            from.on('end', () => to.end());
            from.on('close', () => to.destroy());
        }
    }

    /** Also tracks a refused connection: nothing may remain open after close(). */
    keep(socket) {
        this.sockets.add(socket);
        socket.on('error', () => socket.destroy());
        socket.on('close', () => this.sockets.delete(socket));
        return socket;
    }

    happens(fault) {
        const part = this.faults[fault] ?? 0;
        if (part === 0) {
            return false;
        }
        this.left[fault] ??= Math.ceil(Math.random() * 2 / part);
        if (--this.left[fault] > 0) {
            return false;
        }
        this.left[fault] = undefined;
        return true;
    }

    async pass(from, to, chunk, up) {
        from.pause();
        if (up && UPLOAD.test(chunk.subarray(0, 16).toString('latin1'))) {
            from.isUpload = true;
        }
        if (this.happens('slow')) {
            ++this.done.slowed;
            await wait(this.faults.slowMs ?? 200);
        }
        if (from.isUpload && this.happens('stall')) {
            ++this.done.stalls;
            await wait(this.faults.stallMs ?? 20000);
        }
        if (from.isUpload && this.happens('reset')) {
            ++this.done.resets;
            to.write(chunk.subarray(0, Math.floor(chunk.length / 2)));
            from.resetAndDestroy();
            to.destroy();
            return;
        }
        if (from.isUpload && chunk.length > 1000 && this.happens('corrupt')) {
            ++this.done.corrupted;
            const wrong = Buffer.from(chunk);
            wrong[wrong.length - 1 - Math.floor(Math.random() * 500)] ^= 0x55;
            chunk = wrong;
        }
        if (!to.destroyed && !to.write(chunk)) {
            await new Promise((done) => { to.once('drain', done); to.once('close', done); });
        }
        from.resume();
    }

    /** Stops injecting faults. */
    calm() {
        this.faults = {};
    }

    /** Closes every connection and accepts none for this long. */
    async cut(milliseconds) {
        ++this.done.cuts;
        this.isDown = true;
        for (const socket of this.sockets) {
            socket.resetAndDestroy();
        }
        await wait(milliseconds);
        this.isDown = false;
    }

    close() {
        for (const socket of this.sockets) {
            socket.destroy();
        }
        return new Promise((done) => { this.server.close(done); });
    }
}

const wait = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });
