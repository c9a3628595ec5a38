import { recogniseBareDate } from './bare-dates.ts';
import { withoutChip } from './chips.ts';
import { recogniseDate } from './date-chips.ts';
import type { Found } from './found.ts';
import { recogniseStars } from './stars.ts';
import { TokenView } from './token-view.ts';

/** Tokens that what a number begins can be told by. */
const enough = 12;

/**
 * Recognise "-2019", "-24 December" and "-4 stars". Before a number a minus sign is no token of its own, since it may be about
 * the number: "-5 degrees", "2018 -2019".
 */
export function recogniseNumberLeftOut(tokens: TokenView, at: number): Found | undefined {
  const token = tokens.tokens[at];
  if (token?.kind !== 'word' || !/^[-−]\d/u.test(token.text) || token.glued || isSubtracted(tokens, at))
    return undefined;
  const number = { ...token, text: token.text.slice(1), word: token.word.slice(1), start: token.start + 1 };
  const behind = tokens.tokens.slice(at + 1, at + enough);
  const view = new TokenView([number, ...behind], tokens.today, tokens.spoken);
  const found = recogniseDate(view, 0) ?? recogniseBareDate(view, 0) ?? recogniseStars(view, 0);
  const understood = found && withoutChip(found.understood);
  return understood && { understood, next: at + found.next };
}

/** Is there a number before it, of which it may be taken, or to which it goes on? */
function isSubtracted({ tokens }: TokenView, at: number): boolean {
  const before = tokens[at - 1];
  return /\d$/u.test(before?.text ?? '') && before?.chip?.meaning.kind !== 'without';
}
