// Runs after the page's main module, even if that failed to load: when the network changes while a page loads, browsers abort the pending
// requests and do not retry them. In that case the whole page is reloaded, up to MOST_RELOADS times.

const MOST_RELOADS = 3;
const FIRST_WAIT_MS = 1000;
const KEY = 'proscenium.reloads';

/** Failed reloads so far; the maximum if storage is blocked, because an uncounted reload could loop forever. */
function reloads() {
    try {
        return Number(sessionStorage.getItem(KEY) ?? 0);
    } catch {
        return MOST_RELOADS;
    }
}

function remember(count) {
    try {
        sessionStorage.setItem(KEY, String(count));
    } catch {
        // Storage is blocked; reloads() then prevents any reload.
    }
}

const count = reloads();
if (document.documentElement.dataset.started) {
    remember(0);
} else if (count < MOST_RELOADS) {
    remember(count + 1);
    setTimeout(() => location.reload(), FIRST_WAIT_MS * 2 ** count);
}
