/** Days as `YYYY-MM-DD`, both included, as shortly as they can be said: as years, as months, or as days. */
export function daysText(from: string, to: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { ...precision(from, to), timeZone: 'UTC' });
  return format.formatRange(utc(from), utc(to));
}

function precision(from: string, to: string): Intl.DateTimeFormatOptions {
  if (!from.endsWith('-01') || !isLastOfMonth(to)) return { dateStyle: 'medium' };
  if (from.endsWith('-01-01') && to.endsWith('-12-31')) return { year: 'numeric' };
  return { year: 'numeric', month: 'long' };
}

function isLastOfMonth(day: string): boolean {
  const next = utc(day);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.getUTCDate() === 1;
}

function utc(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
