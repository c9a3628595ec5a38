import type Database from 'better-sqlite3';
import type { Area } from '../../../src-contract/index.ts';
import { distanceKm } from '../../core/geo.ts';
import { areaTest, type InArea } from '../../core/places/area.ts';
import { spellings } from '../../core/text/fold.ts';
import { hiddenNumbers, indexTokens } from '../../core/text/index-tokens.ts';

/** Stands between texts that have nothing to do with each other, as in the view `photo_words`. */
const gap = '\uE000';

/** Give a connection the functions that our SQL uses; some stand in triggers, without which nothing can be written. */
export function addFunctions(database: Database.Database): void {
  database.function('distance_km', { deterministic: true }, distanceKm);
  database.function('in_area', { deterministic: true }, areaFunction());
  database.function('word_spellings', { deterministic: true }, (text: unknown) =>
    typeof text === 'string' ? wordSpellings(text) : null,
  );
}

/**
 * Each of the texts between gaps in all its spellings, as the index takes them, then numbers that hide in them; with gaps
 * between all. See [Note: Spellings] and [Note: Scripts without spaces].
 */
function wordSpellings(text: string): string {
  const texts = text.split(gap);
  const spelled = texts.flatMap((each) => spellings(each).map((spelling) => indexTokens(spelling).join(' ')));
  return [...spelled, ...new Set(texts.flatMap(hiddenNumbers))].join(` ${gap} `);
}

/** Whether a point is in an area, which comes as text. The same one comes for every row of a query: it is read once. */
function areaFunction(): (latitude: unknown, longitude: unknown, text: unknown) => number {
  let known: { readonly text: unknown; readonly test: InArea } = { text: undefined, test: () => false };
  return (latitude, longitude, text) => {
    if (known.text !== text) known = { text, test: areaTest(JSON.parse(String(text)) as Area) };
    return Number(known.test(Number(latitude), Number(longitude)));
  };
}
