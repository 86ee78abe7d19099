// Loaded with `node --import`: a hanging test process reports where it hangs before ctest kills it, and exits. PROSCENIUM_TEST_SECONDS is ctest's limit;
// without it there is no watchdog. It runs in its own thread, because the tests' thread may be in an endless loop.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeSync } from 'node:fs';
import { Session } from 'node:inspector';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

/** How long before ctest's limit it fires: earlier in a test file than in the `node --test` that runs it, so that the file's report is complete by then. */
const BEFORE_S = { file: 16, runner: 9 };
/** Time allowed for an answer. */
const PATIENCE_MS = 1000;
const DEBUGGER_MS = 4000;

// Not console: in a worker that goes through the main thread, which hangs.
const say = (text) => writeSync(2, `${text}\n`);

/** At which second of its life a process with this limit reports. */
function secondsToLive(limit) {
    const isRunner = process.execArgv.includes('--test');
    return Math.max(limit * 0.7, limit - (isRunner ? BEFORE_S.runner : BEFORE_S.file));
}

/** Runs in the tests' thread, if its event loop still runs. */
function describeHandles() {
    process.report.excludeNetwork = true;
    const handles = process.report.getReport().libuv.filter((handle) => handle.is_active && handle.is_referenced !== false && handle.type !== 'loop');
    const about = ({ type, fd, pid, localEndpoint, remoteEndpoint, firesInMsFromNow: fires, writeQueueSize: queued }) =>
        JSON.stringify({ type, fd, pid, local: localEndpoint?.port, remote: remoteEndpoint?.port, fires, queued });
    return [`resources: ${process.getActiveResourcesInfo().join(' ') || 'none'}`, 'handles that keep it alive:', ...handles.map(about)].join('\n');
}

const place = ({ functionName, url, lineNumber }) => `    ${functionName || 'anonymous'} (${url}:${lineNumber + 1})`;

/** The stack of the tests' thread in an endless loop, obtained by pausing it with the debugger. */
function stackOf(session) {
    return new Promise((done) => {
        setTimeout(() => done('    none: it runs no JavaScript'), PATIENCE_MS);
        session.once('Debugger.paused', ({ params: { callFrames } }) => {
            done(callFrames.map(({ functionName, url, location }) => place({ functionName, url, lineNumber: location.lineNumber })).join('\n'));
        });
        session.post('Debugger.enable');
        session.post('Debugger.pause');
    });
}

/** Profile of the tests' thread, most frequent first. */
function hotPlaces(session) {
    return new Promise((done) => {
        session.post('Profiler.enable');
        session.post('Profiler.start');
        setTimeout(() => session.post('Profiler.stop', (error, { profile } = {}) => {
            const nodes = profile?.nodes.filter(({ hitCount }) => hitCount > 0) ?? [];
            nodes.sort((a, b) => b.hitCount - a.hitCount);
            done(nodes.slice(0, 12).map(({ hitCount, callFrame }) => `${place(callFrame)}: ${hitCount} samples`).join('\n'));
        }), PATIENCE_MS);
    });
}

/** Its child processes that still exist. */
function children() {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
        try {
            const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
            const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
            const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, 2).join(' ');
            return Number(parent) === process.pid ? [{ pid: Number(pid), what: `    ${pid} ${state} ${command}` }] : [];
        } catch {
            return [];
        }
    });
}

/** The native stack of the main thread, where gdb is installed. */
function nativeStack() {
    try {
        return execFileSync('gdb', ['-p', String(process.pid), '-batch', '-ex', 'thread apply 1 backtrace 16'],
            { encoding: 'utf8', timeout: DEBUGGER_MS, stdio: ['ignore', 'pipe', 'ignore'] }).split('\n').filter((line) => line.startsWith('#')).map((line) => `    ${line}`).join('\n');
    } catch {
        return '    unknown: there is no gdb';
    }
}

function end(pid, signal) {
    try {
        process.kill(pid, signal);
    } catch {
        // It has already ended.
    }
}

async function speakAndEnd({ seconds, command }) {
    // A session alone does not keep the thread alive.
    setInterval(() => {}, 1000);
    const session = new Session();
    session.connectToMainThread();
    const answered = new Promise((done) => {
        setTimeout(done, PATIENCE_MS);
        parentPort.once('message', done);
    });
    parentPort.postMessage('describe');
    const handles = await answered;
    const before = process.cpuUsage();
    const since = Date.now();
    const running = handles === undefined ? await stackOf(session) : await hotPlaces(session);
    const used = process.cpuUsage(before);
    const started = children();
    say(`watchdog: ${command} (process ${process.pid}) is not done after ${Math.round(seconds)} s`);
    say(handles ?? 'its event loop does not turn');
    say(`processor: ${Math.round((used.user + used.system) / 1000)} ms in ${Date.now() - since}; JavaScript:\n${running}`);
    say(`its main thread:\n${nativeStack()}`);
    say(`processes that it started:\n${started.map(({ what }) => what).join('\n')}`);
    started.forEach(({ pid }) => end(pid, 'SIGTERM'));
    end(process.pid, 'SIGKILL');
}

const limit = Number(process.env.PROSCENIUM_TEST_SECONDS);
if (!isMainThread && workerData?.watchdog) {
    setTimeout(() => speakAndEnd(workerData.watchdog), workerData.watchdog.seconds * 1000);
} else if (isMainThread && limit > 0) {
    const watchdog = { seconds: secondsToLive(limit), command: process.argv.slice(1).join(' ') || 'node --test' };
    // Without this process's options, which would load this file once more.
    const worker = new Worker(new URL(import.meta.url), { workerData: { watchdog }, execArgv: [], env: { ...process.env, NODE_OPTIONS: '' } });
    worker.on('message', () => worker.postMessage(describeHandles()));
    // The watchdog must not keep the process alive.
    worker.unref();
}
