// What this browser remembers from one visit to the next: the name and the devices chosen.

const PREFIX = 'proscenium.';

export function recall(key) {
    try {
        return localStorage.getItem(PREFIX + key) ?? '';
    } catch {
        // Storage may be forbidden; then nothing is remembered.
        return '';
    }
}

export function remember(key, value) {
    try {
        localStorage.setItem(PREFIX + key, value);
    } catch {
        // As above.
    }
}
