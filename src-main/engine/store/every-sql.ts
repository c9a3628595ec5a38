import type { EveryName } from '../../../src-contract/index.ts';
import { lengthOf, recurringDays, type RecurringDays } from '../../core/query/recurrence.ts';

type Bind = (value: string) => string;

/**
 * Say in SQL that photos are of days that come again: of one of those of the year, and of one of those of the week. On `sort_at`,
 * which the index `photos_timeline` holds. A photo that only says its month or year counts as in [Note: Dates of months and years].
 */
export function everySql(names: readonly EveryName[], bind: Bind): string[] {
  const all = names.map(recurringDays);
  const [ofWeek, ofYear] = [all.filter(isOfWeek), all.filter((days) => !isOfWeek(days))];
  return [ofWeek, ofYear]
    .filter((group) => group.length > 0)
    .map((group) => `(${group.map((days) => sqlOf(days, bind)).join(' OR ')})`);
}

function isOfWeek({ kind }: RecurringDays): boolean {
  return kind === 'weekdays';
}

function sqlOf(recurring: RecurringDays, bind: Bind): string {
  if (recurring.kind === 'span') return spanSql(recurring.from, recurring.to, bind);
  const list = (values: readonly unknown[]): string => `(SELECT value FROM json_each(${bind(JSON.stringify(values))}))`;
  if (recurring.kind === 'days') return `substr(sort_at, 1, 10) IN ${list(recurring.days)}`;
  // Sunday is 0 in SQLite. To it a year alone would be a number of days.
  const days = recurring.days.map((day) => String((day + 1) % 7));
  return `(length(sort_at) >= 10 AND strftime('%w', substr(sort_at, 1, 10)) IN ${list(days)})`;
}

/** Of a photo that only says its month, this is that; of one that only says its year it is empty. */
const monthDay = 'substr(sort_at, 6, 5)';

function spanSql(from: string, to: string, bind: Bind): string {
  const [month, day] = to.split('-').map(Number);
  const first = from.endsWith('-01') ? from.slice(0, 2) : from;
  const after = `${monthDay} >= ${bind(first)}`;
  const isEnd = day !== undefined && day >= lengthOf(month ?? 0);
  const before = `${monthDay} <= ${bind(to)}${isEnd ? '' : ` AND ${monthDay} <> ${bind(to.slice(0, 2))}`}`;
  return from <= to ? `(${after} AND ${before})` : `(${after} OR (${monthDay} <> '' AND ${before}))`;
}
