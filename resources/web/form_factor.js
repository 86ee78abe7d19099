// Is this a phone, a tablet or a computer? It decides nothing but what is offered: the service
// decides what is allowed.

const HANDSET_SHORT_SIDE = 600;
const TABLET_SHORT_SIDE = 900;

function bySize(facts) {
    return facts.shortSide < HANDSET_SHORT_SIDE ? 'phone' : 'tablet';
}

/** "phone", "tablet" or "desktop". When in doubt, a computer. */
export function formFactorOf(facts) {
    const agent = facts.userAgent;
    if (/iPhone|iPod/.test(agent)) {
        return 'phone';
    }
    // iPadOS says that it is a Macintosh; no Macintosh has a touch screen.
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

// A few Android tablets say "Mobile"; nothing as large as that is a phone.
function bySizeOrPhone(facts) {
    return facts.shortSide >= TABLET_SHORT_SIDE ? 'tablet' : 'phone';
}

// "Desktop site" on Android says that it is Linux: then there is a finger and nothing else.
function touchOnlyLinux(facts) {
    const touchOnly = facts.touchPoints > 0 && facts.coarsePointer && !facts.anyFinePointer;
    return touchOnly && facts.shortSide < TABLET_SHORT_SIDE ? bySize(facts) : 'desktop';
}

/** What this browser says of itself. */
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
