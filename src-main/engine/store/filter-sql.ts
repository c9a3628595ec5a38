import type { Filters, photoShapes } from '../../../src-contract/index.ts';
import { scopeRange } from './folder-scope.ts';

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
 * holds, so that a whole library is filtered without opening a row of it.
 */
export function filterSql(filters: Filters): Condition {
  const all = ['unreferenced_since_ms IS NULL'];
  const values: Record<string, string | number> = {};
  const also = (sql: string, more: Record<string, string | number>): void => {
    all.push(sql);
    Object.assign(values, more);
  };
  if (filters.folder !== null) {
    const below = filters.folder.below.replaceAll(/^\/+|\/+$/gu, '');
    const { from, to } = scopeRange({ folderId: filters.folder.folderId, prefix: below === '' ? '' : `${below}/` });
    const place = from === '' ? '' : 'AND relative_path >= :below AND relative_path < :beyond';
    also(`id IN (SELECT photo_id FROM files WHERE folder_id = :folder ${place} AND photo_id IS NOT NULL)`, {
      folder: filters.folder.folderId,
      ...(from !== '' && { below: from, beyond: to }),
    });
  }
  if (filters.from !== null) also('sort_at >= :from', { from: filters.from });
  // A time of the last day goes on with a T; U follows it.
  if (filters.to !== null) also("sort_at < :to || 'U'", { to: filters.to });
  if (filters.cameras.length > 0) {
    also('camera IN (SELECT value FROM json_each(:cameras))', { cameras: JSON.stringify(filters.cameras) });
  }
  if (filters.types.length > 0) {
    also('format IN (SELECT value FROM json_each(:types))', { types: JSON.stringify(filters.types) });
  }
  if (filters.minRating !== null) also('rating >= :rating', { rating: filters.minRating });
  if (filters.shape !== null) also(`${shapeSql} = :shape`, { shape: filters.shape satisfies Shape });
  return { sql: all.join(' AND '), values };
}

/** Do these filters let every photo pass? */
export function letsAllPass(filters: Filters): boolean {
  return Object.values(filters).every((value) => value === null || (Array.isArray(value) && value.length === 0));
}
