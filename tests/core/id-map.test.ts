import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdMap } from '../../src-main/core/id-map.ts';

const id = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(16_383, 16_384, 16_385, 2 ** 31, 2 ** 32 - 1));

test('holds what a Map would', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(id, fc.option(fc.integer({ min: 0, max: 2 ** 31 - 2 })))), (changes) => {
      const ids = new IdMap();
      const map = new Map<number, number>();
      for (const [key, row] of changes) {
        if (row === null) {
          ids.delete(key);
          map.delete(key);
        } else {
          ids.set(key, row);
          map.set(key, row);
        }
        expect(ids.get(key)).toBe(map.get(key) ?? -1);
      }
      expect(ids.size).toBe(map.size);
      for (const [key] of changes) expect(ids.get(key)).toBe(map.get(key) ?? -1);
    }),
  );
});

test.each([0, -1, 0.5, 2 ** 32, NaN])('refuses the id %d', (wrong) => {
  expect(() => {
    new IdMap().set(wrong, 1);
  }).toThrow(new RangeError(`Expected an id of 1 to 4294967295 but received ${wrong}`));
});
