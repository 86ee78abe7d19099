// A real coturn with the configuration of packaging/config/README.md, and certificates that a browser trusts.
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Process } from '../e2e/desktop.mjs';
import { SERVICE, TURN } from './places.mjs';

const run = promisify(execFile);
export const SECRET = 'a secret of coturn and the service';

/** An authority and one certificate for service and TURN server. `home`: a home folder whose browser trusts it. */
export async function makeCertificates(folder) {
    const file = (name) => join(folder, name);
    const openssl = (...args) => run('openssl', args);
    await openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=Test authority',
        '-keyout', file('authority.key'), '-out', file('authority.pem'));
    await openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=room', '-keyout', file('key.pem'), '-out', file('request.pem'));
    await writeFile(file('names'), `subjectAltName=IP:${SERVICE},IP:${TURN}\n`);
    await openssl('x509', '-req', '-in', file('request.pem'), '-CA', file('authority.pem'), '-CAkey', file('authority.key'), '-days', '2',
        '-extfile', file('names'), '-out', file('certificate.pem'));
    const store = join(folder, 'home', '.pki', 'nssdb');
    await mkdir(store, { recursive: true });
    await run('certutil', ['-N', '-d', `sql:${store}`, '--empty-password']);
    await run('certutil', ['-A', '-d', `sql:${store}`, '-n', 'test', '-t', 'C,,', '-i', file('authority.pem')]);
    return { certificate: file('certificate.pem'), key: file('key.pem'), authority: file('authority.pem'), home: join(folder, 'home') };
}

export class TurnServer {
    static async start(folder, { certificate, key }) {
        const file = join(folder, 'turnserver.conf');
        await writeFile(file, [
            `listening-ip=${TURN}`, `relay-ip=${TURN}`, 'listening-port=3478', 'tls-listening-port=443', 'min-port=40000', 'max-port=40999',
            'use-auth-secret', `static-auth-secret=${SECRET}`, 'realm=room.test', `cert=${certificate}`, `pkey=${key}`,
            'denied-peer-ip=0.0.0.0-255.255.255.255', `allowed-peer-ip=${SERVICE}`,
            'no-cli', 'no-multicast-peers', 'simple-log', 'log-file=stdout', 'verbose', `pidfile=${join(folder, 'turn.pid')}`, `userdb=${join(folder, 'turn.db')}`, '',
        ].join('\n'));
        // Without stdbuf it keeps what it says until there are 4 KiB of it.
        const server = new TurnServer(new Process('stdbuf', ['-oL', 'turnserver', '-c', file]));
        await server.process.line(/TCP listener opened on : .*:443/).catch(async (error) => {
            await server.stop();
            throw error;
        });
        return server;
    }

    constructor(process) {
        this.process = process;
    }

    /** How many connections have found a way through it. */
    get relayed() {
        const bound = this.process.lines.map((line) => line.match(/session (\d+): realm .* incoming packet CHANNEL_BIND processed, success/));
        return new Set(bound.filter(Boolean).map(([, session]) => session)).size;
    }

    stop() {
        return this.process.stop();
    }
}
