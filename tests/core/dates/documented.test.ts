import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dateFromFolders } from '../../../src-main/core/dates/folder-date.ts';
import { dateFromName } from '../../../src-main/core/dates/name-date.ts';
import { localDate } from '../../../src-main/core/dates/photo-date.ts';
import { sidecarKind, SidecarNames } from '../../../src-main/core/sidecars/sidecar-names.ts';

const now = Date.UTC(2026, 5, 1, 12);

/** Rows of the table of docs/dates-and-sidecars.md that begins with these columns. */
function rows(...columns: readonly string[]): [string, string][] {
  const text = readFileSync(new URL('../../../docs/dates-and-sidecars.md', import.meta.url), 'utf8');
  const lines = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
  const head = lines.findIndex((cells) => columns.every((column, i) => cells[i + 1] === column));
  const body = lines.slice(head + 2);
  const end = body.findIndex((cells) => cells.length !== columns.length + 2);
  return body.slice(0, end).map(([, first = '', second = '']) => [first, second]);
}

/** A date as the tables have it: universal time ends in Z. */
function dateOf(cell: string): string | null {
  if (cell === 'none') return null;
  return cell.endsWith('Z') ? localDate(Date.parse(cell)) : cell;
}

describe('what is documented of', () => {
  const [names, folders, sidecars] = [rows('name', 'date'), rows('folder', 'date'), rows('photo', 'sidecar')];

  test('all of it is looked at', () => {
    expect([names.length, folders.length, sidecars.length].map((count) => count >= 14)).toEqual([true, true, true]);
  });

  test.each(names)('the file %s: %s', (name, date) => {
    expect(dateFromName(name, now)).toBe(dateOf(date));
  });

  test.each(folders)('the folder %s: %s', (path, date) => {
    expect(dateFromFolders(['photos', ...path.split('/')], now)).toBe(dateOf(date));
  });

  test.each(sidecars)('the photo %s: it has %s', (photo, sidecar) => {
    expect(sidecarKind(sidecar)).toBeDefined();
    const found = new SidecarNames();
    found.add(sidecar);
    expect(found.of(photo)).toEqual([sidecar]);
  });
});
