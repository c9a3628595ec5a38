import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import builtin from '../../models/builtin/pack.json' with { type: 'json' };
import {
  aboveChance,
  type Calibration,
  calibrationOf,
  confidenceOf,
  isKnownPack,
  shapeOf,
} from '../../src-main/core/calibration.ts';

const half = { any: 0.5, each: 0.5 };
const thresholds = { relaxed: half, balanced: half, strict: half };
const shape = { slope: 2, middle: 0.5 };
const chance = { median: 0.2, high: 0.24 };

describe('confidence', () => {
  test('is one half so far above nine tenths of chance as the calibration says', () => {
    expect(aboveChance(0.24, chance)).toBe(0);
    expect(aboveChance(0.28, chance)).toBeCloseTo(1, 10);
    expect(aboveChance(0.2, chance)).toBeCloseTo(-1, 10);
    expect(confidenceOf(0.26, chance, shape)).toBeCloseTo(0.5, 10);
  });

  test('never falls with the score and never rises with chance, and is 0 to 1', () => {
    const score = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(score, score, score, (a, b, shift) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        const of = (value: number, by = 0): number =>
          confidenceOf(value, { median: chance.median + by, high: chance.high + by }, shape);
        expect(of(high)).toBeGreaterThanOrEqual(of(low));
        expect(of(a, Math.abs(shift))).toBeLessThanOrEqual(of(a));
        for (const one of [low, high]) expect(of(one) >= 0 && of(one) <= 1).toBe(true);
      }),
    );
  });

  test('has a middle of its own for sentences', () => {
    const middle = { words: 0.5, sentence: -0.5 };
    expect(shapeOf({ slope: 2, middle, thresholds }, 'words')).toEqual(shape);
    expect(shapeOf({ slope: 2, middle, thresholds }, 'sentence')).toEqual({ slope: 2, middle: -0.5 });
  });

  test('is a number where all words fit equally well, as in a library of one photo', () => {
    for (const score of [-1, 0, 0.2, 1]) {
      const confidence = confidenceOf(score, { median: 0.2, high: 0.2 }, shape);
      expect(confidence >= 0 && confidence <= 1, String(score)).toBe(true);
    }
  });
});

/** A calibration that there ought to be. */
function made(pairs: number, slope: number, isKnown = false): Calibration {
  const calibration = calibrationOf({ pairs, slope }, isKnown);
  if (calibration === undefined) throw new Error(`Expected a calibration by ${pairs} pairs of slope ${slope}`);
  return calibration;
}

describe('calibrations', () => {
  test.each([
    [20, 1.7],
    [128, 0.95],
    [128, 1.3],
    [128, 3],
  ])('have thresholds that get stricter, and of which each is not above any: %i pairs of slope %d', (pairs, slope) => {
    const calibration = made(pairs, slope);
    expect(calibration.slope).toBeGreaterThan(0);
    const { relaxed, balanced, strict } = calibration.thresholds;
    for (const of of ['any', 'each'] as const) {
      const rising = [0, relaxed[of], balanced[of], strict[of], 1];
      expect(rising.toSorted((a, b) => a - b)).toEqual(rising);
    }
    // Or the best could pass, and nothing match.
    for (const { any, each } of Object.values(calibration.thresholds)) expect(each).toBeLessThanOrEqual(any);
  });

  test('let anything match from the same score, whatever captions and words agree on', () => {
    const scoreOf = ({ slope, middle, thresholds: { strict } }: Calibration): number =>
      middle.words + Math.log(strict.any / (1 - strict.any)) / slope;
    expect(scoreOf(made(128, 1))).toBeCloseTo(scoreOf(made(128, 1.8)), 10);
  });

  test('rise faster the better captions and words agree, and the more pairs show that they do', () => {
    expect(made(100, 1.2).slope).toBeLessThan(made(100, 1.6).slope);
    expect(made(100, 1.2).slope).toBeLessThan(made(30, 1.2).slope);
    expect(made(100, 2.2).slope).toBeGreaterThan(made(30, 2.2).slope);
  });

  test.each([
    ['that few pairs tell of', 19, 1.7],
    ['that no pair tells of', 0, 0],
    ['in which captions and words do not agree', 128, 0.6],
    ['in which words of captions score no higher than others', 128, -0.1],
  ])('there is none of an unknown pack in a library %s, and one of a known pack', (_, pairs, slope) => {
    expect(calibrationOf({ pairs, slope }, false)).toBeUndefined();
    expect(made(pairs, slope, true).slope).toBeGreaterThan(0.5);
  });

  test('of a known pack are as usual where the library tells nothing', () => {
    expect(made(0, 0, true).slope).toBeCloseTo(made(100, 1.718).slope, 10);
  });

  test('the built-in pack is known', () => {
    expect(isKnownPack(builtin)).toBe(true);
  });

  test.each([
    ['another version', { id: builtin.id, version: '0.0.1' }],
    ['another pack', { id: 'tiny-clip', version: builtin.version }],
    ['a pack of an odd name', { id: '__proto__', version: '' }],
  ])('%s is not', (_, pack) => {
    expect(isKnownPack(pack)).toBe(false);
  });
});
