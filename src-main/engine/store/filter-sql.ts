import type { Filters, photoShapes } from '../../../src-contract/index.ts';
import { dayOf } from '../../core/query/days.ts';
import { areaSql } from './area-sql.ts';
import { scopeRange } from './folder-scope.ts';
import { directorySql } from './words-schema.ts';

/** A condition on photos, with the values it is about. */
export interface Condition {
  readonly sql: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The shape of a photo, as the contract defines it. */
export const shapeSql = `CASE
  WHEN max(width, height) >= 2 * min(width, height) THEN 'panorama'
  WHEN 100 * max(width, height) <= 105 * min(width, height) THEN 'square'
  WHEN width > height THEN 'landscape'
  ELSE 'portrait' END` satisfies string;

type Shape = (typeof photoShapes)[number];

/**
 * Say filters in SQL. Photos without a file count for nothing. Every column is one that the index `photos_timeline`
 * holds, but for folders, people, tags, colours and places, which have their own, so that a whole library is filtered without
 * opening a row of it.
 *
 * @param spelled all that photos call the person of a name.
 */
export function filterSql(filters: Filters, spelled: (person: string) => readonly string[]): Condition {
  const all = ['unreferenced_since_ms IS NULL'];
  const values: Record<string, string | number> = {};
  const also = (sql: string, more: Readonly<Record<string, string | number>>): void => {
    all.push(sql);
    Object.assign(values, more);
  };
  if (filters.folder !== null) {
    const { sql, values: more } = folderSql(filters.folder);
    also(`id IN (SELECT photo_id FROM files WHERE ${sql} AND photo_id IS NOT NULL)`, more);
  }
  const days = daysSql(filters, (name, value) => {
    values[name] = value;
    return `:${name}`;
  });
  if (days !== '') all.push(days);
  if (filters.cameras.length > 0) {
    also('camera IN (SELECT value FROM json_each(:cameras))', { cameras: JSON.stringify(filters.cameras) });
  }
  for (const [i, person] of filters.people.entries())
    also(`id IN (SELECT photo_id FROM photo_people WHERE name IN (SELECT value FROM json_each(:person${i})))`, {
      [`person${i}`]: JSON.stringify(spelled(person)),
    });
  for (const [i, tag] of filters.tags.entries())
    also(`id IN (SELECT photo_id FROM shown_tags WHERE tag = :tag${i})`, { [`tag${i}`]: tag });
  if (filters.types.length > 0) {
    also('format IN (SELECT value FROM json_each(:types))', { types: JSON.stringify(filters.types) });
  }
  if (filters.minRating !== null) also('rating >= :rating', { rating: filters.minRating });
  if (filters.rejected === true) also('rating = -1', {});
  // By an index of its own: the few that there are.
  if (filters.favourite === true) also('id IN (SELECT id FROM photos WHERE favourite = 1)', {});
  for (const [i, colour] of filters.colours.entries())
    also(`id IN (SELECT photo_id FROM photo_colours WHERE colour = :colour${i})`, { [`colour${i}`]: colour });
  if (filters.shape !== null) also(`${shapeSql} = :shape`, { shape: filters.shape satisfies Shape });
  if (filters.area !== null) {
    const sql = areaSql(filters.area, (name, value) => {
      values[name] = value;
      return `:${name}`;
    });
    all.push(`id IN (SELECT id FROM photos WHERE ${sql} AND unreferenced_since_ms IS NULL)`);
  }
  return { sql: all.join(' AND '), values };
}

/** Say in SQL that a file lies in a folder. */
export function folderSql(folder: NonNullable<Filters['folder']>): Condition {
  const below = folder.below.replaceAll(/^\/+|\/+$/gu, '');
  const { from, to } = scopeRange({ folderId: folder.folderId, prefix: below === '' ? '' : `${below}/` });
  const values = { folder: folder.folderId };
  if (folder.flat === true)
    return { sql: `folder_id = :folder AND ${directorySql} = :below`, values: { ...values, below: from } };
  if (from === '') return { sql: 'folder_id = :folder', values };
  return {
    sql: 'folder_id = :folder AND relative_path >= :below AND relative_path < :beyond',
    values: { ...values, below: from, beyond: to },
  };
}

/** Days that photos are to be of, both included, as `YYYY-MM-DD`; null where there is no end. */
export type Span = Pick<Filters, 'from' | 'to'>;

/**
 * Say in SQL that photos are of some days, by `sort_at`; empty where any will do.
 *
 * @param bind takes in a value by the name of what it is, and returns what stands for it.
 */
export function daysSql({ from, to }: Span, bind: (name: string, value: string) => string): string {
  const all: string[] = [];
  if (from !== null) all.push(`sort_at >= ${bind('from', fromSql(from))}`);
  // A time of the last day goes on with a T; U follows it.
  if (to !== null) {
    all.push(`sort_at < ${bind('to', to)} || 'U'`);
    if (!isEnd(to, 'month')) all.push(`sort_at <> ${bind('toMonth', to.slice(0, 7))}`);
    if (!isEnd(to, 'year')) all.push(`sort_at <> ${bind('toYear', to.slice(0, 4))}`);
  }
  return all.join(' AND ');
}

/**
 * [Note: Dates of months and years] Of a photo that only says its month or its year, `sort_at` is that, and goes before
 * all days of it. It counts as of some days when all of its month or year are among them: what begins on a first of the
 * month takes in the month, and what ends before its last day does not.
 */
function fromSql(day: string): string {
  return day.endsWith('-01-01') ? day.slice(0, 4) : day.endsWith('-01') ? day.slice(0, 7) : day;
}

/** Is this the last day of its month or year? */
function isEnd(day: string, of: 'month' | 'year'): boolean {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return dayOf(year, month, date + 1) === undefined && (of === 'month' || month === 12);
}

/** Do these filters let every photo pass? */
export function letsAllPass(filters: Filters): boolean {
  return Object.values(filters).every((value) => value === null || (Array.isArray(value) && value.length === 0));
}
