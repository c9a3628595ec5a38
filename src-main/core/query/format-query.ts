import type { Filters, UnderstoodQuery } from '../../../src-contract/index.ts';
import { areaChip } from './area-chips.ts';
import { dateChip, rangeChip, wordChip } from './chips.ts';
import { parseQuery, type QueryContext } from './parse-query.ts';
import { quotes } from './tokens.ts';

/**
 * Write a query that was understood as a text that is understood in the same way: chips first, then the description.
 *
 * Where the description would make chips of its own ("in May", of which `May` stood behind a chip), a backslash keeps
 * its words from it.
 */
export function formatQuery(understood: UnderstoodQuery, context: QueryContext): string {
  const chips = understood.chips.map((chip) => chip.text);
  const plain = [...chips, understood.description].filter((part) => part !== '').join(' ');
  if (isSame(parseQuery(plain, context), understood)) return plain;
  const words = understood.description.split(/\s+/u).filter((word) => word !== '');
  return [...chips, ...words.map((word) => `\\${word}`)].join(' ');
}

function isSame(a: UnderstoodQuery, b: UnderstoodQuery): boolean {
  return (
    a.description === b.description &&
    a.chips.length === b.chips.length &&
    a.chips.every((chip, index) => chip.text === b.chips[index]?.text)
  );
}

/**
 * Write filters in the query language. What chips say of a camera is a part of its name, and of a folder a part of its
 * path: they let through at least what the filters do.
 *
 * @param folderName name of the folder of `filters.folder`, for a filter that is about all of it; null where none is.
 * @param tagNames names of the tags of `filters.tags`.
 */
export function filtersAsText(filters: Filters, folderName: string | null, tagNames: readonly string[] = []): string {
  const below = filters.folder?.below.replaceAll(/^\/+|\/+$/gu, '') ?? '';
  const folder = filters.folder === null ? '' : below || (folderName ?? '');
  const named = (kind: 'folder' | 'camera' | 'person' | 'tag' | 'type', values: readonly string[]): string[] =>
    values.map((value) => withoutQuotes(value)).flatMap((value) => (value === '' ? [] : [wordChip(kind, value).text]));
  return [
    ...named('folder', [folder]),
    ...named('camera', filters.cameras),
    ...named('person', filters.people),
    ...named('tag', tagNames),
    ...named('type', filters.types),
    ...(filters.minRating === null ? [] : [rangeChip('rating', filters.minRating, null).text]),
    ...(filters.rejected === null ? [] : [rangeChip('rating', -1, -1).text]),
    ...(filters.favourite === null ? [] : [wordChip('is', 'favourite').text]),
    ...(filters.from === null && filters.to === null ? [] : [dateChip(filters.from, filters.to).text]),
    ...filters.colours.map((colour) => wordChip('color', colour).text),
    ...(filters.area === null ? [] : [areaChip(filters.area).text]),
    ...(filters.shape === null ? [] : [wordChip('shape', filters.shape).text]),
  ].join(' ');
}

/** The longest part of a name that can stand in quotes: they have no way of saying a quote. */
function withoutQuotes(value: string): string {
  const parts = value.split(new RegExp(`[${quotes}]`, 'u')).map((part) => part.replaceAll(/\s+/gu, ' ').trim());
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}
