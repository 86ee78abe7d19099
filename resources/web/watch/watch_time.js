// Times and preview tiles of the page that plays a recording.

/** 75 -> "1:15", 3675 -> "1:01:15". */
export function clock(seconds) {
    const whole = Math.max(0, Math.floor(seconds));
    const two = (number) => String(number).padStart(2, '0');
    const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** The position in the thumbnail strip of the tile for a moment, px. */
export function tileAt(strip, seconds) {
    const tile = Math.min(strip.tiles - 1, Math.max(0, Math.floor(seconds * 1000 / strip.interval)));
    return { x: tile % strip.columns * strip.tileWidth, y: Math.floor(tile / strip.columns) * strip.tileHeight };
}
