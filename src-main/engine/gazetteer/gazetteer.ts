import { createRequire } from 'node:module';
import type * as CountryCoder from '@rapideditor/country-coder';
import { boundingBox, distanceKm, type GeoBox } from '../../core/geo.ts';
import type { Place, Places } from '../../core/query/places.ts';
import { Countries, isState, stateName, stateNames } from './countries.ts';
import { islands, namesOfLanguages, regions } from './other-names.ts';
import { placeKey } from './place-key.ts';
import { Towns, type Town } from './towns.ts';

/**
 * Knows towns, islands and countries by name, and which country a point is in.
 *
 * [Note: Gazetteer] The list of towns is read when the first name is looked up, and kept for the process: that costs half a
 * second, once, and 16 MB. Any word of a search may be a place, so that is done soon after the start where there are
 * photos. Those without places in their photos need not pay for the borders of countries: 40 ms and 24 MB.
 */
export class Gazetteer implements Places {
  #borders: typeof CountryCoder | undefined;

  /** Find a town, an island or a country; of several with one name the country, then the one with most people. */
  find(name: string): Place | undefined {
    if (name.length > longestName) return undefined;
    known ??= load();
    return findPlace(known, name);
  }

  /** Towns in a box, at most `limit`, those of most people first. */
  townsIn(box: GeoBox, limit: number): Town[] {
    known ??= load();
    return known.towns.largestIn(box, limit);
  }

  /**
   * Name the town that a part of the globe is of: the largest in it, else the one that it is nearest to, by how far that
   * reaches. Undefined where it is wider than towns are, or out of reach of any.
   */
  townOf(box: GeoBox): string | undefined {
    const { latitude, longitude } = middleOf(box);
    const radiusKm = distanceKm(latitude, longitude, box.north, box.east);
    if (radiusKm > widestTownKm) return undefined;
    known ??= load();
    const near = Math.max(radiusKm, leastTownKm);
    const towns = known.towns.within(boundingBox(latitude, longitude, near + widestTownKm)).map((town) => {
      const beyondKm = Math.max(0, distanceKm(latitude, longitude, town.latitude, town.longitude) - near);
      return { town, away: beyondKm / townRadiusKm(town.population) };
    });
    const reached = towns.filter(({ away }) => away <= 1);
    reached.sort((a, b) => a.away - b.away || b.town.population - a.town.population);
    return reached[0]?.town.name;
  }

  /**
   * Tell the country of a point, in degrees, as ISO 3166-1 alpha-2; null at sea. Territories with a code of their own
   * count as countries: Hong Kong, Réunion.
   *
   * @see https://github.com/rapideditor/country-coder
   */
  countryOf(latitude: number, longitude: number): string | null {
    this.#borders ??= createRequire(import.meta.url)('@rapideditor/country-coder') as typeof CountryCoder;
    const code = this.#borders.iso1A2Code([longitude, latitude], { level: 'territory' });
    return code === null ? null : (partsOfCountries[code] ?? code);
  }
}

/** As far as the largest town reaches, and around a point as far as any does, in kilometres. */
const widestTownKm = 50;
const leastTownKm = 2;

function middleOf({ south, north, west, east }: GeoBox): { readonly latitude: number; readonly longitude: number } {
  const width = east - west + (west > east ? 360 : 0);
  const longitude = west + width / 2;
  return { latitude: (south + north) / 2, longitude: longitude > 180 ? longitude - 360 : longitude };
}

/** Longest name in characters: the longest town has 70. */
const longestName = 200;

/** Codes that ISO reserves for parts of a country, to the code that towns there have. */
const partsOfCountries: Readonly<Record<string, string>> = {
  EA: 'ES',
  IC: 'ES',
  AC: 'SH',
  TA: 'SH',
  CP: 'FR',
  DG: 'IO',
};

interface Loaded {
  readonly towns: Towns;
  readonly countries: Countries;
  readonly islands: ReadonlyMap<string, Place>;
  readonly regions: ReadonlySet<string>;
}

let known: Loaded | undefined;

function load(): Loaded {
  const towns = new Towns();
  const countries = new Countries(towns.countries);
  const places = islands.flatMap(({ name, country, ...where }) => {
    const known = namesOfLanguages.filter((other) => other.listed === name && other.country === country);
    const names = [name, ...known.flatMap((other) => other.names)];
    const place = { name: `${name}, ${countries.name(country)}`, country, population: null, names, ...where };
    return names.map((each) => [placeKey(each), place] as const);
  });
  const names = new Set([...regions, ...stateNames()].map(placeKey));
  // A town of the name is as well known as its state.
  for (const name of ['New York', 'Washington', 'Quebec', 'Victoria']) names.delete(placeKey(name));
  return {
    towns,
    countries,
    islands: new Map(places),
    regions: names,
  };
}

function findPlace(loaded: Loaded, name: string): Place | undefined {
  const country = loaded.countries.byName(name);
  if (country !== undefined) return countryPlace(loaded, country);
  const [first = '', ...qualifiers] = name.split(',').map((part) => part.trim());
  if (first === '' || qualifiers.includes('')) return undefined;
  const island = loaded.islands.get(placeKey(first));
  const inIslandsCountry = (qualifier: string): boolean =>
    qualifier === island?.country || loaded.countries.byName(qualifier) === island?.country;
  if (island !== undefined && qualifiers.every(inIslandsCountry)) return island;
  const town = findTown(loaded, name);
  return town && townPlace(loaded, town);
}

/** A town by its name, or by its name and what it lies in, behind commas. */
function findTown(loaded: Loaded, name: string): Town | undefined {
  if (loaded.regions.has(placeKey(name))) return undefined;
  const [whole] = loaded.towns.named(name);
  if (whole !== undefined) return whole;
  const [first = '', ...qualifiers] = name.split(',').map((part) => part.trim());
  if (qualifiers.length === 0) return undefined;
  return loaded.towns
    .named(first)
    .find((town) => qualifiers.every((qualifier) => liesIn(loaded.countries, town, qualifier)));
}

function liesIn(countries: Countries, town: Town, qualifier: string): boolean {
  return (
    town.country === qualifier ||
    countries.byName(qualifier) === town.country ||
    isState(town.country, town.adminCode, qualifier)
  );
}

function townPlace(loaded: Loaded, town: Town): Place {
  const { latitude, longitude, country, population } = town;
  const name = fullName(loaded, town);
  const means = (each: string): boolean =>
    loaded.countries.byName(each) === undefined && findTown(loaded, each)?.index === town.index;
  const names = loaded.towns.namesOf(town).filter((each) => means(each) && !loaded.islands.has(placeKey(each)));
  return { name, latitude, longitude, radiusKm: townRadiusKm(population), country, population, names };
}

/** The shortest name with its state or country that finds the town again. */
function fullName(loaded: Loaded, town: Town): string {
  const state = stateName(town.country, town.adminCode);
  const country = loaded.countries.name(town.country);
  const endings = [
    ...(town.name.includes(',') ? [''] : []),
    // Towns of these two are told by their states.
    ...(state !== undefined && ['US', 'CA'].includes(town.country) ? [`, ${state}`] : []),
    `, ${country}`,
    ...(state === undefined ? [] : [`, ${state}`, `, ${state}, ${country}`]),
    `, ${town.country}`,
  ];
  const ending = endings.find((each) => findTown(loaded, town.name + each)?.index === town.index);
  return town.name + (ending ?? `, ${country}`);
}

/**
 * How far from its middle a photo is still one of a town: 5 km around a village, 20 km around half a million people, 50
 * km around ten millions. Towns grow in area a little slower than in people, hence the power; whole kilometres.
 */
function townRadiusKm(population: number): number {
  return Math.round(Math.min(widestTownKm, Math.max(5, 20 * (population / 500_000) ** 0.3)));
}

/** A country, around the capital or the largest town for want of a middle: what counts are its borders. */
function countryPlace(loaded: Loaded, country: string): Place {
  const middle = loaded.towns.chiefOf(country);
  return {
    name: loaded.countries.name(country),
    latitude: middle?.latitude ?? 0,
    longitude: middle?.longitude ?? 0,
    radiusKm: null,
    country,
    population: null,
    names: loaded.countries.namesOf(country),
  };
}
