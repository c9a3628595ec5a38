import { describe, expect, it } from 'vitest';
import { reachShares } from '../../../src-main/core/dense/deciding-box.ts';
import { blendedHeat, coverings } from '../../../src-main/core/dense/occlusion.ts';
import { whereHeat } from '../../../src-main/core/dense/where-heat.ts';

const grid = { rows: 2, columns: 2 };
const wanted = Float32Array.of(1, 0);
/** The third cell is what is looked for. */
const patches = Float32Array.of(...[0, 1], ...[0, 1], ...[1, 0], ...[0, 1]);
/** What is covered in the upper left quarter costs all of the score. */
const occlusions = {
  whole: Float32Array.of(1, 0),
  covered: coverings.map(({ x, y }) => (x < 0.25 && y < 0.25 ? Float32Array.of(0, 1) : Float32Array.of(1, 0))),
};
const hottest = (heat: ArrayLike<number>): number => Array.from(heat).indexOf(Math.max(...Array.from(heat)));

describe('where something is', () => {
  it('is by patches how they look', () => {
    const { heat, reach } = whereHeat(wanted, { patches, occlusions: null }, grid);
    expect(Array.from(heat)).toEqual([0, 0, 1, 0]);
    expect(reach).toEqual({ heat, share: reachShares.patches });
  });

  it('is by a pack without patches what it costs to cover it', () => {
    const { heat, reach } = whereHeat(wanted, { patches: null, occlusions }, grid);
    expect(hottest(heat)).toBe(0);
    expect(reach).toEqual({ heat, share: reachShares.occlusion });
  });

  it('is both together, and reaches as far as it looks like it', () => {
    const [byPatches, byOcclusion] = [
      whereHeat(wanted, { patches, occlusions: null }, grid).heat,
      whereHeat(wanted, { patches: null, occlusions }, grid).heat,
    ];
    const { heat, reach } = whereHeat(wanted, { patches, occlusions }, grid);
    expect(Array.from(heat)).toEqual(Array.from(blendedHeat(byOcclusion, byPatches)));
    expect(reach).toEqual({ heat: byPatches, share: reachShares.patches });
  });

  it('cannot be told by nothing', () => {
    expect(() => whereHeat(wanted, { patches: null, occlusions: null }, grid)).toThrow('Expected patches');
  });
});
