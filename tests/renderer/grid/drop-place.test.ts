import { expect, test } from 'vitest';
import { dropPlace } from '../../../src-renderer/grid/drop-place.ts';

/** Two rows of two photos, 100 wide and 50 high, 4 between them. */
const tiles = [0, 1, 2, 3].map((index) => ({
  ...{ id: index + 10, index: index + 5, left: (index % 2) * 104, top: index < 2 ? 0 : 54 },
  ...{ width: 100, height: 50 },
}));

test.each([
  ['on the first half of a photo', 20, 20, { at: 5, left: -2, top: 0 }],
  ['on its second half', 80, 20, { at: 6, left: 102, top: 0 }],
  ['between two', 102, 20, { at: 6, left: 102, top: 0 }],
  ['right of the last in a row', 400, 20, { at: 7, left: 206, top: 0 }],
  ['in another row', 20, 60, { at: 7, left: -2, top: 54 }],
  ['under a row', 120, 52, { at: 6, left: 102, top: 0 }],
  ['below all rows', 400, 900, { at: 9, left: 206, top: 54 }],
  ['above all rows', 20, -30, { at: 5, left: -2, top: 0 }],
])('%s a photo would come to lie there', (_, x, y, place) => {
  expect(dropPlace(tiles, x, y, 4)).toEqual({ ...place, height: 50 });
});

test('where there is no photo there is no place', () => {
  expect(dropPlace([], 10, 10, 4)).toBeNull();
});
