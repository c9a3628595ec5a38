import type { PlaceCluster } from '../../src-contract/index.ts';
import { i18n, t } from '../lib/i18n.svelte.ts';

/** What the place of a cluster is called: its town, else its countries. */
export function placeName({ town, country, countries }: PlaceCluster): string {
  if (town !== null) return town;
  if (country === null) return t('places.nowhere');
  const name = i18n.regionName(country) ?? country;
  return countries > 1 ? t('places.countries', { country: name, count: countries - 1 }) : name;
}
