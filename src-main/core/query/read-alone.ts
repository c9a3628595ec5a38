import { barePlaceRecogniser } from './bare-places.ts';
import { recogniseBareDate } from './bare-dates.ts';
import { withoutChip, wordChip, type Understood } from './chips.ts';
import { recogniseDate } from './date-chips.ts';
import { nameFound } from './file-names.ts';
import { placeRecogniser } from './place-chips.ts';
import type { Places } from './places.ts';
import { recogniseStars } from './stars.ts';
import { TokenView } from './token-view.ts';
import { tokenize } from './tokens.ts';
import { spokenIn } from './words.ts';

/** Most characters of what is read by itself. */
const mostCharacters = 100;

/** Read a text as a query that says nothing else: all of it must be a date, a place or stars. */
export function readAlone(places: Places, text: string, tokens: TokenView): Understood | undefined {
  if (text.length > mostCharacters) return undefined;
  const own = tokenize(text);
  const spoken = new Set([...tokens.spoken, ...spokenIn(own.map(({ word }) => word))]);
  const view = new TokenView(own, tokens.today, spoken);
  const recognisers = [
    ...[recogniseDate, recogniseBareDate, placeRecogniser(places, text), recogniseStars],
    barePlaceRecogniser(places, text),
  ];
  for (const recognise of recognisers) {
    const found = recognise(view, 0);
    if (found?.next === own.length) return found.understood;
  }
  return undefined;
}

/** Leave out what a text says: when and where by filtering, all else as something that photos show. */
export function leftOutAs(places: Places, value: string, tokens: TokenView): Understood {
  const narrowing = readAlone(places, value, tokens);
  return (narrowing && withoutChip(narrowing)) ?? shown(value, yearLike.test(value));
}

/** A number of four digits is a year on some days, and one to come on others. */
const yearLike = /^\d{4}(?:[-–]\d{4})?$/u;

/** Leave out a word as something that photos show, also one that by itself is a date, a place or the name of a file. */
export function leftOutAsShown(places: Places, word: string, tokens: TokenView): Understood {
  const isRead = yearLike.test(word) || nameFound(word, 1) !== undefined;
  return shown(word, isRead || readAlone(places, word, tokens) !== undefined);
}

/** @param isRead whether it must be kept from being read as something else, as a backslash does */
function shown(value: string, isRead: boolean): Understood {
  const { meaning, text } = wordChip('minus', value);
  return { meaning, text: isRead ? `-\\${value}` : text };
}
