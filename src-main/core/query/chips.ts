import type { EveryName, LeftOutChip, QueryChip } from '../../../src-contract/index.ts';
import { monthLength } from './days.ts';
import { ordinaryWords, placesThatAreWords } from './place-words.ts';
import type { Place } from './places.ts';

type WithoutPlace<Chip> = Chip extends unknown ? Omit<Chip, 'start' | 'end' | 'text'> : never;

/** What a chip means, without where it stands and how it is written. */
export type Meaning = WithoutPlace<QueryChip>;
type WordMeaning = Extract<Meaning, { value: string }>;
type RangeMeaning = Extract<Meaning, { min: number | null }>;

/** What was understood, and how the query language writes it. */
export interface Understood {
  readonly meaning: Meaning;
  readonly text: string;
}

/** How words are written, by the kind of chip: behind an operator, or as themselves. */
const prefixes: Readonly<Record<WordMeaning['kind'], string>> = {
  folder: 'folder:',
  camera: 'camera:',
  lens: 'lens:',
  name: 'name:',
  person: 'person:',
  tag: 'tag:',
  type: 'type:',
  shape: 'shape:',
  is: 'is:',
  ignore: 'ignore:',
  color: 'color:',
  minus: '-',
  phrase: '',
};

/** Make a chip of a word or a name. */
export function wordChip(kind: WordMeaning['kind'], value: string): Understood {
  // Only a plain word goes without quotes. A minus before anything but a letter is none.
  const first = kind === 'minus' ? /^\p{L}/u : /^[\p{L}\p{N}]/u;
  const bare = kind !== 'phrase' && first.test(value) && /^[\p{L}\p{N}._/-]*[\p{L}\p{N}]$/u.test(value);
  return { meaning: { kind, value }, text: `${prefixes[kind]}${bare ? value : `"${value}"`}` };
}

/** Make a chip that leaves out what another one would let pass; undefined for what nothing can be left out by. */
export function withoutChip({ meaning, text }: Understood): Understood | undefined {
  return canBeLeftOut(meaning) ? { meaning: { kind: 'without', of: meaning }, text: `-${text}` } : undefined;
}

function canBeLeftOut(meaning: Meaning): meaning is LeftOutChip {
  return !['phrase', 'minus', 'ignore', 'without'].includes(meaning.kind);
}

/** Make a chip of a range of numbers, of which one end may be open. */
export function rangeChip(kind: RangeMeaning['kind'], min: number | null, max: number | null): Understood {
  return { meaning: { kind, min, max }, text: `${kind}:${rangeText(min, max)}` };
}

function rangeText(min: number | null, max: number | null): string {
  if (min === max) return String(min);
  if (max === null) return `>=${String(min)}`;
  return min === null ? `<=${max}` : `${min}-${max}`;
}

/** Make a chip of days, `YYYY-MM-DD`, both included, of which one can be missing. */
export function dateChip(from: string | null, to: string | null): Understood {
  return { meaning: { kind: 'date', from, to }, text: dateText(from, to) };
}

function dateText(from: string | null, to: string | null): string {
  if (from === null) return `until:${to ?? ''}`;
  if (to === null) return `since:${from}`;
  return `on:${from === to ? from : (wholePeriod(from, to) ?? `${from}..${to}`)}`;
}

/** Make a chip of what comes again. */
export function everyChip(name: EveryName): Understood {
  return { meaning: { kind: 'every', name }, text: `every:${name}` };
}

/** A whole year or a whole month in short. */
function wholePeriod(from: string, to: string): string | undefined {
  const [year, month] = [from.slice(0, 4), from.slice(0, 7)];
  if (from === `${year}-01-01` && to === `${year}-12-31`) return year;
  const lastDay = monthLength(Number(year), Number(month.slice(5)));
  return from === `${month}-01` && to === `${month}-${lastDay}` ? month : undefined;
}

/** Make a chip of a place, with a distance of its own or the one that suits the place. */
export function placeChip(place: Place, radiusKm: number | null = place.radiusKm): Understood {
  const { name, latitude, longitude, country } = place;
  const isOwn = radiusKm === place.radiusKm || radiusKm === null;
  const quoted = /^\p{L}+$/u.test(name) && isOwn ? name : `"${name}${isOwn ? '' : `, ${radiusKm} km`}"`;
  // Words say no distance, and of some names they say nothing: a nice day is none in Nice.
  const names = isOwn ? [name, ...place.names].filter((each) => !isOrdinary(each)) : [];
  return {
    meaning: { kind: 'place', name, latitude, longitude, radiusKm, country, names: [...new Set(names)] },
    text: `${place.radiusKm === null ? 'in' : 'near'}:${quoted}`,
  };
}

function isOrdinary(name: string): boolean {
  const word = name.toLowerCase();
  return placesThatAreWords.has(word) || ordinaryWords.has(word) || word.length < 3;
}
