import type { QueryChip, UnderstoodQuery } from '../../../../src-contract/index.ts';
import { withoutReference } from '../../../core/query/without-reference.ts';

/** A query text by what is to be done with its parts. */
export interface QueryParts {
  /** What is searched by its meaning; empty for nothing. */
  readonly description: string;
  readonly minus: readonly string[];
  readonly ignore: readonly string[];
  /** Chips that narrow what is searched. */
  readonly filters: readonly QueryChip[];
}

/** @param hasExample whether an example image goes with it, which the description may speak of. */
export function queryParts({ description, chips }: UnderstoodQuery, hasExample: boolean): QueryParts {
  const valuesOf = (kind: 'minus' | 'ignore'): string[] =>
    chips.flatMap((chip) => (chip.kind === kind ? [chip.value] : []));
  return {
    description: hasExample ? withoutReference(description) : description,
    minus: valuesOf('minus'),
    ignore: valuesOf('ignore'),
    filters: chips.filter(({ kind }) => kind !== 'minus' && kind !== 'ignore'),
  };
}
