import type { SearchAnswer } from '../../src-contract/index.ts';

export interface Confidence {
  /** Standard deviations above the library's mean score for the query. */
  readonly deviations: number;
  readonly level: 'strong' | 'fair' | 'weak';
  /** 0..1, for a bar. */
  readonly fraction: number;
}

/** Beyond what chance gives the best of the library, in deviations: a clear match. */
const strongMargin = 0.5;
/** Below it by no more than this: a possible one. */
const fairMargin = -0.8;
const fullDeviations = 8;

/**
 * How far a hit stands out from the rest of the library, measured by how far the best of as many photos would stand out if
 * scores were chance. Scores themselves cannot be read, because good ones lie elsewhere for every model and query.
 *
 * @param searched photos that were compared.
 */
export function confidenceOf(score: number, scores: NonNullable<SearchAnswer['scores']>, searched: number): Confidence {
  const deviations = (score - scores.mean) / scores.deviation;
  const beyond = deviations - expectedMaximum(searched);
  const level = beyond >= strongMargin ? 'strong' : beyond >= fairMargin ? 'fair' : 'weak';
  return { deviations, level, fraction: Math.min(1, Math.max(0.04, deviations / fullDeviations)) };
}

/**
 * Expected largest of `n` independent standard normal values, to about 0.05 from ten on.
 *
 * @see H. Cramér, Mathematical Methods of Statistics (1946), section 28.6
 */
function expectedMaximum(n: number): number {
  const euler = 0.5772;
  const root = Math.sqrt(2 * Math.log(Math.max(3, n)));
  return root - (Math.log(Math.log(Math.max(3, n))) + Math.log(4 * Math.PI) - 2 * euler) / (2 * root);
}
