export type Likelihood = 'veryLikely' | 'likely' | 'possible' | 'unlikely';

const levels: readonly (readonly [from: number, likelihood: Likelihood])[] = [
  [0.9, 'veryLikely'],
  [0.6, 'likely'],
  [0.3, 'possible'],
];

/** A confidence, 0..1, in the words that the page has for it. */
export function likelihoodOf(confidence: number): Likelihood {
  return levels.find(([from]) => confidence >= from)?.[1] ?? 'unlikely';
}
