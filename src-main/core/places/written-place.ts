import { z } from 'zod';
import { spellings } from '../text/fold.ts';

const part = z.string().nullable();

/** A place as somebody wrote it beside a photo, not as it was measured. Untrusted text. */
export const WrittenPlace = z.strictObject({
  /** Part of a town, building, viewpoint. */
  location: part,
  city: part,
  /** State or province. */
  state: part,
  country: part,
});
export type WrittenPlace = z.infer<typeof WrittenPlace>;

/** The smallest first, as people write an address. */
export function partsOfPlace({ location, city, state, country }: WrittenPlace): string[] {
  return [location, city, state, country].filter((text) => text !== null);
}

/** What names of places are compared by: their spellings, without marks and with single spaces. */
export function placeKeys(name: string): string[] {
  const keys = spellings(name).map((spelling) =>
    spelling
      .replaceAll(/['’.]/gu, '')
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  );
  return [...new Set(keys)].filter((key) => key !== '');
}

/** A name that a photo is found by when it is asked for by place. */
export interface PlaceKey {
  readonly key: string;
  readonly isCountry: boolean;
  /** Key of the country that was written with it; null where none was, and of a country. */
  readonly country: string | null;
}

/** All names of written places, each in all its spellings. */
export function keysOfPlaces(places: readonly WrittenPlace[]): PlaceKey[] {
  const found = new Map<string, PlaceKey>();
  const add = (key: PlaceKey): unknown => found.set(JSON.stringify(key), key);
  for (const { location, city, state, country } of places) {
    const [ofCountry = null, ...others] = country === null ? [] : placeKeys(country);
    for (const key of ofCountry === null ? [] : [ofCountry, ...others]) add({ key, isCountry: true, country: null });
    for (const name of [location, city, state])
      for (const key of name === null ? [] : placeKeys(name)) add({ key, isCountry: false, country: ofCountry });
  }
  return [...found.values()];
}
