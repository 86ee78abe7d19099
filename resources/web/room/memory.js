// Values kept in local storage between visits: the name, the chosen devices, and a word for this browser.

const PREFIX = 'proscenium.';

export function recall(key) {
    try {
        return localStorage.getItem(PREFIX + key) ?? '';
    } catch {
        // Storage may be blocked; then nothing is remembered.
        return '';
    }
}

/** A random word by which the room knows this browser again, so that somebody who was removed has to be let in. */
export function deviceWord() {
    const known = recall('device');
    if (/^[0-9a-f]{32}$/.test(known)) {
        return known;
    }
    const word = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    remember('device', word);
    return word;
}

export function remember(key, value) {
    try {
        localStorage.setItem(PREFIX + key, value);
    } catch {
        // As above.
    }
}
