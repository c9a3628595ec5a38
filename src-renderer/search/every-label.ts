import { everyHolidays, everyMonths, everySeasons, everyWeekdays, type EveryName } from '../../src-contract/index.ts';
import type { t } from '../lib/i18n.svelte.ts';

type Translate = typeof t;

/** Say days that come again: "July · every year", "Sunday · every week". */
export function everyLabel(name: EveryName, locale: string, say: Translate): string {
  const weekday = everyWeekdays.findIndex((day) => day === name);
  // 1 January 2024 was a Monday.
  if (weekday >= 0) return say('chips.everyWeek', { days: written(2024, 1, weekday + 1, locale, { weekday: 'long' }) });
  if (name === 'weekend') return say('chips.everyWeek', { days: say('every.weekend') });
  return say('chips.everyYear', { days: ofYear(name, locale, say) });
}

function ofYear(name: EveryName, locale: string, say: Translate): string {
  const month = everyMonths.findIndex((each) => each === name) + 1;
  if (month > 0) return written(2024, month, 1, locale, { month: 'long' });
  const named = [...everySeasons, ...everyHolidays].find((each) => each === name);
  return named === undefined ? spanText(name, locale) : say(`every.${named}`);
}

/** `MM-DD` or `MM-DD..MM-DD`, of which the last may be of the next year. */
function spanText(name: string, locale: string): string {
  const [month = 1, day = 1, ...end] = name.split(/-|\.\./u).map(Number);
  const dayMonth = { day: 'numeric', month: 'long' } as const;
  const [toMonth, toDay] = end;
  if (toMonth === undefined || toDay === undefined) return written(2024, month, day, locale, dayMonth);
  return `${written(2024, month, day, locale, dayMonth)} – ${written(2024, toMonth, toDay, locale, dayMonth)}`;
}

function written(
  year: number,
  month: number,
  day: number,
  locale: string,
  options: Intl.DateTimeFormatOptions,
): string {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(Date.UTC(year, month - 1, day));
}
