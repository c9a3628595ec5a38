import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeatMap } from '../../../src-contract/index.ts';
import { type Area, hasPatches, heatMap as mapOf, seenArea } from '../../../src-main/core/dense/heat-map.ts';

const whole = { x: 0, y: 0, width: 1, height: 1 };
const grid = { rows: 4, columns: 4 };
const blob = [...[0, 0, 0, 0], ...[0, 8, 9, 0], ...[0, 0, 8, 0], ...[0, 0, 0, 6]];

/** One that reaches as far as its own heat does. */
const heatMap = (heat: readonly number[], cells: { rows: number; columns: number }, area: Area): HeatMap =>
  mapOf(heat, { heat, share: 0.5 }, cells, area);

describe('a map of heat', () => {
  it('goes from 0 in the middle one of the cells to 1 in the hottest', () => {
    const { values } = heatMap([-3, -2, -1, 3], { rows: 2, columns: 2 }, whole);
    expect(values).toEqual([0, 0, 0.2, 1]);
  });

  it('has a box around the cells that hang together with the hottest', () => {
    // The one at the corner touches the others only with its own corner.
    expect(heatMap(blob, grid, whole).box).toEqual({ x: 0.25, y: 0.25, width: 0.5, height: 0.5 });
  });

  it('is of one heat, and its box may be by how far another reaches', () => {
    const narrow = [...[0, 0, 0, 0], ...[0, 0, 9, 0], ...[0, 0, 0, 0], ...[0, 0, 0, 0]];
    const far = [...[1, 1, 1, 1], ...[1, 9, 9, 9], ...[1, 9, 9, 9], ...[1, 1, 1, 1]];
    const { values, box } = mapOf(narrow, { heat: far, share: 0.9 }, grid, whole);
    expect(values).toEqual(narrow.map((value) => value / 9));
    expect(box).toEqual({ x: 0.375, y: 0.375, width: 0.625, height: 0.25 });
  });

  it('of cells that are all alike is cold, and its box the whole photo', () => {
    const flat = heatMap(
      Array.from({ length: 16 }, () => 0.3),
      grid,
      whole,
    );
    expect(flat.values.every((value) => value === 0)).toBe(true);
    expect(flat.box).toEqual(whole);
  });

  it('is what the contract promises, whatever the heat and wherever the grid lies', () => {
    const heats = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 12, maxLength: 12 });
    const share = fc.double({ min: -1, max: 0.9, noNaN: true });
    const side = fc.double({ min: 0.1, max: 3, noNaN: true });
    fc.assert(
      fc.property(heats, share, share, side, side, (heat, x, y, width, height) => {
        const map = heatMap(heat, { rows: 3, columns: 4 }, { x, y, width, height });
        expect(HeatMap.parse(map)).toEqual(map);
      }),
    );
  });
});

describe('what an image tower sees', () => {
  it.each([
    ['all of a photo that is squashed', { resize: 'squash' } as const, whole],
    ['the middle square', { resize: 'shortest-crop' } as const, { x: 0.25, y: 0, width: 0.5, height: 1 }],
    ['more than a photo that is padded', { resize: 'longest-pad' } as const, { x: 0, y: -0.5, width: 1, height: 2 }],
  ])('is %s', (_, how, area) => {
    expect(seenArea(1000, 500, { width: 100, height: 100, ...how })).toEqual(area);
  });

  it('puts a box where the photo is, also where it is padded', () => {
    const area = seenArea(1000, 500, { width: 100, height: 100, resize: 'longest-pad' });
    const { box } = heatMap(blob, grid, area);
    expect(box).toEqual({ x: 0.25, y: 0, width: 0.5, height: 1 });
  });
});

it.each([
  [undefined, false],
  [{ inJointSpace: false }, false],
  [{ inJointSpace: true }, true],
])('a pack with the dense output %j can be asked where something is: %j', (dense, can) => {
  expect(hasPatches({ dense })).toBe(can);
});
