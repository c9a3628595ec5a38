import { describe, expect, it } from 'vitest';
import { likelihoodOf } from '../../../src-renderer/search/likelihood.ts';

describe('the likelihood of a hit', () => {
  it.each([
    [1, 'veryLikely'],
    [0.9, 'veryLikely'],
    [0.899, 'likely'],
    [0.6, 'likely'],
    [0.599, 'possible'],
    [0.3, 'possible'],
    [0.299, 'unlikely'],
    [0, 'unlikely'],
  ] as const)('is at a confidence of %d: %s', (confidence, expected) => {
    expect(likelihoodOf(confidence)).toBe(expected);
  });
});
