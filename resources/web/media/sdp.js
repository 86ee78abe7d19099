// What our session descriptions say otherwise than the browser would. Pure.

/** Shared sound is music as often as speech. */
const STEREO = { stereo: 1, 'sprop-stereo': 1, maxaveragebitrate: 192000 };

/**
 * Without the RTP extension for orientation a browser turns a phone's picture itself, so that it is upright everywhere: Firefox does not read the extension.
 * Not so Chromium: it sends no picture that it would have to turn.
 */
export function withoutOrientation(sdp) {
    return sdp.replace(/^a=extmap:\S+ urn:3gpp:video-orientation\r?\n/gm, '');
}

/** Asks for Opus in stereo and enough bits for music, in the sections of sound. In an offer or answer: what its author wants to receive, and may send. */
export function withStereo(sdp) {
    return sdp.split(/^(?=m=)/m).map((section) => (section.startsWith('m=audio') ? stereoSection(section) : section)).join('');
}

function stereoSection(section) {
    const payload = section.match(/^a=rtpmap:(\d+) opus\/48000\/2\r?$/im)?.[1];
    if (!payload) {
        return section;
    }
    const format = new RegExp(`^a=fmtp:${payload} (.*?)(\r?)$`, 'm');
    if (!format.test(section)) {
        return section.replace(new RegExp(`^(a=rtpmap:${payload} .*?)(\r?\n|$)`, 'm'), `$1$2a=fmtp:${payload} ${parametersOf('')}$2`);
    }
    return section.replace(format, (line, parameters, end) => `a=fmtp:${payload} ${parametersOf(parameters)}${end}`);
}

function parametersOf(text) {
    const kept = text.split(';').map((each) => each.trim()).filter((each) => each && !(each.split('=')[0] in STEREO));
    return [...kept, ...Object.entries(STEREO).map(([name, value]) => `${name}=${value}`)].join(';');
}
