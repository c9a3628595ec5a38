import type { Axis, Filters, SearchSort } from '../../src-contract/index.ts';
import type { Example } from './examples.ts';

/** What an answer is an answer to. */
export interface Question {
  readonly text: string;
  readonly examples: readonly Example[];
  readonly filters: Filters;
  readonly sort: SearchSort;
  /** For the orders `more` and `less`. */
  readonly axis: Axis | null;
  /** How many hits were asked for. */
  readonly top: number;
}

/** Is the same looked for, however many hits of it are asked for? */
export function isSameQuestion(one: Question | null, other: Question | null): boolean {
  if (one === null || other === null) return one === other;
  const narrowed = ({ filters, sort, axis }: Question): string => JSON.stringify([filters, sort, axis]);
  return one.text === other.text && one.examples === other.examples && narrowed(one) === narrowed(other);
}
