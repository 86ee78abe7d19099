// The sources of the client (preset `client`: everything but the room service) as another system compiles them. Printed, one a line:
//   node packaging/lint/client_sources.mjs SYSTEM [--all | --since COMMIT]
// SYSTEM is linux, windows or macos. Without --all: what differs from the commit that --since names, or that baseOfChanges() chooses, and what
// includes that.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const build = path.join(root, 'build/client');
const kLastCommits = 10;

/// The systems for which a source is, by its name; proscenium_of_this_system() of packaging/cmake/options.cmake holds to the same.
const systemsOf = [
    [/(_win32|(^|\/)win32_[^/]*)\.cpp$/, ['windows']],
    [/_macos\.cpp$/, ['macos']],
    [/_linux\.cpp$/, ['linux']],
    [/(_unix|(^|\/)posix_[^/]*)\.cpp$/, ['linux', 'macos']],
];

/// undefined: every system's.
function systemsNamedIn(source) {
    return systemsOf.find(([name]) => name.test(source))?.[1];
}

export function isFor(source, system) {
    return systemsNamedIn(source)?.includes(system) ?? true;
}

function relative(file) {
    return path.relative(root, file);
}

/// CMake compiles several sources as one where it may; the one that it makes includes them.
function sourcesOfUnit(file) {
    if (!file.includes('/Unity/unity_')) {
        return [file];
    }
    return [...readFileSync(file, 'utf8').matchAll(/^#include "(.*)"$/gm)].map((match) => match[1]);
}

function flagsOf(command) {
    const words = command.match(/(?:\\.|"[^"]*"|[^\s])+/g).map((word) => word.replaceAll('\\"', '"'));
    const flags = { defines: [], includes: [], systemIncludes: [] };
    words.forEach((word, i) => {
        if (word.startsWith('-D')) {
            flags.defines.push(word);
        } else if (word === '-isystem') {
            flags.systemIncludes.push(words[i + 1]);
        } else if (word.startsWith('-I')) {
            flags.includes.push(word.slice(2));
        }
    });
    return flags;
}

function foldersOwn(folder, system) {
    return readdirSync(path.join(root, folder))
        .filter((name) => systemsNamedIn(name)?.includes(system))
        .map((name) => path.join(folder, name));
}

/// Every source with its flags: a map from its path to { defines, includes, systemIncludes }.
export function clientSources(system) {
    execFileSync('cmake', ['--preset', 'client'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    const sources = new Map();
    for (const entry of JSON.parse(readFileSync(path.join(build, 'compile_commands.json'), 'utf8'))) {
        const ours = sourcesOfUnit(entry.file).map(relative).filter((file) => /^(app|ui)\//.test(file));
        if (ours.length === 0) {
            continue;
        }
        const flags = flagsOf(entry.command);
        for (const source of ours) {
            if (isFor(source, system)) {
                sources.set(source, flags);
            }
            for (const own of foldersOwn(path.dirname(source), system)) {
                sources.set(own, flags);
            }
        }
    }
    return new Map([...sources].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function includedBy(file) {
    return [...readFileSync(path.join(root, file), 'utf8').matchAll(/^\s*#\s*include "([^"]+)"/gm)]
        .map((match) => match[1])
        .filter((header) => existsSync(path.join(root, header)));
}

function git(...words) {
    return execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).split('\n').filter(Boolean);
}

/// Where the branch left the default one of `origin`. A clone of what has landed says nowhere how much of it is new: there the last commits are
/// taken, which cost a minute and are more than one push brings. Undefined where no commit is older.
function baseOfChanges() {
    const commitOf = (...words) => {
        try {
            return git(...words)[0];
        } catch {
            return undefined; // no such branch
        }
    };
    const head = commitOf('rev-parse', 'HEAD');
    const branches = ['origin/HEAD', 'origin/main', 'origin/master'];
    const left = branches.map((branch) => commitOf('merge-base', 'HEAD', branch)).find(Boolean);
    const older = left && left !== head ? left : git('rev-list', '--first-parent', `--max-count=${kLastCommits + 1}`, 'HEAD').at(-1);
    return older === head ? undefined : older;
}

/// Those of `sources` that differ from `commit`, or include a header that does.
export function changedSources(sources, commit) {
    const changed = new Set([...git('diff', '--name-only', commit), ...git('ls-files', '--others', '--exclude-standard')]);
    const known = new Map();
    const isChanged = (file) => {
        if (!known.has(file)) {
            known.set(file, changed.has(file));
            known.set(file, changed.has(file) || includedBy(file).some(isChanged));
        }
        return known.get(file);
    };
    return new Map([...sources].filter(([source]) => isChanged(source)));
}

/// The sources that the words of a command line ask for.
export function chosenSources(system, words) {
    const sources = clientSources(system);
    if (words[0] === '--all' && words.length === 1) {
        return sources;
    }
    if (words.length === 0) {
        const base = baseOfChanges();
        console.log(base ? `What differs from ${git('log', '-1', '--format=%h (%s)', base)[0]}:` : 'There is no older commit: everything.');
        return base ? changedSources(sources, base) : sources;
    }
    if (words[0] === '--since' && words.length === 2) {
        return changedSources(sources, words[1]);
    }
    throw new Error('expected nothing, --all, or --since COMMIT');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const [system, ...words] = process.argv.slice(2);
    console.log([...chosenSources(system, words).keys()].join('\n'));
}
