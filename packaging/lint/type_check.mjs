// Type-checks the client's sources for another system with Debian's headers of the libraries; packaging/check_windows.sh and check_macos.sh
// call it:
//   node packaging/lint/type_check.mjs SYSTEM MKSPEC [--all | --since COMMIT] -- COMPILER FLAG...
// MKSPEC is Qt's description of the system's compiler. Nothing is linked. Exits with 1 where a source does not compile without a warning.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chosenSources, root } from './client_sources.mjs';

const kWarnings = ['-Wall', '-Wextra', '-Wpedantic', '-Wshadow', '-Wconversion', '-Wnon-virtual-dtor', '-Wold-style-cast',
    '-Woverloaded-virtual', '-Werror'];

/// Headers that lie between glibc's, which the other system's have to replace.
const kBetweenTheSystems = ['libavcodec', 'libavdevice', 'libavformat', 'libavutil', 'libswresample', 'libyuv', 'libyuv.h', 'tl', 'zimg.h'];

function linkHeaders(folder) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const name of kBetweenTheSystems) {
        const places = ['/usr/include', ...debianFolders()].map((place) => path.join(place, name));
        const found = places.find((place) => existsSync(place));
        if (!found) {
            throw new Error(`${name} is not installed; run packaging/setup.sh build`);
        }
        symlinkSync(found, path.join(folder, name));
    }
}

function debianFolders() {
    return ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((triplet) => path.join('/usr/include', triplet)).filter(existsSync);
}

/// Without D-Bus, which only the branches for Linux may use.
function argumentsFor({ defines, includes, systemIncludes }, mkspec) {
    const isSystems = (folder) => folder === '/usr/include' || debianFolders().includes(folder);
    return [
        ...defines.filter((define) => define !== '-DQT_DBUS_LIB'),
        ...includes.flatMap((folder) => ['-I', folder]),
        ...systemIncludes
            .filter((folder) => !isSystems(folder) && !folder.endsWith('/QtDBus'))
            .flatMap((folder) => ['-isystem', folder.replace(/mkspecs\/linux-g\+\+$/, `mkspecs/${mkspec}`)]),
    ];
}

function run(compiler, words) {
    return new Promise((resolve) => {
        execFile(compiler, words, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
            resolve({ ok: !error, text: stdout + stderr || String(error ?? '') });
        });
    });
}

async function checkAll(sources, compile) {
    const left = [...sources];
    let faults = 0;
    const worker = async () => {
        for (let next = left.shift(); next; next = left.shift()) {
            const { ok, text } = await compile(...next);
            console.log(`${ok ? 'ok  ' : 'FAIL'} ${next[0]}`);
            if (!ok) {
                faults += 1;
                console.log(text);
            }
        }
    };
    await Promise.all(Array.from({ length: os.availableParallelism() }, worker));
    return faults;
}

const divide = process.argv.indexOf('--');
const [system, mkspec, ...words] = process.argv.slice(2, divide);
const [compiler, ...flags] = process.argv.slice(divide + 1);
const headers = path.join(root, 'build', `headers-${system}`);
linkHeaders(headers);
const sources = chosenSources(system, words);
const faults = await checkAll(sources, (source, own) =>
    run(compiler, [...flags, '-std=c++20', '-fsyntax-only', ...kWarnings, ...argumentsFor(own, mkspec), '-isystem', headers, source]));
console.log(`${sources.size} sources checked for ${system}, ${faults} with errors or warnings.`);
process.exit(faults === 0 ? 0 : 1);
