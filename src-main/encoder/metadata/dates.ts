import { type PhotoDate, photoDate } from '../../core/dates/photo-date.ts';

/** When something was, as written in a file. */
export interface Moment {
  /** By the clock of the place, as exact as the file says. */
  readonly local: PhotoDate;
  /** Minutes east of UTC, -840..840, when written beside a time. */
  readonly offsetMinutes: number | null;
}

/** The widest offset in use, +14:00 (Line Islands); the other side stops at -12:00 but ships keep -14:00 too. */
const maxOffsetMinutes = 14 * 60;

// Photography starts in 1826, and software writes its own zeros, 0001-01-01 and 9999-12-31, for an unknown date.
const firstYear = 1800;
const lastYear = 2199;

/** Behind this nothing belongs to a date any more. */
const longest = 64;

/** Blanks and zeros stand for what is not known. */
const separated = /^(\d{4})([:/.-])(\s?\d{1,2}|\s{1,2})\2(\s?\d{1,2}|\s{1,2})(?!\d)/;
const compact = /^(\d{4})(\d{2})(\d{2})(?=[T\s]|\d{6}(?!\d)|\D|$)/i;
const monthAlone = /^(\d{4})[:/.-](\d{1,2})$/;
const yearAlone = /^(\d{4})$/;

const clock =
  /^(?:T\s?|\s{1,4})(\d{1,2}):(\s?\d{1,2})(?!\d)(?::(\s?\d{1,2})(?!\d)(?:[.,](\d{1,12}))?)?(?:\s?([ap])\.?m\b\.?)?\s?(Z\b|[+-]\d{1,2}:?\d{2})?/i;
const compactClock = /^[T\s]?(\d{2})(\d{2})(\d{2})(?!\d)(?:[.,](\d{1,12}))?()\s?(Z\b|[+-]\d{2}:?\d{2})?/i;
const offset = /^([+-])(\d{1,2}):?(\d{2})$/;

/**
 * Read a date and time of EXIF (`2023:07:01 14:03:22`) or XMP (`2023-07-01T14:03:22.125+02:00`) as wall-clock text.
 *
 * The machine's own time zone never enters. Whatever is sure is kept: of a time that there is not the day, of a day that is
 * blank or zero the month, and of such a month the year. Hour 24 is the first of the day. What stands behind a date and is
 * no time is left out.
 *
 * @param subseconds the digits of a SubSecTime tag, used when the text has no fraction itself.
 * @param zone the text of an OffsetTime tag, used when the text has no offset itself.
 * @returns null for anything that is not of a real day, month or year from 1800 to 2199.
 */
export function parseDateTime(
  text: string | null,
  subseconds: string | null = null,
  zone: string | null = null,
): Moment | null {
  if (text === null) return null;
  const start = text.trim().slice(0, longest);
  const match = separated.exec(start);
  if (match !== null) return momentOf([match[1], match[3], match[4]], start.slice(match[0].length), subseconds, zone);
  const [whole = '', ...parts] = compact.exec(start) ?? monthAlone.exec(start) ?? yearAlone.exec(start) ?? [];
  return whole === '' ? null : momentOf(parts, start.slice(whole.length), subseconds, zone);
}

function momentOf(
  texts: readonly (string | undefined)[],
  rest: string,
  subseconds: string | null,
  zone: string | null,
): Moment | null {
  const [year = 0, month = 0, day = 0] = texts.map((text) => Number(text ?? 0));
  if (year < firstYear || year > lastYear) return null;
  if (month === 0) return exactAs(photoDate({ year }));
  if (day === 0) return exactAs(photoDate({ year, month }));
  const time = timeOf(rest, subseconds);
  const local = time === null ? null : photoDate({ year, month, day, time });
  if (local === null) return exactAs(photoDate({ year, month, day }));
  return { local, offsetMinutes: parseOffset(time?.zone ?? zone) };
}

function exactAs(local: PhotoDate | null): Moment | null {
  return local === null ? null : { local, offsetMinutes: null };
}

interface Time {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  readonly zone: string | undefined;
}

/** Null for what is no time of a day. */
function timeOf(text: string, subseconds: string | null): Time | null {
  const [whole, hours, minutes, seconds = '0', fraction, half, zone] =
    clock.exec(text) ?? compactClock.exec(text) ?? [];
  const [hour, minute, second] = [Number(hours), Number(minutes), Number(seconds)];
  if (whole === undefined || hour > 24 || minute > 59) return null;
  const digits = fraction ?? subsecondDigits(subseconds);
  const isSure = second <= 59;
  return {
    hour: hourOf(hour, half?.toLowerCase()),
    minute,
    // A leap second is the last of its minute; of what is none at all the minute is sure.
    second: isSure ? second : second === 60 ? 59 : 0,
    millisecond: isSure ? Number(digits.slice(0, 3).padEnd(3, '0')) : 0,
    zone,
  };
}

function hourOf(hour: number, half: string | undefined): number {
  if (hour > 12 || half === undefined || half === '') return hour % 24;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

/**
 * Read IPTC DateCreated (`20230701`) and TimeCreated (`140322+0200`). Parts of the date that are not known are zeros.
 *
 * @see IPTC IIM 4.2, datasets 2:55 and 2:60
 */
export function parseIptcDateTime(date: string | null, time: string | null): Moment | null {
  const day = date?.trim() ?? '';
  return parseDateTime(`${day} ${time?.trim() ?? ''}`) ?? parseDateTime(day);
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
 * @param local as in `Moment.local`, with a time.
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
