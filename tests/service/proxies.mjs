// Proxies between a recorder and the service: one of our own that refuses on request, and a real nginx.
import { spawn } from 'node:child_process';
import { access, chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { freePort, until } from './service.mjs';

/** Forwards HTTP and WebSockets; where `refuse(request)` returns {status, body}, that is the answer. */
export class RefusingProxy {
    static async to(port, refuse) {
        const proxy = new RefusingProxy();
        proxy.requests = [];
        proxy.sockets = new Set();
        proxy.server = createServer((asked, answer) => {
            proxy.requests.push({ method: asked.method, replaced: asked.headers['x-http-method-override'], path: asked.url });
            const refusal = refuse(asked);
            if (refusal) {
                asked.resume();
                answer.writeHead(refusal.status, { 'Content-Type': 'text/html' }).end(refusal.body);
                return;
            }
            const { method, url: path, headers } = asked;
            const passed = request({ host: '127.0.0.1', port, method, path, headers }, (got) => {
                answer.writeHead(got.statusCode, got.headers);
                got.pipe(answer);
            });
            passed.on('error', () => answer.destroy());
            asked.pipe(passed);
        });
        proxy.server.on('upgrade', (asked, client, head) => {
            const service = connect(port, '127.0.0.1', () => {
                const fields = asked.rawHeaders.flatMap((name, i, all) => (i % 2 === 0 ? [`${name}: ${all[i + 1]}`] : []));
                service.write([`${asked.method} ${asked.url} HTTP/1.1`, ...fields, '', ''].join('\r\n'));
                service.write(head);
                service.pipe(client).pipe(service);
            });
            for (const [socket, other] of [[client, service], [service, client]]) {
                proxy.sockets.add(socket);
                socket.on('error', () => {});
                socket.on('close', () => other.destroy());
            }
        });
        await new Promise((done) => { proxy.server.listen(0, '127.0.0.1', done); });
        proxy.base = `http://127.0.0.1:${proxy.server.address().port}`;
        return proxy;
    }

    close() {
        this.sockets.forEach((socket) => socket.destroy());
        this.server.closeAllConnections();
        this.server.close();
    }
}

/** The path of nginx, or null. */
export async function findNginx() {
    for (const folder of [...process.env.PATH.split(delimiter), '/usr/sbin']) {
        const path = join(folder, 'nginx');
        if (await access(path).then(() => true, () => false)) {
            return path;
        }
    }
    return null;
}

const NOBODY = 65534;

/** nginx with default settings, except for its port, its upstream and the location of its files. */
export class Nginx {
    static async to(port, program, folder) {
        const nginx = new Nginx();
        const own = await freePort();
        await mkdir(folder, { recursive: true });
        await chmod(folder, 0o777);
        nginx.log = join(folder, 'access.log');
        const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n    ');
        await writeFile(join(folder, 'nginx.conf'), `daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events {}
http {
    log_format short '$request_method $status $content_length';
    access_log ${nginx.log} short;
    ${paths}
    server {
        listen 127.0.0.1:${own};
        location / {
            proxy_pass http://127.0.0.1:${port};
            proxy_http_version 1.1;
            proxy_set_header Host $host:$server_port;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $http_connection;
        }
    }
}
`);
        const asRoot = process.getuid() === 0;
        nginx.process = spawn(program, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')],
            { stdio: 'inherit', ...(asRoot ? { uid: NOBODY, gid: NOBODY } : {}) });
        nginx.base = `http://127.0.0.1:${own}`;
        await until(() => fetch(`${nginx.base}/api/health`).then(({ ok }) => ok, () => false), 'nginx answers');
        return nginx;
    }

    /** Method, status and length of each request. */
    async requests() {
        return (await readFile(this.log, 'utf8')).trim().split('\n').map((line) => {
            const [method, status, length] = line.split(' ');
            return { method, status: Number(status), length: Number(length) || 0 };
        });
    }

    close() {
        this.process.kill('SIGTERM');
    }
}

