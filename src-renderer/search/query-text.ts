import type { QueryChip } from '../../src-contract/index.ts';

type Span = Pick<QueryChip, 'start' | 'end'>;

/** A query text without what stands at a span, one space where it was. */
export function withoutSpan(text: string, { start, end }: Span): string {
  return `${text.slice(0, start).trimEnd()} ${text.slice(end).trimStart()}`.trim();
}

/** Those of an answer's chips whose words still stand where they stood in the text that was answered. */
export function standingChips<T extends Span>(text: string, answered: string, chips: readonly T[]): T[] {
  return chips.filter(({ start, end }) => text.slice(start, end) === answered.slice(start, end));
}
