import { describe, expect, it } from 'vitest';
import { sharpEdge } from '../../../src-renderer/grid/sharp-thumb.ts';

const landscape = { width: 512, height: 341 };
const portrait = { width: 341, height: 512 };
/** 1:8, which the grid shows the middle of, three times as wide as high. */
const panorama = { width: 512, height: 64 };

describe('the thumbnail for a place in the grid', () => {
  it.each([
    ['a usual row', landscape, { width: 300, height: 200 }, 1, null],
    ['a usual row on a screen with small pixels', landscape, { width: 300, height: 200 }, 2, 768],
    ['one and a half pixels each', landscape, { width: 300, height: 200 }, 1.5, null],
    ['exactly as many pixels', landscape, { width: 256, height: 170.5 }, 2, null],
    ['one pixel more', landscape, { width: 257, height: 171 }, 2, 768],
    ['the largest row', landscape, { width: 720, height: 480 }, 1, 768],
    ['the largest row on a screen with small pixels', landscape, { width: 720, height: 480 }, 2, 1536],
    ['a portrait', portrait, { width: 320, height: 480 }, 2, 1024],
    ['a panorama, as high as its row', panorama, { width: 600, height: 200 }, 1, 2048],
    ['a panorama in the largest row', panorama, { width: 1440, height: 480 }, 2, 8192],
    ['a panorama of which no browser shows more', { width: 512, height: 8 }, { width: 1440, height: 480 }, 2, 8192],
    ['a photo that has no more pixels', { width: 511, height: 340 }, { width: 720, height: 480 }, 2, null],
  ])('is right for %s', (_, usual, tile, ratio, edge) => {
    expect(sharpEdge(usual, tile, ratio)).toBe(edge);
  });
});
