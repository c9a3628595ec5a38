import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tilesInView, type TileView } from '../../../src-renderer/photos/viewer/tiles.ts';
import { fitView, placeOf, scaleTo } from '../../../src-renderer/photos/viewer/zoom.ts';

const window = { width: 1440, height: 900 };
const photo = { width: 12_000, height: 1_500 };

/** A photo of which 2560 pixels are there, its middle in the window's. */
function viewAt(scale: number, ratio = 1, of = photo): TileView {
  const view = scaleTo(fitView(of, window), scale, { x: 0, y: 0 }, of, window);
  return { photo: of, rendered: 2560, place: placeOf(view, of, window, ratio), window, ratio };
}

describe('tiles', () => {
  it('are not needed where what is rendered has a pixel for each of the screen', () => {
    expect(tilesInView(viewAt(0.1))).toEqual([]);
    expect(tilesInView(viewAt(2560 / 12_000))).toEqual([]);
    expect(tilesInView({ ...viewAt(1), rendered: 12_000 })).toEqual([]);
  });

  it.each([
    ['just more than that', 0.22, 1, 2],
    ['a quarter', 0.25, 1, 2],
    ['half', 0.5, 1, 1],
    ['more than half', 0.51, 1, 0],
    ['one to one', 1, 1, 0],
    ['enlarged', 4, 1, 0],
    ['half on a screen with small pixels', 0.5, 2, 0],
  ])('are of the smallest level that has all pixels: %s', (_, scale, ratio, level) => {
    const tiles = tilesInView(viewAt(scale, ratio));
    expect(new Set(tiles.map((tile) => tile.level))).toEqual(new Set([level]));
  });

  it('are those of which something is seen', () => {
    const tiles = tilesInView(viewAt(1));
    // The window shows 5280 to 6720 and 300 to 1200.
    expect(tiles.map(({ key }) => key)).toEqual(['0/5/0', '0/6/0', '0/5/1', '0/6/1']);
    expect(tiles[3]).toMatchObject({ left: 6144 / 12_000, top: 1024 / 1500, width: 1024 / 12_000, height: 476 / 1500 });
  });

  it('cover all that is seen and are few, whatever is looked at', () => {
    const size = fc.record({ width: fc.integer({ min: 1, max: 40_000 }), height: fc.integer({ min: 1, max: 9_000 }) });
    const ratios = fc.constantFrom(1, 1.25, 1.5, 2, 3);
    fc.assert(
      fc.property(size, fc.double({ min: 0.01, max: 8, noNaN: true }), ratios, (of, scale, ratio) => {
        const view = viewAt(scale, ratio, of);
        const tiles = tilesInView(view);
        if (tiles.length === 0) return;
        const { place } = view;
        const left = Math.max(0, -place.left / place.width);
        const right = Math.min(1, (window.width - place.left) / place.width);
        const across = tiles.filter(({ row }) => row === tiles[0]?.row);
        expect(across[0]?.left).toBeLessThanOrEqual(left + 1e-9);
        const last = across.at(-1);
        expect((last?.left ?? 0) + (last?.width ?? 0)).toBeGreaterThanOrEqual(right - 1e-9);
        const pixels = tiles.reduce((sum, { width, height, level }) => {
          return sum + (width * of.width * height * of.height) / 4 ** level;
        }, 0);
        const [most, tall] = [2 * window.width * ratio + 2048, 2 * window.height * ratio + 2048];
        expect(pixels).toBeLessThanOrEqual(most * tall);
      }),
    );
  });
});
