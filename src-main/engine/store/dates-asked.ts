import type { Filters, QueryChip } from '../../../src-contract/index.ts';
import { type Condition, daysSql, type Span } from './filter-sql.ts';

type DateChip = Extract<QueryChip, { kind: 'date' }>;

/** What chips ask of days. */
export interface DatesAsked {
  /** With the days that all of them have in common. */
  readonly filters: Filters;
  /** Of one of several spans; empty where there are none to choose from. */
  readonly anyOf: Condition;
}

/**
 * Days that are asked for besides those of filters. All must hold, so the latest beginning and the earliest end count; but no
 * day is in 2018 and in 2020: of spans with two ends that have no day in common one must hold ("2018 or 2020").
 */
export function datesAsked(filters: Filters, chips: readonly QueryChip[]): DatesAsked {
  const dates = chips.filter((chip): chip is DateChip => chip.kind === 'date');
  const closed = dates.filter(({ from, to }) => from !== null && to !== null);
  const all = common(closed);
  const isOne = all.from === null || all.to === null || all.from <= all.to;
  const { from, to } = common([filters, ...(isOne ? dates : dates.filter((chip) => !closed.includes(chip)))]);
  return { filters: { ...filters, from, to }, anyOf: isOne ? { sql: '', values: {} } : anyOf(closed) };
}

function common(spans: readonly Span[]): Span {
  const begins = spans.flatMap(({ from }) => from ?? []).sort();
  const ends = spans.flatMap(({ to }) => to ?? []).sort();
  return { from: begins.at(-1) ?? null, to: ends[0] ?? null };
}

function anyOf(spans: readonly Span[]): Condition {
  const values: Record<string, string> = {};
  const sql = spans.map((span, i) =>
    daysSql(span, (name, value) => {
      values[`span${i}${name}`] = value;
      return `:span${i}${name}`;
    }),
  );
  return { sql: `(${sql.map((each) => `(${each})`).join(' OR ')})`, values };
}
