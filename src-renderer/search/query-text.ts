import type { QueryChip } from '../../src-contract/index.ts';

type Span = Pick<QueryChip, 'start' | 'end'>;

/**
 * A query text without one of its chips. What leant on it is written out: of "without people or camera:canon" is left
 * "-camera:canon", and not its contrary.
 */
export function withoutChip(text: string, chips: readonly QueryChip[], chip: QueryChip): string {
  const parts = [text.slice(0, chip.start).trimEnd()];
  let before = chip;
  for (const next of chips.filter(({ start }) => start >= chip.end)) {
    if (!leans(text, before, next)) break;
    parts.push(next.text);
    before = next;
  }
  return [...parts, text.slice(before.end).trimStart()].join(' ').trim();
}

/** Does a chip take from the words of the one before it that it is left out: "or cats" behind "without dogs"? */
function leans(text: string, before: QueryChip, chip: QueryChip): boolean {
  if (![before, chip].every(({ kind }) => kind === 'minus' || kind === 'without')) return false;
  const written = text.slice(chip.start, chip.end);
  return text.slice(before.end, chip.start).trim() === '' && /^\p{L}/u.test(written) && !/^[a-z]+:/iu.test(written);
}

/** Those of an answer's chips whose words still stand where they stood in the text that was answered. */
export function standingChips<T extends Span>(text: string, answered: string, chips: readonly T[]): T[] {
  return chips.filter(({ start, end }) => text.slice(start, end) === answered.slice(start, end));
}
