import type { DateSource } from '../../../src-contract/index.ts';
import { dateFromFolders } from '../dates/folder-date.ts';
import { dateFromName } from '../dates/name-date.ts';
import { earlierDate, type PhotoDate } from '../dates/photo-date.ts';
import { partsOfPlace, type WrittenPlace } from '../places/written-place.ts';
import type { PhotoMetadata } from '../photo-metadata.ts';
import { joinKeywords } from './join-keywords.ts';
import type { SidecarFacts } from './sidecar-facts.ts';
import { sidecarKind } from './sidecar-names.ts';

/** What of a photo's own metadata something beside it can complete or put right. */
export type OwnMetadata = Pick<
  PhotoMetadata,
  | 'takenAt'
  | 'takenAtOffsetMinutes'
  | 'latitude'
  | 'longitude'
  | 'altitudeMetres'
  | 'rating'
  | 'title'
  | 'description'
  | 'keywords'
  | 'people'
  | 'faces'
  | 'places'
> & { readonly warnings: readonly string[] };

/** What a photo is shown, sorted and found by. */
export interface EffectiveMetadata extends OwnMetadata {
  /** Null where nothing but the time of the file says when it was taken. */
  readonly takenAt: PhotoDate | null;
  readonly dateSource: DateSource;
  readonly label: string | null;
  readonly favourite: boolean;
}

/** What the user says of a photo in place of its files; null where that is left to them. */
export interface GivenMarks {
  readonly favourite: boolean | null;
  readonly rating: number | null;
}

const noMarks: GivenMarks = Object.freeze({ favourite: null, rating: null });

/** A place where a photo lies. */
export interface FilePlace {
  readonly name: string;
  /** Names of the folders it lies in, outermost first. */
  readonly folders: readonly string[];
  /** What lies beside it, that which is the most its own first. */
  readonly sidecars: readonly { readonly name: string; readonly facts: SidecarFacts }[];
}

interface Dated {
  readonly date: PhotoDate;
  readonly offsetMinutes: number | null;
}

const maxPeople = 500;
const maxPlaces = 20;

/**
 * Join what a photo says itself with what its files say by their sidecars and their names.
 *
 * [Note: Effective metadata] When a photo was taken is said, in this order, by an XMP sidecar, which a person had
 * written; the photo itself; the data of an export; the name of a file; the name of a folder; the time of a file. Where
 * several files of a photo say it in the same way, the earliest counts. All else is said by XMP sidecars, the photo,
 * exports and what Picasa notes of its folders, in this order, and before all of them by the user; keywords are those of all of them, and so are names of people
 * and places.
 *
 * @param files in any fixed order.
 * @param given by the user, in the app.
 */
export function effectiveMetadata(
  own: OwnMetadata,
  files: readonly FilePlace[],
  nowMs: number,
  given: GivenMarks = noMarks,
): EffectiveMetadata {
  const beside = files.flatMap(({ sidecars }) => sidecars);
  const xmp = beside.filter(({ name }) => sidecarKind(name) === 'xmp').map(({ facts }) => facts);
  const exports = beside.filter(({ name }) => sidecarKind(name) === 'json').map(({ facts }) => facts);
  const picasa = beside.filter(({ name }) => sidecarKind(name) === 'picasa').map(({ facts }) => facts);
  const said = [...xmp, own, ...exports, ...picasa];
  const all = [...xmp, ...exports, ...picasa];
  const first = <K extends 'rating' | 'title' | 'description'>(key: K): OwnMetadata[K] =>
    said.find((facts) => facts[key] !== null)?.[key] ?? null;
  const place = said.find(({ latitude, longitude }) => latitude !== null && longitude !== null) ?? own;
  return {
    ...dateOf(own, { xmp, exports, files }, nowMs),
    latitude: place.latitude,
    longitude: place.longitude,
    altitudeMetres: place.altitudeMetres,
    rating: given.rating ?? first('rating'),
    title: first('title'),
    description: first('description'),
    keywords: joinKeywords(said.flatMap((facts) => facts.keywords)),
    people: [...new Set(said.flatMap((facts) => facts.people))].slice(0, maxPeople),
    faces: said.flatMap((facts) => facts.faces),
    places: distinctPlaces(said.flatMap((facts) => facts.places)),
    warnings: [...new Set([...own.warnings, ...all.flatMap((facts) => facts.warnings)])],
    label: xmp.find(({ label }) => label !== null)?.label ?? null,
    favourite: given.favourite ?? all.some(({ favourite }) => favourite),
  };
}

interface Witnesses {
  readonly xmp: readonly SidecarFacts[];
  readonly exports: readonly SidecarFacts[];
  readonly files: readonly FilePlace[];
}

function dateOf(
  own: OwnMetadata,
  { xmp, exports, files }: Witnesses,
  nowMs: number,
): Pick<EffectiveMetadata, 'takenAt' | 'takenAtOffsetMinutes' | 'dateSource'> {
  const plain = (date: PhotoDate | null): Dated[] => (date === null ? [] : [{ date, offsetMinutes: null }]);
  const sources: [DateSource, () => Dated[]][] = [
    ['sidecar', () => xmp.flatMap(datedBy)],
    ['embedded', () => datedBy(own)],
    ['export', () => exports.flatMap(datedBy)],
    ['name', () => files.flatMap(({ name }) => plain(dateFromName(name, nowMs)))],
    ['folder', () => files.flatMap(({ folders }) => plain(dateFromFolders(folders, nowMs)))],
  ];
  let best: (Dated & { readonly dateSource: DateSource }) | undefined;
  for (const [dateSource, dates] of sources) {
    const [first, ...others] = dates();
    if (first === undefined) continue;
    const earliest = others.reduce((a, b) => (earlierDate(a.date, b.date) === a.date ? a : b), first);
    // Who says the day, and no more, does not take away the time that another says of it.
    const isMoreExact = best !== undefined && isMoreExactly(best.date, earliest.date, dateSource === 'embedded');
    if (best === undefined || isMoreExact) best = { ...earliest, dateSource };
  }
  if (best === undefined) return { takenAt: null, takenAtOffsetMinutes: null, dateSource: 'file' };
  return { takenAt: best.date, takenAtOffsetMinutes: best.offsetMinutes, dateSource: best.dateSource };
}

/** Is a date one of those that a less exact one may mean? Only the photo itself knows of fractions of a second. */
function isMoreExactly(whole: PhotoDate, date: PhotoDate, hasFraction: boolean): boolean {
  return (whole.length <= 10 || hasFraction) && date.length > whole.length && date.startsWith(whole);
}

function datedBy({ takenAt, takenAtOffsetMinutes }: Pick<OwnMetadata, 'takenAt' | 'takenAtOffsetMinutes'>): Dated[] {
  return takenAt === null ? [] : [{ date: takenAt, offsetMinutes: takenAtOffsetMinutes }];
}

function distinctPlaces(places: readonly WrittenPlace[]): WrittenPlace[] {
  const byText = new Map(places.map((place) => [JSON.stringify(partsOfPlace(place)), place]));
  return [...byText.values()].slice(0, maxPlaces);
}
