import { expect, test } from 'vitest';
import { allLooks } from '../../../../src-main/engine/search/query/all-looks.ts';
import type { LookHit } from '../../../../src-main/engine/search/query/look-query.ts';

const atOnce = 10;

/** A library in which photo `i` scores `-i`, and the first `matching` match. */
async function search(
  count: number,
  matching: number,
  also: readonly number[] = [],
): Promise<{ ids: number[]; isCut: boolean; scans: number }> {
  const all = Array.from({ length: count }, (_, i) => i + 1);
  const shares = { description: 1, example: 0, parts: 0 };
  const hit = (id: number): LookHit => ({ id, score: -id, descriptionScore: -id, isUnwanted: false, shares });
  let scans = 0;
  const { looks, isCut } = await allLooks({
    first: [...new Set([...all.slice(0, atOnce), ...also])].map(hit),
    among: () => new Set(all),
    scan: (only) => {
      scans++;
      const ids = [...only].sort((a, b) => a - b);
      return Promise.resolve(ids.slice(0, atOnce).map(hit));
    },
    mayBeMore: (looks) => (looks[atOnce - 1]?.id ?? Infinity) <= matching,
  });
  return { ids: looks.map(({ id }) => id), isCut, scans };
}

test('one more scan is enough where not all that it found match', async () => {
  const { ids, scans } = await search(100, 19);
  expect(ids).toHaveLength(2 * atOnce);
  expect(scans).toBe(1);
});

test('nothing is scanned where all were found', async () => {
  expect(await search(10, 10)).toMatchObject({ isCut: false, scans: 0 });
});

test('it is looked further until one does not match, and what was found by words is there once', async () => {
  const { ids, isCut, scans } = await search(100, 25, [77, 15]);
  expect(ids).toEqual([...Array.from({ length: 31 }, (_, i) => i + 1), 77]);
  expect({ isCut, scans }).toEqual({ isCut: false, scans: 2 });
});

test('all may match', async () => {
  const { ids, isCut } = await search(30, 1000);
  expect(ids).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  expect(isCut).toBe(false);
});

test('there is an end to it, which is said', async () => {
  const many = Array.from({ length: 100_000 }, (_, i) => i + 1);
  const { ids, isCut, scans } = await search(200_000, 1_000_000, many);
  expect(ids).toHaveLength(many.length);
  expect({ isCut, scans }).toEqual({ isCut: true, scans: 0 });
});
