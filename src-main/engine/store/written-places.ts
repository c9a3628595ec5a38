import type { QueryChip } from '../../../src-contract/index.ts';
import { placeKeys } from '../../core/places/written-place.ts';
import { namesOfCountry } from '../gazetteer/countries.ts';
import { otherNames } from '../gazetteer/other-names.ts';

type Place = Extract<QueryChip, { kind: 'place' }>;
type Bind = (value: string | number) => string;

/** Photos that have lost their last file keep what was written for a while. */
export const isThere = 'EXISTS (SELECT 1 FROM photos WHERE id = photo_id AND unreferenced_since_ms IS NULL)';

/**
 * Say in SQL which photos a place was written beside: its name, in any spelling and by any other name that is known of it.
 * A town counts where its country was written with it, or none.
 */
export function writtenIn({ name, radiusKm, country }: Place, bind: Bind): string {
  const isOneOf = (column: string, keys: readonly string[]): string =>
    `${column} IN (SELECT value FROM json_each(${bind(JSON.stringify(keys))}))`;
  const countries = keysOf(namesOfCountry(country));
  const written =
    radiusKm === null
      ? `is_country = 1 AND ${isOneOf('key', countries)}`
      : `is_country = 0 AND ${isOneOf('key', keysOf(namesOfTown(name, country)))}
        AND (country IS NULL OR ${isOneOf('country', countries)})`;
  return `SELECT photo_id AS id FROM photo_places WHERE ${written} AND ${isThere}`;
}

/** Say in SQL beside which photos another town of that name was written, of another country; null for what is no town. */
export function writtenElsewhere({ name, radiusKm, country }: Place, bind: Bind): string | null {
  if (radiusKm === null) return null;
  const [towns, countries] = [keysOf(namesOfTown(name, country)), keysOf(namesOfCountry(country))];
  const among = (keys: readonly string[]): string => `(SELECT value FROM json_each(${bind(JSON.stringify(keys))}))`;
  return `SELECT photo_id FROM photo_places
    WHERE is_country = 0 AND key IN ${among(towns)} AND country NOT IN ${among(countries)}`;
}

/** `Cologne, Germany` is also `Köln`. */
function namesOfTown(name: string, country: string): string[] {
  const [own = name] = name.split(',');
  const also = otherNames.filter(
    ({ listed, names, country: of }) => of === country && [listed, ...names].some((each) => each === own),
  );
  return [own, ...also.flatMap(({ listed, names }) => [listed, ...names])];
}

function keysOf(names: readonly string[]): string[] {
  return [...new Set(names.flatMap(placeKeys))];
}
