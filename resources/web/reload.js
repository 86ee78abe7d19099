// Runs after the page's own module, also when that did not come: a change of the network while a page loads makes browsers give up what is
// on its way, and they do not try again by themselves. Then the whole page is loaded anew, a few times.

const MOST_RELOADS = 3;
const FIRST_WAIT_MS = 1000;
const KEY = 'proscenium.reloads';

/** How often it was reloaded in vain; where nothing can be remembered, as often as may be. */
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
        // It is not reloaded then.
    }
}

const count = reloads();
if (document.documentElement.dataset.started) {
    remember(0);
} else if (count < MOST_RELOADS) {
    remember(count + 1);
    setTimeout(() => location.reload(), FIRST_WAIT_MS * 2 ** count);
}
