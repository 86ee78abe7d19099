// Detects a phone, a tablet or a computer. Decides only what the page offers; the service decides what
// is allowed.

const HANDSET_SHORT_SIDE = 600;
const TABLET_SHORT_SIDE = 900;

function bySize(facts) {
    return facts.shortSide < HANDSET_SHORT_SIDE ? 'phone' : 'tablet';
}

/** "phone", "tablet" or "desktop"; "desktop" when in doubt. */
export function formFactorOf(facts) {
    const agent = facts.userAgent;
    if (/iPhone|iPod/.test(agent)) {
        return 'phone';
    }
    // iPadOS identifies itself as a Macintosh; no Macintosh has a touch screen.
    const isMac = facts.platform === 'MacIntel' || /Macintosh/.test(agent);
    if (/iPad/.test(agent) || (isMac && facts.touchPoints > 1)) {
        return 'tablet';
    }
    if (/Windows Phone|KAIOS|Tizen.*Mobile/i.test(agent)) {
        return 'phone';
    }
    if (/Android|Silk|Kindle|HarmonyOS/.test(agent)) {
        return facts.mobileHint || /\bMobile\b/.test(agent) ? bySizeOrPhone(facts) : 'tablet';
    }
    if (/Windows|CrOS/.test(agent) || isMac) {
        return 'desktop';
    }
    return facts.mobileHint ? bySize(facts) : touchOnlyLinux(facts);
}

// Some Android tablets report "Mobile"; anything of that size is not a phone.
function bySizeOrPhone(facts) {
    return facts.shortSide >= TABLET_SHORT_SIDE ? 'tablet' : 'phone';
}

// "Desktop site" on Android identifies itself as Linux, but touch is then the only input.
function touchOnlyLinux(facts) {
    const touchOnly = facts.touchPoints > 0 && facts.coarsePointer && !facts.anyFinePointer;
    return touchOnly && facts.shortSide < TABLET_SHORT_SIDE ? bySize(facts) : 'desktop';
}

/** Everything this browser reports that formFactorOf() needs. */
export function readFacts(view) {
    const { navigator, screen } = view;
    const matches = (query) => Boolean(view.matchMedia?.(query).matches);
    return {
        userAgent: navigator.userAgent ?? '',
        platform: navigator.platform ?? '',
        mobileHint: Boolean(navigator.userAgentData?.mobile),
        touchPoints: navigator.maxTouchPoints ?? 0,
        coarsePointer: matches('(pointer: coarse)'),
        anyFinePointer: matches('(any-pointer: fine)'),
        shortSide: Math.min(screen.width, screen.height),
    };
}
