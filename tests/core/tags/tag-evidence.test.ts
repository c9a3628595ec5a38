import { describe, expect, test } from 'vitest';
import { type Embedding, normalized } from '../../../src-main/core/math/vector.ts';
import {
  evidenceOf,
  isShown,
  lineOf,
  logShareOf,
  placesAbove,
  type TagDirection,
  TagEvidence,
} from '../../../src-main/core/tags/tag-evidence.ts';

const dim = 8;
const chance = { median: 0, high: 0.5 };

function along(...weights: readonly number[]): Embedding {
  return normalized(Array.from({ length: dim }, (_, i) => weights[i] ?? 0));
}

function axis(at: number): Embedding {
  return along(...Array.from({ length: at }, () => 0), 1);
}

function tag(at: number, more: Partial<TagDirection> = {}): TagDirection {
  return { vector: axis(at), group: 'animals', parent: null, isDoing: false, ...more };
}

/** dog, puppy below it, cat. */
const animals = [tag(0), tag(1, { parent: 0 }), tag(2)];

describe('evidence', () => {
  test('is how far the score lies above chance, less the bias of the photo', () => {
    const evidence = new TagEvidence(animals, dim, chance);
    expect([...evidence.units(axis(0), 0)]).toEqual([1, -1, -1]);
    expect([...evidence.units(axis(0), 0.5)]).toEqual([0, -2, -2]);
  });

  test('of a tag is that of the best below it, which is no rival', () => {
    const evidence = new TagEvidence(animals, dim, chance);
    const units = evidence.units(axis(1), 0);
    expect(units[0]).toBe(1);
    expect(evidence.fit(units, 0)).toEqual({ units: 1, margin: 2 });
    expect(evidence.fit(units, 1)).toEqual({ units: 1, margin: 2 });
    expect(evidence.fit(units, 2).margin).toBe(-1);
  });

  test('is less where another word of the group fits nearly as well', () => {
    const evidence = new TagEvidence(animals, dim, chance);
    const alone = evidenceOf(evidence.fit(evidence.units(axis(0), 0), 0));
    const beside = evidenceOf(evidence.fit(evidence.units(along(1, 0, 0.95), 0), 0));
    expect(beside).toBeLessThan(alone);
  });

  test('is ruled out without the fit only where no fit would do', () => {
    const evidence = new TagEvidence(animals, dim, chance);
    for (const photo of [axis(0), along(1, 0, 0.95), along(0.2, 0.1, 0.9), along(0, 0, 0, 1)]) {
      const units = evidence.units(photo, 0);
      for (const place of animals.keys()) {
        const fit = evidence.fit(units, place);
        const own = evidenceOf(fit);
        for (const line of [own - 0.001, own, own + 0.001, 0, Infinity]) {
          if (isShown(fit, line)) expect(evidence.canShow(units, place, line)).toBe(true);
        }
        expect(evidence.canShow(units, place, Infinity)).toBe(false);
      }
    }
    expect(evidence.canShow(evidence.units(axis(0), 0), 2, 0.5)).toBe(false);
  });

  test('does not change by words of other groups, nor by any number that the user adds', () => {
    const photo = along(1, 0.2, 0.3, 0.9);
    const own = Array.from({ length: 100 }, (_, i) => tag(i % dim, { group: null }));
    const few = new TagEvidence(animals, dim, chance);
    const many = new TagEvidence([...animals, tag(3, { group: 'food' }), ...own], dim, chance);
    for (const place of animals.keys()) {
      expect(many.fit(many.units(photo, 0), place)).toEqual(few.fit(few.units(photo, 0), place));
    }
  });
});

describe('lines', () => {
  test('are lower for what is common, and higher for what is done', () => {
    const rare = lineOf({ common: 1, photos: 1000 }, false);
    expect(lineOf({ common: 200, photos: 1000 }, false)).toBeLessThan(rare);
    expect(lineOf({ common: 1, photos: 1000 }, true)).toBeGreaterThan(rare);
  });

  test('of a small library are near those for what is usual', () => {
    expect(logShareOf({ common: 1, photos: 5 })).toBeLessThan(logShareOf({ common: 200, photos: 1000 }));
    expect(logShareOf({ common: 0, photos: 0 })).toBeCloseTo(Math.log(0.002));
  });

  test('are higher in a library of few photos, where chance says less', () => {
    expect(lineOf({ common: 0, photos: 100 }, false)).toBeGreaterThan(lineOf({ common: 0, photos: 1400 }, false));
    expect(Number.isFinite(lineOf({ common: 0, photos: 0 }, true))).toBe(true);
  });

  test('show nothing that has too little evidence, however low they are', () => {
    expect(isShown({ units: -1.1, margin: 2 }, -100)).toBe(false);
    expect(isShown({ units: 1, margin: 2 }, 100)).toBe(false);
    expect(isShown({ units: 1, margin: 2 }, 0)).toBe(true);
  });
});

test('what is above a tag is found, and no circle runs for ever', () => {
  expect(placesAbove([{ parent: null }, { parent: 0 }, { parent: 1 }], 2)).toEqual([1, 0]);
  expect(placesAbove([{ parent: 1 }, { parent: 0 }], 0)).toEqual([1, 0]);
});
