import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noFilters } from '../../../src-contract/index.ts';
import { drawn, each, kinds, sortedLibrary } from '../../helpers/drawn-library.ts';
import type { TempLibrary } from '../../helpers/temp-library.ts';

let lib: TempLibrary;
let byKind: number[][];
beforeAll(async () => {
  lib = await sortedLibrary();
  byKind = drawn(lib);
  await lib.reopen();
});
afterAll(() => lib[Symbol.asyncDispose]());

const kindOf = (id: number): number => byKind.findIndex((ids) => ids.includes(id));

describe('photos that are tidied', () => {
  test('are proposed in groups of what looks alike, largest first, and each but once', async () => {
    const { groups, left, unread } = await lib.engine.albums.tidy({ filters: noFilters });
    const all = groups.flatMap(({ photoIds }) => photoIds);
    expect(new Set(all).size).toBe(all.length);
    expect({ inAll: all.length + left, unread }).toEqual({ inAll: kinds * each, unread: 0 });
    expect(groups.length).toBeGreaterThanOrEqual(kinds);
    for (const { photoIds } of groups) {
      expect(photoIds.length).toBeGreaterThanOrEqual(3);
      expect(new Set(photoIds.map(kindOf)).size).toBe(1);
    }
    const sizes = groups.map(({ photoIds }) => photoIds.length);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  test('are the same whenever it is asked, and nothing is made of it', async () => {
    const before = lib.engine.albums.list();
    const proposal = await lib.engine.albums.tidy({ filters: noFilters });
    expect(await lib.engine.albums.tidy({ filters: noFilters })).toEqual(proposal);
    expect(lib.engine.albums.list()).toEqual(before);
  });

  test('are those that are named, in whatever order, and none of them are others', async () => {
    const some = [...(byKind[0] ?? []), ...(byKind[2] ?? [])];
    const proposal = await lib.engine.albums.tidy({ photoIds: some });
    expect(await lib.engine.albums.tidy({ photoIds: some.toReversed() })).toEqual(proposal);
    const found = proposal.groups.flatMap(({ photoIds }) => photoIds);
    expect(found.length + proposal.left).toBe(some.length);
    expect(some).toEqual(expect.arrayContaining(found));
  });

  test('make no groups where they are too few, and those that are not there are counted', async () => {
    const [first = 0, second = 0] = byKind[0] ?? [];
    expect(await lib.engine.albums.tidy({ photoIds: [first, second, 99_999] })).toEqual({
      groups: [],
      left: 2,
      unread: 1,
    });
  });

  test('are left alone when it is not wanted any more', async () => {
    await expect(lib.engine.albums.tidy({ filters: noFilters }, AbortSignal.abort())).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });
});
