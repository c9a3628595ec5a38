import { describe, expect, test } from 'vitest';
import type { KeepReason } from '../../../src-contract/index.ts';
import { groupVersions } from '../../../src-main/core/duplicates/group.ts';
import { keeperOf, reasonFor, type Version } from '../../../src-main/core/duplicates/keeper.ts';

function version(facts: Partial<Version> = {}): Version {
  return {
    id: 1,
    name: 'IMG_0001.jpg',
    format: 'jpeg',
    width: 4000,
    height: 3000,
    sizeBytes: 4_000_000,
    hasOwnDate: true,
    hasPosition: true,
    rating: 0,
    keywords: 0,
    isDamaged: false,
    colourfulness: 30,
    sharpness: 10,
    modifiedAtMs: 1000,
    ...facts,
  };
}

describe('kept is the version', () => {
  test.each<[string, KeepReason, Partial<Version>, Partial<Version>]>([
    ['of more pixels', 'pixels', {}, { width: 1600, height: 1200, sharpness: 90, rating: 5 }],
    ['that is whole', 'whole', { width: 1600, height: 1200 }, { isDamaged: true, rating: 5 }],
    ['that has colours', 'colour', { sharpness: 5 }, { colourfulness: 0.4, rating: 5 }],
    ['of more pixels though it is grey', 'pixels', { colourfulness: 0 }, { width: 1600, height: 1200 }],
    ['that says more where colours are not known', 'details', { rating: 4, colourfulness: 0 }, { colourfulness: null }],
    ['that is raw', 'raw', { format: 'nef', width: 3900 }, { rating: 5 }],
    ['that no messenger has passed on', 'original', {}, { name: 'IMG-20230701-WA0004.jpg', rating: 5 }],
    ['that is no screenshot', 'original', {}, { name: 'Bildschirmfoto 2023-07-01.png', rating: 5 }],
    ['that says when and where', 'details', { sharpness: 5 }, { hasOwnDate: false, hasPosition: false }],
    ['that somebody has rated', 'details', { rating: 4, sharpness: 5 }, {}],
    ['that somebody has given keywords', 'details', { keywords: 2, sharpness: 5 }, {}],
    ['that is sharper', 'sharpness', { sizeBytes: 3_000_000 }, { sharpness: 6 }],
    ['that was compressed less', 'bytes', {}, { sizeBytes: 900_000 }],
    ['whose sharpness is not known, but that was compressed less', 'bytes', { sharpness: 0 }, { sizeBytes: 900_000 }],
    ['whose name is not that of a copy', 'copyName', { modifiedAtMs: 9000 }, { name: 'IMG_0001 (1).jpg' }],
    ['whose name is not that of a copy in German', 'copyName', {}, { name: 'IMG_0001 - Kopie.jpg' }],
    ['that is older', 'older', {}, { modifiedAtMs: 2000 }],
    ['that came first, where nothing tells them apart', 'any', {}, { id: 2 }],
    ['of hardly fewer pixels that says more', 'details', { width: 3900 }, { hasPosition: false }],
  ])('%s', (_, reason, kept, other) => {
    const [a, b] = [version(kept), version({ id: 2, ...other })];
    for (const versions of [
      [a, b],
      [b, a],
    ]) {
      expect(keeperOf(versions)).toEqual({ keeper: a, reasons: new Map([[b, reason]]) });
    }
    expect([reasonFor(a, b), reasonFor(b, a)]).toEqual([reason, 'any']);
  });

  test('of several with reasons that are true of each, though small differences add up', () => {
    // Each has hardly more pixels than the one before, which is sharper; the first and the last are told apart by pixels.
    const [a, b, c] = [100, 104, 108].map((share, i) =>
      version({ id: i + 1, width: 40 * share, sharpness: 30 - 10 * i, hasPosition: i !== 2 }),
    );
    if (a === undefined || b === undefined || c === undefined) throw new Error('Expected three versions');
    for (const versions of [
      [a, b, c],
      [c, b, a],
      [b, c, a],
    ]) {
      const { keeper, reasons } = keeperOf(versions);
      expect(keeper).toBe(b);
      expect([reasons.get(a), reasons.get(c)]).toEqual(['pixels', 'details']);
    }
  });

  test('of none is refused', () => {
    expect(() => keeperOf([])).toThrow(RangeError);
  });
});

describe('groups', () => {
  const of = (id: number, width: number): Version => version({ id, width });
  const ids = (groups: ReturnType<typeof groupVersions>): number[][] =>
    groups.map(({ keeper, others }) => [keeper.id, ...others.map((other) => other.version.id)]);

  test('have the best version first, and the reason beside each other', () => {
    const groups = groupVersions(
      [of(1, 800), of(2, 4000), of(3, 1600)],
      [
        [1, 2],
        [2, 3],
        [1, 3],
      ],
    );
    expect(ids(groups)).toEqual([[2, 1, 3]]);
    expect(groups[0]?.others.map(({ reason }) => reason)).toEqual(['pixels', 'pixels']);
  });

  test('hold nothing that is not the same as what is kept: a chain falls apart', () => {
    const chain = [of(1, 4000), of(2, 2000), of(3, 1000), of(4, 500)];
    expect(
      ids(
        groupVersions(chain, [
          [1, 2],
          [2, 3],
          [3, 4],
        ]),
      ),
    ).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(
      ids(
        groupVersions(chain.slice(0, 3), [
          [1, 2],
          [2, 3],
        ]),
      ),
    ).toEqual([[1, 2]]);
  });

  test('pass over versions that are not there, and are none without pairs', () => {
    expect(groupVersions([of(1, 800), of(2, 900)], [[1, 3]])).toEqual([]);
    expect(groupVersions([of(1, 800)], [])).toEqual([]);
  });
});
