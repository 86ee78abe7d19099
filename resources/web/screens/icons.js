// Icons as SVG paths in a 24 by 24 view box, drawn in the colour of the surrounding text.

const BOX = 'M4 5h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1Z M8 21h8';
const LOCK = 'M6 11h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1Z';
const STAND = 'M12 17v4 M9 21h6';

const STROKED = {
    microphone: `M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3Z M6 11a6 6 0 0 0 12 0 ${STAND}`,
    microphoneOff: `M4 4l16 16 M15 9.5V6a3 3 0 0 0-5.7-1.3 M9 9v2a3 3 0 0 0 4.6 2.5 M6 11a6 6 0 0 0 9.5 4.9 M18 11a6 6 0 0 1-.5 2.4 ${STAND}`,
    camera: 'M4 7h9a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2Z M15 11l6-3.5v9L15 13',
    cameraOff: 'M4 4l16 16 M9.5 7H13a2 2 0 0 1 2 2v3.5 M15 15a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2h2 M15 11l6-3.5v9l-4-2.3',
    screen: `${BOX} M12 14V8 M9 11l3-3 3 3`,
    screenOff: `${BOX} M9.5 8.5l5 5 M14.5 8.5l-5 5`,
    hand: 'M7 13V7a1.5 1.5 0 0 1 3 0v4 M10 11V5a1.5 1.5 0 0 1 3 0v6 M13 11V6a1.5 1.5 0 0 1 3 0v6 M16 12V9a1.5 1.5 0 0 1 3 0v6a6 6 0 0 1-6 6h-1a6 6 0 0 1-5-2.7L4 14.5a1.6 1.6 0 0 1 2.6-1.8L7 13.5',
    people: 'M9 5.3a3.2 3.2 0 1 0 0 6.4a3.2 3.2 0 0 0 0-6.4Z M3 19c.5-3.3 2.9-5 6-5s5.5 1.7 6 5 M15.5 5.600a3.2 3.2 0 0 1 0 5.8 M17.5 14.300c2 .6 3.2 2.2 3.5 4.7',
    chat: 'M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-4.5 3.500V17H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2Z M7.5 9.500h9 M7.5 12.800h6',
    mark: 'M7 4h10a1 1 0 0 1 1 1v15l-6-4-6 4V5a1 1 0 0 1 1-1Z',
    leave: 'M13 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h7 M10 12h11 M17 8l4 4-4 4',
    lock: `${LOCK} M8 11V8a4 4 0 0 1 8 0v3`,
    unlock: `${LOCK} M8 11V8a4 4 0 0 1 7.6-1.8`,
    settings: 'M4 7h10 M18 7h2 M16 5v4 M4 17h4 M12 17h8 M10 15v4',
    close: 'M6 6l12 12 M18 6L6 18',
    fit: 'M4 9V4h5 M20 9V4h-5 M4 15v5h5 M20 15v5h-5',
    highlight: 'M12 4l2.4 5 5.6.7-4.1 3.8 1.1 5.5L12 16.3 7 19l1.1-5.5L4 9.7l5.6-.7Z',
    sound: 'M4 10v4h4l5 4V6L8 10Z M16.5 9a4 4 0 0 1 0 6',
};

const FILLED = {
    more: 'M5 10a2 2 0 1 0 0 4a2 2 0 0 0 0-4Z M12 10a2 2 0 1 0 0 4a2 2 0 0 0 0-4Z M19 10a2 2 0 1 0 0 4a2 2 0 0 0 0-4Z',
    record: 'M12 6a6 6 0 1 0 0 12a6 6 0 0 0 0-12Z',
    stop: 'M7 6h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1Z',
    pause: 'M8 6h2a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1Z M14 6h2a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-2a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1Z',
    person: 'M12 12.5a4.5 4.5 0 1 0 0-9a4.5 4.5 0 0 0 0 9Z M3.5 21a8.5 6.5 0 0 1 17 0Z',
};

const SVG = 'http://www.w3.org/2000/svg';

/** Decorative, so hidden from screen readers. */
export function icon(name) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', STROKED[name] ?? FILLED[name]);
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('class', `icon icon-${name} ${name in FILLED ? 'icon-filled' : 'icon-stroked'}`);
    svg.setAttribute('aria-hidden', 'true');
    svg.setAttribute('focusable', 'false');
    svg.append(path);
    return svg;
}
