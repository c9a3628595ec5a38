import { basename } from 'node:path';
import { type Area, type QueryChip, rawFormats } from '../../../src-contract/index.ts';
import { boundingBox } from '../../core/geo.ts';
import { spellings } from '../../core/text/fold.ts';
import { areaSql } from './area-sql.ts';
import { everySql } from './every-sql.ts';
import { type Condition, daysSql, shapeSql } from './filter-sql.ts';
import type { FileNameStore } from './file-names.ts';
import type { NameStore } from './names.ts';
import { anyPhraseMatch, phraseMatch } from './words.ts';
import { isThere, writtenElsewhere, writtenIn } from './written-places.ts';
import { directorySql } from './words-schema.ts';

/** What chips ask of photos besides filters. */
export interface ChipCondition extends Condition {
  /** On columns that the index `photos_timeline` holds; empty where nothing is asked of them. */
  readonly sql: string;
  /** Queries for ids, each answered by an index of its own. A photo must be in the answer of every one. */
  readonly among: readonly string[];
}

type Bind = (value: string | number) => string;
type Range = Extract<QueryChip, { min: number | null }>;
type Place = Extract<QueryChip, { kind: 'place' }>;

const photosWhere = 'SELECT id FROM photos WHERE unreferenced_since_ms IS NULL AND';

/**
 * Say in SQL what chips narrow by. Of several of a kind one must hold, of people, tags, phrases, colours and of different kinds each. Dates
 * are filters (`datesAsked`); of what is left out, none may hold; `minus` and `ignore` weigh and narrow nothing.
 */
export function chipSql(chips: readonly QueryChip[], called: Called): ChipCondition {
  const values: Record<string, string | number> = {};
  const bind: Bind = (value) => {
    const name = `chip${Object.keys(values).length}`;
    values[name] = value;
    return `:${name}`;
  };
  const { sql, among } = narrowing(chips, called, bind);
  const leftOut = chips.flatMap((chip) => (chip.kind === 'without' ? [withoutAny(chip, called, bind)] : []));
  return { sql, among: [...among, ...leftOut], values };
}

/** Each by itself: a photo is left out when one of them is true of it. */
function withoutAny({ of, ...place }: Extract<QueryChip, { kind: 'without' }>, called: Called, bind: Bind): string {
  if (of.kind === 'date') return `${photosWhere} NOT (${daysSql(of, (_, value) => bind(value))})`;
  const { sql, among } = narrowing([{ ...place, ...of }], called, bind);
  const queries = [...(sql === '' ? [] : [`${photosWhere} ${sql}`]), ...among];
  return `${photosWhere} ${queries.map((query) => `id NOT IN (SELECT id FROM (${query}))`).join(' AND ')}`;
}

function narrowing(
  chips: readonly QueryChip[],
  { names, files, tags }: Called,
  bind: Bind,
): Pick<ChipCondition, 'sql' | 'among'> {
  const columns: string[] = [];
  const among: string[] = [];
  const cameras = valuesOf(chips, 'camera');
  if (cameras.length > 0) columns.push(isOneOf('camera', containing(names.cameras(), cameras), bind));
  const types = valuesOf(chips, 'type');
  if (types.length > 0) columns.push(isOneOf('format', types.flatMap(formatsOf), bind));
  const shapes = valuesOf(chips, 'shape');
  if (shapes.length > 0) columns.push(isOneOf(shapeSql, shapes, bind));
  const ratings = rangesOf(chips, 'rating');
  if (ratings.length > 0) columns.push(`(${ratings.map((range) => ratedIn(range, bind)).join(' OR ')})`);
  if (valuesOf(chips, 'is').length > 0) columns.push('id IN (SELECT id FROM photos WHERE favourite = 1)');
  columns.push(
    ...everySql(
      chips.flatMap((chip) => (chip.kind === 'every' ? [chip.name] : [])),
      bind,
    ),
  );
  const lenses = valuesOf(chips, 'lens');
  if (lenses.length > 0) among.push(`${photosWhere} ${isOneOf('lens', containing(names.lenses(), lenses), bind)}`);
  const isos = rangesOf(chips, 'iso');
  if (isos.length > 0) among.push(anyOf(isos.map((range) => `${photosWhere} ${inRange('iso', range, bind)}`)));
  const folders = valuesOf(chips, 'folder');
  if (folders.length > 0) among.push(inDirectories(folders, names, bind));
  const fileNames = valuesOf(chips, 'name');
  if (fileNames.length > 0) among.push(isCalled(fileNames, files, bind));
  for (const person of valuesOf(chips, 'person')) among.push(showing(person, names, bind));
  for (const tag of valuesOf(chips, 'tag')) among.push(tagged(tag, tags, bind));
  for (const colour of valuesOf(chips, 'color'))
    among.push(`SELECT photo_id AS id FROM photo_colours WHERE colour = ${bind(colour)} AND ${isThere}`);
  const phrases = valuesOf(chips, 'phrase');
  if (phrases.length > 0) among.push(withPhrases(phrases, bind));
  among.push(...whereQueries(chips, bind));
  return { sql: columns.join(' AND '), among };
}

/** What there is to choose from. */
type Names = Pick<NameStore, 'cameras' | 'lenses' | 'people' | 'roots' | 'directories'>;
type CalledPhotos = Pick<FileNameStore, 'photosCalled'>;
/** Tells which tags are called something. */
export interface CalledTags {
  readonly called: (value: string) => readonly number[];
}

/** What chips name things of. */
interface Called {
  readonly names: Names;
  readonly files: CalledPhotos;
  readonly tags: CalledTags;
}

function valuesOf(chips: readonly QueryChip[], kind: string): string[] {
  return chips.flatMap((chip) => (chip.kind === kind && 'value' in chip ? [chip.value] : []));
}

function rangesOf(chips: readonly QueryChip[], kind: Range['kind']): Range[] {
  return chips.flatMap((chip) => (chip.kind === kind && 'min' in chip ? [chip] : []));
}

function anyOf(queries: readonly string[]): string {
  return queries.join(' UNION ALL ');
}

function isOneOf(column: string, values: readonly (string | number)[], bind: Bind): string {
  return `${column} IN (SELECT value FROM json_each(${bind(JSON.stringify(values))}))`;
}

function inRange(column: string, { min, max }: Range, bind: Bind): string {
  const ends = [
    ...(min === null ? [] : [`${column} >= ${bind(min)}`]),
    ...(max === null ? [] : [`${column} <= ${bind(max)}`]),
  ];
  return ends.length === 0 ? `${column} IS NOT NULL` : `(${ends.join(' AND ')})`;
}

/** No rating is none, as zero stars are; what is rejected has no stars to count. */
function ratedIn(range: Range, bind: Bind): string {
  if (range.min === null && range.max === null) return inRange('rating', range, bind);
  const stars = 'coalesce(rating, 0)';
  return range.min === null ? `(${stars} >= 0 AND ${inRange(stars, range, bind)})` : inRange(stars, range, bind);
}

/** Photos of people whose names have all words of a value, in any order and spelling; of what has no words, all of it. */
function showing(value: string, names: Names, bind: Bind): string {
  const wanted = spellings(value).map((text) => ({ text, words: wordsIn(text) }));
  const isMeant = (spelling: string): boolean => {
    const words = new Set(wordsIn(spelling));
    return wanted.some(({ text, words: parts }) =>
      parts.length === 0 ? text === spelling : parts.every((part) => words.has(part) || isInside(part, spelling)),
    );
  };
  const found = names.people().filter((name) => spellings(name).some(isMeant));
  return `SELECT photo_id AS id FROM photo_people WHERE ${isOneOf('name', found, bind)} AND ${isThere}`;
}

/** Where names are written without spaces, a part of one is a word of it: 山田 of 山田太郎. */
function isInside(part: string, name: string): boolean {
  return (
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+$/u.test(part) && name.includes(part)
  );
}

function wordsIn(text: string): string[] {
  return text.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word !== '');
}

/** Names that one of the values is a part of, in any of their spellings. */
function containing(names: readonly string[], values: readonly string[]): string[] {
  const parts = values.flatMap(spellings);
  return names.filter((name) => spellings(name).some((spelling) => parts.some((part) => spelling.includes(part))));
}

function formatsOf(type: string): readonly string[] {
  const format = type.toLowerCase();
  return format === 'raw' ? rawFormats : [format];
}

/** Tell whether one of the values is a part of a folder's path, from the name of the registered folder on. */
export function folderNamed(values: readonly string[]): (root: string, below: string) => boolean {
  const parts = values.map((value) => value.replaceAll('\\', '/')).flatMap(spellings);
  return (root, below) => {
    const paths = spellings(`/${basename(root)}/${below}`);
    return paths.some((spelling) => parts.some((part) => spelling.includes(part)));
  };
}

/** Photos in folders whose path, from the name of the registered folder on, one of the values is a part of. */
function inDirectories(values: readonly string[], names: Names, bind: Bind): string {
  const isNamed = folderNamed(values);
  const found = names.roots().flatMap(({ id, path }) =>
    names
      .directories(id)
      .filter(({ below }) => isNamed(path, below))
      .map(({ below }) => [id, below]),
  );
  return `SELECT photo_id AS id FROM json_each(${bind(JSON.stringify(found))}) AS directory CROSS JOIN files
    ON folder_id = directory.value ->> 0 AND ${directorySql} = directory.value ->> 1 AND photo_id IS NOT NULL`;
}

function isCalled(values: readonly string[], files: CalledPhotos, bind: Bind): string {
  const ids = values.flatMap((value) => [...files.photosCalled(value)]);
  return `SELECT value AS id FROM json_each(${bind(JSON.stringify(ids))})`;
}

/** Photos that have a tag of this name, or a keyword with these words in this order. */
function tagged(value: string, tags: CalledTags, bind: Bind): string {
  const called = `SELECT photo_id AS id FROM shown_tags WHERE ${isOneOf('tag', tags.called(value), bind)} AND ${isThere}`;
  const keyword = phraseMatch(value);
  if (keyword === null) return called;
  return `${called} UNION ALL SELECT rowid AS id FROM words WHERE words MATCH ${bind(`keywords : (${keyword})`)}`;
}

function withPhrases(phrases: readonly string[], bind: Bind): string {
  const matches = phrases.map(phraseMatch);
  // What holds no word is in no text.
  if (matches.includes(null)) return `${photosWhere} FALSE`;
  return `SELECT rowid AS id FROM words WHERE words MATCH ${bind(matches.join(' AND '))}`;
}

/** For places, and for parts of the map, a query for photos of one of them. */
function whereQueries(chips: readonly QueryChip[], bind: Bind): string[] {
  const places = chips.flatMap((chip) => (chip.kind === 'place' ? placeQueries(chip, bind) : []));
  const areas = chips.flatMap((chip) => (chip.kind === 'area' ? [inArea(chip.area, bind)] : []));
  return [places, areas].filter((queries) => queries.length > 0).map(anyOf);
}

/** Photos that were taken in a place, those that it was written beside, and those that words say it of: many have but a folder. */
function placeQueries(place: Place, bind: Bind): string[] {
  const known = [`${photosWhere} ${takenIn(place, bind)}`, writtenIn(place, bind)];
  const named = anyPhraseMatch(place.names);
  if (named === null) return known;
  const elsewhere = writtenElsewhere(place, bind);
  const other = elsewhere === null ? '' : `AND rowid NOT IN (${elsewhere})`;
  return [...known, `SELECT rowid AS id FROM words WHERE words MATCH ${bind(named)} ${other}`];
}

function inArea(area: Area, bind: Bind): string {
  return `${photosWhere} ${areaSql(area, (_, value) => bind(value))}`;
}

function takenIn({ latitude, longitude, radiusKm, country }: Place, bind: Bind): string {
  if (radiusKm === null) return `country = ${bind(country)}`;
  const { south, north, west, east } = boundingBox(latitude, longitude, radiusKm);
  const across = west <= east ? 'AND' : 'OR';
  return `latitude >= ${bind(south)} AND latitude <= ${bind(north)}
    AND (longitude >= ${bind(west)} ${across} longitude <= ${bind(east)})
    AND distance_km(latitude, longitude, ${bind(latitude)}, ${bind(longitude)}) <= ${bind(radiusKm)}`;
}
