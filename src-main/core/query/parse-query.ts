import type { OfferedChip, UnderstoodQuery } from '../../../src-contract/index.ts';
import { recogniseBareDate } from './bare-dates.ts';
import { barePlaceRecogniser } from './bare-places.ts';
import { recogniseDate } from './date-chips.ts';
import { parseIsoDay, type Day } from './days.ts';
import { describe } from './description.ts';
import { type FileNames, fileNameRecogniser } from './file-names.ts';
import type { Recogniser } from './found.ts';
import { recogniseMoreLeftOut, recogniseNegation } from './negation.ts';
import { offeredChips } from './offered-chips.ts';
import { operatorRecogniser } from './operators.ts';
import { placeRecogniser } from './place-chips.ts';
import type { Place, Places } from './places.ts';
import { recogniseStars } from './stars.ts';
import { TokenView } from './token-view.ts';
import { tokenize, type Token } from './tokens.ts';
import { spokenIn } from './words.ts';

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
 * and quotes, then dates ("in May", "2019"), then places ("in Lisbon"), stars, what is left out, and places that nothing leads in.
 * What is not understood without doubt stays description, so that nothing that was typed is lost; its other reading is offered.
 *
 * @throws RangeError where `today` is no day.
 */
export function parseQuery(text: string, { today, places, files = noFiles }: QueryContext): UnderstoodQuery {
  const day = parseIsoDay(today);
  if (day === undefined) throw new RangeError(`Expected YYYY-MM-DD for today but received ${today}`);
  const source = { text, day, places: remembering(places), files };
  const tokens = understand(source);
  const chips = tokens.flatMap(({ chip, start, end }) =>
    chip === undefined ? [] : [{ ...chip.meaning, start, end, text: chip.text }],
  );
  // Pressed, it must be what it says.
  const holds = ({ chip, text: pressed }: OfferedChip): boolean =>
    understand({ ...source, text: pressed }).some(
      (token) => token.chip?.text === chip.text && token.start === chip.start,
    );
  const view = new TokenView(tokens, day, spokenIn(tokenize(text).map(({ word }) => word)));
  const offered = offeredChips(view, source.places, text).filter(holds);
  return { description: describe(tokens), chips, offered };
}

/** Several look for the same names, at each of its words. */
function remembering(places: Places): Places {
  const known = new Map<string, Place | undefined>();
  return {
    find: (name) => {
      if (!known.has(name)) known.set(name, places.find(name));
      return known.get(name);
    },
  };
}

interface Source {
  readonly text: string;
  readonly day: Day;
  readonly places: Places;
  readonly files: FileNames;
}

/** Cut a text into tokens, with chips for what is understood. */
function understand({ text, day, places, files }: Source): readonly Token[] {
  const recognisers = [
    fileNameRecogniser(text, files),
    operatorRecogniser(places, text),
    withVerb(recogniseDate),
    recogniseBareDate,
    withVerb(placeRecogniser(places, text)),
    recogniseStars,
    recogniseNegation,
    barePlaceRecogniser(places, text),
    // What now stands apart.
    recogniseBareDate,
    recogniseMoreLeftOut,
  ];
  let tokens = tokenize(text);
  const spoken = spokenIn(tokens.map(({ word }) => word));
  for (const recognise of recognisers) tokens = withChips(tokens, recognise, { text, day, spoken });
  return tokens;
}

const noFiles: FileNames = { has: () => false };

/** "taken in 2019" is one, too: what is left says nothing of the picture. */
function withVerb(recognise: Recogniser): Recogniser {
  return (tokens, at) =>
    recognise(tokens, at) ?? (['taken', 'shot'].includes(tokens.word(at)) ? recognise(tokens, at + 1) : undefined);
}

interface Context {
  readonly text: string;
  readonly day: Day;
  readonly spoken: ReadonlySet<string>;
}

/** Replace tokens by the chips that a recogniser finds, from left to right. It sees those that it found before. */
function withChips(before: readonly Token[], recognise: Recogniser, source: Context): Token[] {
  const tokens = [...before];
  const view = new TokenView(tokens, source.day, source.spoken);
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
