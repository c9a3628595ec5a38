import type { WrittenPlace } from '../../core/places/written-place.ts';
import { iptcDataset } from './iptc.ts';
import type { Sources } from './sources.ts';
import { cleanText } from './text.ts';
import { defaultText, type XmpProperty } from './xmp.ts';
import { fieldOf, itemsOf, textOf, type XmpNode } from './xmp-tree.ts';

/** A journey in one photo: more is no place. */
const maxPlaces = 20;
const maxNameLength = 200;

/**
 * Read where a photo was taken, or what place it shows, as people wrote it.
 *
 * @see IPTC Photo Metadata Standard: City, Sublocation, Province/State, Country, and Location Created and Shown
 */
export function writtenPlaces({ xmp, iptc }: Pick<Sources, 'xmp' | 'iptc'>): WrittenPlace[] {
  const property = (name: XmpProperty): string | null => shortened(defaultText(xmp.properties.get(name)));
  const dataset = (number: number): string | null => shortened(iptc.datasets.get(number)?.[0] ?? null);
  const inXmp = {
    location: property('Iptc4xmpCore:Location'),
    city: property('photoshop:City'),
    state: property('photoshop:State'),
    country: property('photoshop:Country'),
  };
  const inIptc = {
    location: dataset(iptcDataset.sublocation),
    city: dataset(iptcDataset.city),
    state: dataset(iptcDataset.state),
    country: dataset(iptcDataset.country),
  };
  const structured = (['Iptc4xmpExt:LocationCreated', 'Iptc4xmpExt:LocationShown'] as const)
    .flatMap((name) => xmp.structures.get(name) ?? [])
    .flatMap(itemsOf)
    .map(placeIn);
  const said = [inXmp, inIptc, ...structured].filter((place) => Object.values(place).some((part) => part !== null));
  return withoutRepeats(said).slice(0, maxPlaces);
}

function placeIn(node: XmpNode): WrittenPlace {
  const field = (name: string): string | null => textOf(fieldOf(node, `Iptc4xmpExt:${name}`), maxNameLength);
  return {
    location: field('Sublocation') ?? field('LocationName'),
    city: field('City'),
    state: field('ProvinceState'),
    country: field('CountryName'),
  };
}

/** Places of which another says all and perhaps more are left out. */
function withoutRepeats(places: readonly WrittenPlace[]): WrittenPlace[] {
  const kinds = ['location', 'city', 'state', 'country'] as const;
  const isWithin = (place: WrittenPlace, other: WrittenPlace): boolean =>
    kinds.every((kind) => place[kind] === null || place[kind] === other[kind]);
  return places.filter(
    (place, i) => !places.some((other, j) => i !== j && isWithin(place, other) && (j < i || !isWithin(other, place))),
  );
}

function shortened(text: string | null): string | null {
  return text === null ? null : cleanText(text, maxNameLength);
}
