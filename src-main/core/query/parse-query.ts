import type { UnderstoodQuery } from '../../../src-contract/index.ts';
import { recogniseDate } from './date-chips.ts';
import { parseIsoDay, type Day } from './days.ts';
import { describe } from './description.ts';
import { type FileNames, fileNameRecogniser } from './file-names.ts';
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
  /** Without it names of several words are not told from what stands before them. */
  readonly files?: FileNames;
}

/**
 * Understand a text in the query language: what narrows the search becomes chips, everything else is the description.
 *
 * Recognisers go over the text one after the other, and none looks behind a chip of one before: names of files, operators
 * and quotes, then dates ("in May"), then places ("in Lisbon"), then stars, then what is left out. What is not understood without
 * doubt stays description, so that nothing that was typed is lost.
 *
 * @throws RangeError where `today` is no day.
 */
export function parseQuery(text: string, { today, places, files = noFiles }: QueryContext): UnderstoodQuery {
  const day = parseIsoDay(today);
  if (day === undefined) throw new RangeError(`Expected YYYY-MM-DD for today but received ${today}`);
  const recognisers = [
    fileNameRecogniser(text, files),
    operatorRecogniser(places, text),
    withVerb(recogniseDate),
    withVerb(placeRecogniser(places, text)),
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

const noFiles: FileNames = { has: () => false };

/** "taken in 2019" is one, too: what is left says nothing of the picture. */
function withVerb(recognise: Recogniser): Recogniser {
  return (tokens, at) =>
    recognise(tokens, at) ?? (['taken', 'shot'].includes(tokens.word(at)) ? recognise(tokens, at + 1) : undefined);
}

/** Replace tokens by the chips that a recogniser finds, from left to right. It sees those that it found before. */
function withChips(before: readonly Token[], recognise: Recogniser, source: { text: string; day: Day }): Token[] {
  const tokens = [...before];
  const view = new TokenView(tokens, source.day);
  for (const [at, first] of tokens.entries()) {
    const found = recognise(view, at);
    if (found === undefined) continue;
    const { start, glued } = first;
    const end = tokens[found.next - 1]?.end ?? first.end;
    const text = source.text.slice(start, end);
    tokens.splice(at, found.next - at, { kind: 'chip', text, word: '', start, end, glued, chip: found.understood });
  }
  return tokens;
}
