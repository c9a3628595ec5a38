import { basename } from 'node:path';
import type { Filters, QueryChip } from '../../../src-contract/index.ts';
import { boundingBox } from '../../core/geo.ts';
import { rawFormats } from '../../core/raw-formats.ts';
import { spellings } from '../../core/text/fold.ts';
import { everySql } from './every-sql.ts';
import { type Condition, shapeSql } from './filter-sql.ts';
import type { NameStore } from './names.ts';
import { anyPhraseMatch, phraseMatch } from './words.ts';
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

/** Days that are asked for, as filters: all of them must hold, so the latest beginning and the earliest end count. */
export function withDates(filters: Filters, chips: readonly QueryChip[]): Filters {
  return chips
    .filter((chip) => chip.kind === 'date')
    .reduce(
      (narrowed, { from, to }) => ({
        ...narrowed,
        from: from !== null && from > (narrowed.from ?? '') ? from : narrowed.from,
        to: to !== null && to < (narrowed.to ?? '9999-12-32') ? to : narrowed.to,
      }),
      filters,
    );
}

/**
 * Say in SQL what chips narrow by. Of several of a kind one must hold, of phrases and of different kinds each. Dates are filters
 * (`withDates`); `minus` and `ignore` weigh and narrow nothing.
 */
export function chipSql(chips: readonly QueryChip[], names: Names): ChipCondition {
  const values: Record<string, string | number> = {};
  const bind: Bind = (value) => {
    const name = `chip${Object.keys(values).length}`;
    values[name] = value;
    return `:${name}`;
  };
  const columns: string[] = [];
  const among: string[] = [];
  const cameras = valuesOf(chips, 'camera');
  if (cameras.length > 0) columns.push(isOneOf('camera', containing(names.cameras(), cameras), bind));
  const types = valuesOf(chips, 'type');
  if (types.length > 0) columns.push(isOneOf('format', types.flatMap(formatsOf), bind));
  const shapes = valuesOf(chips, 'shape');
  if (shapes.length > 0) columns.push(isOneOf(shapeSql, shapes, bind));
  const ratings = rangesOf(chips, 'rating');
  if (ratings.length > 0) columns.push(`(${ratings.map((range) => inRange('rating', range, bind)).join(' OR ')})`);
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
  const phrases = valuesOf(chips, 'phrase');
  if (phrases.length > 0) among.push(withPhrases(phrases, bind));
  const places = chips.filter((chip) => chip.kind === 'place');
  if (places.length > 0) among.push(anyOf(places.flatMap((place) => placeQueries(place, bind))));
  return { sql: columns.join(' AND '), among, values };
}

/** What there is to choose from. */
export type Names = Pick<NameStore, 'cameras' | 'lenses' | 'roots' | 'directories'>;

function valuesOf(chips: readonly QueryChip[], kind: string): string[] {
  return chips.flatMap((chip) => (chip.kind === kind && 'value' in chip ? [chip.value] : []));
}

function rangesOf(chips: readonly QueryChip[], kind: Range['kind']): Range[] {
  return chips.flatMap((chip) => (chip.kind === kind && 'min' in chip ? [chip] : []));
}

function anyOf(queries: readonly string[]): string {
  return queries.join(' UNION ALL ');
}

function isOneOf(column: string, values: readonly string[], bind: Bind): string {
  return `${column} IN (SELECT value FROM json_each(${bind(JSON.stringify(values))}))`;
}

function inRange(column: string, { min, max }: Range, bind: Bind): string {
  const ends = [
    ...(min === null ? [] : [`${column} >= ${bind(min)}`]),
    ...(max === null ? [] : [`${column} <= ${bind(max)}`]),
  ];
  return ends.length === 0 ? `${column} IS NOT NULL` : `(${ends.join(' AND ')})`;
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

/** Photos in folders whose path, from the name of the registered folder on, one of the values is a part of. */
function inDirectories(values: readonly string[], names: Names, bind: Bind): string {
  const parts = values.map((value) => value.replaceAll('\\', '/')).flatMap(spellings);
  const found = names.roots().flatMap(({ id, path }) =>
    names
      .directories(id)
      .filter(({ below }) => {
        const paths = spellings(`/${basename(path)}/${below}`);
        return paths.some((spelling) => parts.some((part) => spelling.includes(part)));
      })
      .map(({ below }) => [id, below]),
  );
  return `SELECT photo_id AS id FROM json_each(${bind(JSON.stringify(found))}) AS directory CROSS JOIN files
    ON folder_id = directory.value ->> 0 AND ${directorySql} = directory.value ->> 1 AND photo_id IS NOT NULL`;
}

function withPhrases(phrases: readonly string[], bind: Bind): string {
  const matches = phrases.map(phraseMatch);
  // What holds no word is in no text.
  if (matches.includes(null)) return `${photosWhere} FALSE`;
  return `SELECT rowid AS id FROM words WHERE words MATCH ${bind(matches.join(' AND '))}`;
}

/** Photos that were taken in a place, and those that words say it of: most have no position, but a folder. */
function placeQueries(place: Place, bind: Bind): string[] {
  const named = anyPhraseMatch(place.names);
  const taken = `${photosWhere} ${takenIn(place, bind)}`;
  return named === null ? [taken] : [taken, `SELECT rowid AS id FROM words WHERE words MATCH ${bind(named)}`];
}

function takenIn({ latitude, longitude, radiusKm, country }: Place, bind: Bind): string {
  if (radiusKm === null) return `country = ${bind(country)}`;
  const { south, north, west, east } = boundingBox(latitude, longitude, radiusKm);
  const across = west <= east ? 'AND' : 'OR';
  return `latitude >= ${bind(south)} AND latitude <= ${bind(north)}
    AND (longitude >= ${bind(west)} ${across} longitude <= ${bind(east)})
    AND distance_km(latitude, longitude, ${bind(latitude)}, ${bind(longitude)}) <= ${bind(radiusKm)}`;
}
