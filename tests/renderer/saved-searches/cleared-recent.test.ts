import { expect, test } from 'vitest';
import { ClearedRecent } from '../../../src-renderer/saved-searches/cleared-recent.ts';

/** The storage of a tab. */
function storage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => {
      values.set(key, value);
    },
    removeItem: (key) => {
      values.delete(key);
    },
  };
}

test('recent searches were cleared where there were some and are none', () => {
  const cleared = new ClearedRecent(storage());
  expect([3, 2, 0, 0, 1, 0].map((count) => cleared.saw(count))).toEqual([false, false, true, false, false, true]);
});

test('nothing was cleared in a library that never had any, over reloads, too', () => {
  const tab = storage();
  for (let load = 0; load < 3; load++) expect(new ClearedRecent(tab).saw(0)).toBe(false);
});

test('a tab hears after a reload that they were cleared meanwhile', () => {
  const tab = storage();
  new ClearedRecent(tab).saw(2);
  expect(new ClearedRecent(tab).saw(0)).toBe(true);
  expect(new ClearedRecent(tab).saw(0)).toBe(false);
});
