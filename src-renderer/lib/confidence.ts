import type { SearchAnswer } from '../../src-contract/index.ts';

export interface Confidence {
  /** Standard deviations above the library's mean score for the query. */
  readonly deviations: number;
  readonly level: 'strong' | 'fair' | 'weak';
  /** 0..1, for a bar. */
  readonly fraction: number;
}

/**
 * How far a hit stands out from the rest of the library. What is there stands out by about 4 to 8 deviations with the
 * models measured; scores themselves cannot be read, because good ones lie elsewhere for every model and query.
 */
const strongDeviations = 4;
const fairDeviations = 2.5;
const fullDeviations = 8;

export function confidenceOf(score: number, scores: NonNullable<SearchAnswer['scores']>): Confidence {
  const deviations = (score - scores.mean) / scores.deviation;
  const level = deviations >= strongDeviations ? 'strong' : deviations >= fairDeviations ? 'fair' : 'weak';
  return { deviations, level, fraction: Math.min(1, Math.max(0.04, deviations / fullDeviations)) };
}
