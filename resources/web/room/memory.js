// Values kept in local storage between visits: the name and the chosen devices.

const PREFIX = 'proscenium.';

export function recall(key) {
    try {
        return localStorage.getItem(PREFIX + key) ?? '';
    } catch {
        // Storage may be blocked; then nothing is remembered.
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
