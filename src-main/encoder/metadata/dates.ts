/** A wall-clock time as written in a file. */
export interface Moment {
  /** ISO 8601 without zone; a fraction, when there is one, has three digits: `2023-07-01T14:03:22.125`. */
  readonly local: string;
  /** Minutes east of UTC, -840..840, when written beside the time. */
  readonly offsetMinutes: number | null;
  /** True when the file has the day alone; `local` then says midnight. */
  readonly dayOnly: boolean;
}

/** The widest offset in use, +14:00 (Line Islands); the other side stops at -12:00 but ships keep -14:00 too. */
const maxOffsetMinutes = 14 * 60;

// Photography starts in 1826, and software writes its own zeros, 0001-01-01 and 9999-12-31, for an unknown date.
const firstYear = 1800;
const lastYear = 2199;

const dateTime =
  /^(\d{4})([:/.-])(\d{1,2})\2(\d{1,2})(?:(?:T|\s{1,4})(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?\s?(Z|[+-]\d{1,2}:?\d{2})?)?$/i;
const iptcDay = /^(\d{4})[:-]?(\d{2})[:-]?(\d{2})$/;
const iptcTime = /^(\d{2}):?(\d{2}):?(\d{2})\s?(Z|[+-]\d{2}:?\d{2})?$/i;
const offset = /^([+-])(\d{1,2}):?(\d{2})$/;

/**
 * Read a date and time of EXIF (`2023:07:01 14:03:22`) or XMP (`2023-07-01T14:03:22.125+02:00`) as wall-clock text.
 *
 * The machine's own time zone never enters. A day without time counts as its midnight; a month or year alone is no day.
 *
 * @param subseconds the digits of a SubSecTime tag, used when the text has no fraction itself.
 * @param zone the text of an OffsetTime tag, used when the text has no offset itself.
 * @returns null for anything that is not a real day and time between 1800 and 2199.
 */
export function parseDateTime(
  text: string | null,
  subseconds: string | null = null,
  zone: string | null = null,
): Moment | null {
  if (text === null || text.length > 64) return null;
  const match = dateTime.exec(text.trim());
  if (match === null) return null;
  const [, year, , month, day, hour, minute, second, fraction, ownZone] = match;
  const digits = fraction ?? subsecondDigits(subseconds);
  const local = localTime([year, month, day, hour ?? '0', minute ?? '0', second ?? '0'].map(Number), digits);
  if (local === null) return null;
  if (hour === undefined) return { local: local.slice(0, 19), offsetMinutes: null, dayOnly: true };
  return { local, offsetMinutes: parseOffset(ownZone ?? zone), dayOnly: false };
}

/**
 * Read IPTC DateCreated (`20230701`) and TimeCreated (`140322+0200`).
 *
 * @returns the midnight of the day when the time is absent or broken; null when the day is.
 * @see IPTC IIM 4.2, datasets 2:55 and 2:60
 */
export function parseIptcDateTime(date: string | null, time: string | null): Moment | null {
  const day = iptcDay.exec(date?.trim() ?? '');
  if (day === null) return null;
  const clock = iptcTime.exec(time?.trim() ?? '');
  const text = day.slice(1).join('-');
  const full = clock && `${text}T${clock.slice(1, 4).join(':')}${clock[4] ?? ''}`;
  return parseDateTime(full) ?? parseDateTime(text);
}

/** Read `Z`, `+02:00`, `-0730` or `+1:00` as minutes east of UTC; null when blank, broken or beyond 14 hours. */
export function parseOffset(text: string | null): number | null {
  const trimmed = text?.trim() ?? '';
  if (/^z$/i.test(trimmed)) return 0;
  const [, sign, hours, minutes] = offset.exec(trimmed) ?? [];
  if (hours === undefined || minutes === undefined || Number(minutes) > 59) return null;
  const total = Number(hours) * 60 + Number(minutes);
  if (total > maxOffsetMinutes) return null;
  return sign === '-' && total !== 0 ? -total : total;
}

/**
 * Derive the offset of a wall-clock time from the UTC time of its GPS fix.
 *
 * @param local as in `Moment.local`.
 * @param utcMs milliseconds since 1970.
 * @returns minutes east of UTC in whole quarter hours, since every zone in use is one; null beyond 14 hours, which means
 *   that the clock or the fix is of another day.
 */
export function offsetFromUtc(local: string, utcMs: number): number | null {
  const quarters = Math.round((Date.parse(`${local}Z`) - utcMs) / (15 * 60_000));
  const minutes = quarters * 15;
  if (!Number.isFinite(minutes) || Math.abs(minutes) > maxOffsetMinutes) return null;
  return minutes === 0 ? 0 : minutes;
}

function subsecondDigits(text: string | null): string {
  return /^\s*(\d{1,12})\s*$/.exec(text ?? '')?.[1] ?? '';
}

function localTime(parts: readonly number[], fractionDigits: string): string | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  if (year < firstYear || year > lastYear || hour > 23 || minute > 59 || second > 59) return null;
  const instant = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // Date carries day 31 of a short month, or month 13, over into the next; such a day does not exist.
  if (instant.getUTCMonth() !== month - 1 || instant.getUTCDate() !== day) return null;
  const milliseconds = fractionDigits.slice(0, 3).padEnd(3, '0');
  const fraction = milliseconds === '000' ? '' : `.${milliseconds}`;
  return `${instant.toISOString().slice(0, 19)}${fraction}`;
}
