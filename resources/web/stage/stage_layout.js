// Positions of all tiles. A port of app/stage/stage_layout.cpp with identical results, so that the page
// matches the recorded file. Pure.

export const MAX_PEOPLE = 25;
const GAP_AT_1080 = 12;

const even = (value) => Math.trunc(value / 2) * 2;

/** Scales the gap, defined for a height of 1080, to the stage's height. */
function gapFor(height) {
    return Math.min(2 * GAP_AT_1080, Math.max(2, even((GAP_AT_1080 * height) / 1080)));
}

function gridWith(columns, count, area, gap) {
    const rows = Math.ceil(count / columns);
    const widest = Math.trunc((area.width - gap * (columns + 1)) / columns);
    const highest = Math.trunc((area.height - gap * (rows + 1)) / rows);
    const width = Math.min(widest, Math.trunc((highest * 16) / 9));
    return {
        columns,
        rows,
        width: Math.max(2, even(width)),
        height: Math.max(2, even((width * 9) / 16)),
    };
}

/** The grid with the largest tiles; two people are side by side where the area is wide. */
function bestGrid(count, area, gap) {
    if (count === 2 && area.width >= area.height) {
        return gridWith(2, count, area, gap);
    }
    let best = gridWith(1, count, area, gap);
    for (let columns = 2; columns <= count; columns += 1) {
        const grid = gridWith(columns, count, area, gap);
        if (grid.width > best.width) {
            best = grid;
        }
    }
    return best;
}

/** The rectangles of a grid in the middle of `area`, its last row centred. */
function gridRects(grid, count, area, gap) {
    const stepX = grid.width + gap;
    const stepY = grid.height + gap;
    const top = even(area.y + (area.height - (grid.rows * stepY - gap)) / 2);
    return Array.from({ length: count }, (_, index) => {
        const row = Math.floor(index / grid.columns);
        const inRow = Math.min(grid.columns, count - row * grid.columns);
        const left = even(area.x + (area.width - (inRow * stepX - gap)) / 2);
        return {
            x: left + (index % grid.columns) * stepX,
            y: top + row * stepY,
            width: grid.width,
            height: grid.height,
        };
    });
}

/** The largest 16:9 rectangle in the middle of `area`. */
function centred169(area) {
    const width = Math.trunc((area.height * 16) / 9);
    const whole = width <= area.width
        ? { width, height: area.height }
        : { width: area.width, height: Math.trunc((area.width * 9) / 16) };
    const part = { width: Math.max(2, even(whole.width)), height: Math.max(2, even(whole.height)) };
    return {
        x: even(area.x + (area.width - part.width) / 2),
        y: even(area.y + (area.height - part.height) / 2),
        ...part,
    };
}

/** The first rectangle is the main tile; the others form a strip above it, in several rows if there are many. */
function stripRects(count, size, gap) {
    let mainTop = gap;
    let strip = [];
    if (count > 1) {
        const others = count - 1;
        const grid = bestGrid(others, { width: size.width, height: Math.trunc(size.height / 5) }, gap);
        // The strip is only as high as its tiles, which leaves more room for the main tile.
        const height = grid.rows * (grid.height + gap) - gap;
        strip = gridRects(grid, others, { x: 0, y: gap, width: size.width, height }, gap);
        mainTop = gap + height + gap;
    }
    const main = { x: gap, y: mainTop, width: size.width - 2 * gap, height: size.height - mainTop - gap };
    return [centred169(main), ...strip];
}

function cameraTile(person) {
    return {
        participant: person.participant,
        peer: 'main',
        showsPicture: person.camera,
        fit: person.fit,
        isMain: false,
    };
}

/** At most 25 people, the most recent ones; a highlighted person is always included. */
function choosePeople(scene) {
    const recent = scene.people.slice(-MAX_PEOPLE);
    const highlighted = scene.people.find((person) => person.participant === scene.highlighted);
    if (scene.sharing || !highlighted) {
        return { highlighted: null, others: recent };
    }
    const others = recent.filter((person) => person !== highlighted);
    return { highlighted, others: others.slice(-(MAX_PEOPLE - 1)) };
}

/**
 * The tiles of a stage, without overlap and all inside it.
 * scene: {people: [{participant, camera, fit}] in order of arrival, sharing, highlighted}.
 */
export function layoutStage(scene, size) {
    const stage = { x: 0, y: 0, width: even(size.width), height: even(size.height) };
    const gap = gapFor(stage.height);
    const { highlighted, others } = choosePeople(scene);
    const tiles = others.map(cameraTile);
    if (scene.sharing) {
        const share = { participant: scene.sharing, peer: 'screen', showsPicture: true };
        tiles.unshift({ ...share, fit: 'contain', isMain: true });
    } else if (highlighted) {
        tiles.unshift({ ...cameraTile(highlighted), isMain: true });
    }
    if (tiles.length === 0 || stage.width < 2 || stage.height < 2) {
        return [];
    }
    const rects = tiles[0].isMain
        ? stripRects(tiles.length, stage, gap)
        : gridRects(bestGrid(tiles.length, stage, gap), tiles.length, stage, gap);
    return tiles.map((tile, index) => ({ ...tile, ...rects[index] }));
}
