import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { layerFor, wantedLayers } from '../../resources/web/media/simulcast.js';
import { MAX_PEOPLE, layoutStage } from '../../resources/web/stage/stage_layout.js';

const HD = { width: 1920, height: 1080 };
const SIZES = [HD, { width: 1280, height: 640 }, { width: 360, height: 560 }];

function sceneOf(count, more = {}) {
    const people = Array.from({ length: count }, (_, index) => (
        { participant: `p${index + 1}`, camera: index % 3 !== 0, fit: 'fill' }));
    return { people, sharing: null, highlighted: null, ...more };
}

function overlap(a, b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function assertSound(tiles, size) {
    tiles.forEach((tile, index) => {
        assert.ok(tile.width > 0 && tile.height > 0, 'a tile has a size');
        assert.ok(tile.x >= 0 && tile.y >= 0, 'inside, left and top');
        assert.ok(tile.x + tile.width <= size.width && tile.y + tile.height <= size.height, 'inside, right and bottom');
        for (const value of [tile.x, tile.y, tile.width, tile.height]) {
            assert.equal(value % 2, 0, 'even');
        }
        tiles.slice(index + 1).forEach((other) => assert.ok(!overlap(tile, other), 'no overlap'));
    });
}

test('layerFor_isTheLowest_thatIsNotSmallerThanTheTile', () => {
    for (const [width, height, layer] of [[2, 2, 0], [320, 180, 0], [322, 180, 1], [320, 182, 1], [384, 216, 1],
        [640, 360, 1], [642, 360, 2], [1280, 720, 2], [3840, 2160, 2]]) {
        assert.equal(layerFor({ width, height }), layer, `${width}x${height}`);
    }
});

test('wantedLayers_namesTheCamerasWithATile_onlyTheMainOneLarge', () => {
    const layers = wantedLayers(sceneOf(30, { highlighted: 'p8' }), HD);
    assert.equal(layers.get('p8'), 2);
    assert.deepEqual(new Set([...layers].filter(([id]) => id !== 'p8').map(([, layer]) => layer)), new Set([0]));
    assert.ok(!layers.has('p28'), 'a camera that is off');
    assert.ok(!layers.has('p2'), 'somebody without a tile');
});

test('layoutStage_placesTilesAsTheFileDoes', async () => {
    // tests/stage/test_stage_layout.cpp compares the recorder's layouts with the same list.
    const layouts = JSON.parse(await readFile(new URL('../stage/layouts.json', import.meta.url), 'utf8'));
    assert.ok(layouts.length > 90);
    for (const { width, height, people, mode, rects } of layouts) {
        const tiles = layoutStage(sceneOf(people, mode === 'grid' ? {} : { [mode]: 'p1' }), { width, height });
        assert.deepEqual(tiles.map((tile) => [tile.x, tile.y, tile.width, tile.height]), rects, `${people} ${mode} in ${width}x${height}`);
    }
});

test('layoutStage_putsTwoPeopleSideBySide_whereThereIsWidth', () => {
    for (const size of [HD, { width: 950, height: 680 }, { width: 700, height: 690 }]) {
        const [first, second] = layoutStage(sceneOf(2), size);
        assert.equal(first.y, second.y);
        assert.ok(first.x < second.x);
    }
    const [above, below] = layoutStage(sceneOf(2), { width: 360, height: 560 });
    assert.equal(above.x, below.x, 'not on a phone that is held upright');
});

test('layoutStage_neverOverlaps_whenOneToTwentyFiveAreOnStage', () => {
    for (const size of SIZES) {
        for (let count = 1; count <= MAX_PEOPLE; count += 1) {
            for (const more of [{}, { sharing: 'p1' }, { highlighted: 'p1' }]) {
                const tiles = layoutStage(sceneOf(count, more), size);
                assert.equal(tiles.length, count + (more.sharing ? 1 : 0));
                assertSound(tiles, size);
            }
        }
    }
});

test('layoutStage_makesWideTiles_whenInAGrid', () => {
    for (const tile of layoutStage(sceneOf(9), HD)) {
        assert.ok(Math.abs(tile.width / tile.height - 16 / 9) < 0.02);
    }
});

test('layoutStage_fillsTheStage_whenOneStandsAlone', () => {
    const [tile] = layoutStage(sceneOf(1), HD);
    assert.ok(tile.width >= 1870 && tile.height >= 1050);
});

test('layoutStage_showsTheMostRecent_whenMoreThanTwentyFive', () => {
    const tiles = layoutStage(sceneOf(30), HD);
    assert.equal(tiles.length, 25);
    assert.deepEqual(tiles.map((tile) => tile.participant), sceneOf(30).people.slice(5).map((one) => one.participant));
});

test('layoutStage_keepsTheHighlighted_whenTheyCameLongAgo', () => {
    const tiles = layoutStage(sceneOf(30, { highlighted: 'p1' }), HD);
    assert.equal(tiles.length, 25);
    assert.equal(tiles[0].participant, 'p1');
    assert.ok(tiles[0].isMain);
    assert.ok(!tiles.some((tile) => tile.participant === 'p6'), 'the oldest of the others gives way');
});

test('layoutStage_putsContentBelowAStrip_whenAScreenIsShared', () => {
    const [main, ...strip] = layoutStage(sceneOf(4, { sharing: 'p2', highlighted: 'p3' }), HD);
    assert.deepEqual([main.participant, main.peer, main.fit, main.isMain], ['p2', 'screen', 'contain', true]);
    assert.equal(strip.length, 4, 'who shares stands in the strip too');
    assert.ok(strip.every((tile) => tile.y + tile.height <= main.y && !tile.isMain));
    assert.ok(main.height > HD.height * 0.7);
});

test('layoutStage_ignoresTheHighlight_whenThatPersonIsNotOnStage', () => {
    assert.ok(layoutStage(sceneOf(3, { highlighted: 'gone' }), HD).every((tile) => !tile.isMain));
});

test('layoutStage_isEmpty_whenNobodyOrNoRoomIsThere', () => {
    assert.deepEqual(layoutStage(sceneOf(0), HD), []);
    assert.deepEqual(layoutStage(sceneOf(3), { width: 0, height: 0 }), []);
});
