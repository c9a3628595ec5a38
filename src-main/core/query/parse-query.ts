import type { UnderstoodQuery } from '../../../src-contract/index.ts';
import { recogniseDate } from './date-chips.ts';
import { parseIsoDay } from './days.ts';
import { describe } from './description.ts';
import type { Recogniser } from './found.ts';
import { recogniseNegation } from './negation.ts';
import { recogniseStars } from './number-chips.ts';
import { operatorRecogniser } from './operators.ts';
import { placeRecogniser } from './place-chips.ts';
import type { Places } from './places.ts';
import { TokenView } from './token-view.ts';
import { tokenize, type Token } from './tokens.ts';

/** What a query is understood by, beside its text. */
export interface QueryContext {
  /** The day that it is where the query is typed, `YYYY-MM-DD`: "yesterday" counts from it. */
  readonly today: string;
  readonly places: Places;
}

/**
 * Understand a text in the query language: what narrows the search becomes chips, everything else is the description.
 *
 * Recognisers go over the text one after the other, and none looks behind a chip of one before: operators and quotes,
 * then dates ("in May"), then places ("in Lisbon"), then stars, then what is left out. What is not understood without
 * doubt stays description, so that nothing that was typed is lost.
 *
 * @throws RangeError where `today` is no day.
 */
export function parseQuery(text: string, { today, places }: QueryContext): UnderstoodQuery {
  const day = parseIsoDay(today);
  if (day === undefined) throw new RangeError(`Expected YYYY-MM-DD for today but received ${today}`);
  const recognisers = [
    operatorRecogniser(places, text),
    recogniseDate,
    placeRecogniser(places, text),
    recogniseStars,
    recogniseNegation,
  ];
  let tokens = tokenize(text);
  for (const recognise of recognisers) tokens = withChips(tokens, recognise, { text, day });
  const chips = tokens.flatMap(({ chip, start, end }) =>
    chip === undefined ? [] : [{ ...chip.meaning, start, end, text: chip.text }],
  );
  return { description: describe(tokens), chips };
}

/** Replace tokens by the chips that a recogniser finds, from left to right. */
function withChips(tokens: readonly Token[], recognise: Recogniser, source: { text: string; day: number }): Token[] {
  const view = new TokenView(tokens, source.day);
  const result: Token[] = [];
  for (let at = 0; at < view.tokens.length;) {
    const [first, found] = [view.tokens[at], recognise(view, at)];
    if (first === undefined) break;
    if (found === undefined) {
      result.push(first);
      at++;
      continue;
    }
    const { start, glued } = first;
    const end = view.tokens[found.next - 1]?.end ?? first.end;
    result.push({
      kind: 'chip',
      text: source.text.slice(start, end),
      word: '',
      start,
      end,
      glued,
      chip: found.understood,
    });
    at = found.next;
  }
  return result;
}
