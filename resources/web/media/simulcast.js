// Chooses the simulcast layer for each camera. Port of app/stage/simulcast.cpp. Pure.
import { layoutStage } from '../stage/stage_layout.js';

export const TOP_LAYER = 2;

/** The lowest layer of a 1280x720 camera that is at least as large as the tile; otherwise the top layer. */
export function layerFor({ width, height }) {
    const fits = (layer) => (1280 >> (TOP_LAYER - layer)) >= width && (720 >> (TOP_LAYER - layer)) >= height;
    return [0, 1].find(fits) ?? TOP_LAYER;
}

/** Map of each participant whose camera has a tile on a stage of `size` pixels to the layer it needs. */
export function wantedLayers(scene, size) {
    return new Map(layoutStage(scene, size)
        .filter(({ peer, showsPicture }) => peer === 'main' && showsPicture)
        .map((tile) => [tile.participant, layerFor(tile)]));
}
