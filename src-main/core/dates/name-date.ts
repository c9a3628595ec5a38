import { isPlausible, localDate, photoDate, type PhotoDate, type TimeParts } from './photo-date.ts';

/** File systems have no longer names. */
const maxLength = 300;

/** `2019-03-12`, `2019_03_12`, `2019.03.12`, `2019 03 12`. */
const separated = /(?<!\d)(?<year>(?:19|20)\d\d)(?<mark>[-_. ])(?<month>\d\d)\k<mark>(?<day>\d\d)(?!\d)/gu;
/** `20190312`, `20190312081500`, `20190312081500123`: a number of just so many digits. */
const compact =
  /(?<!\d)(?<year>(?:19|20)\d\d)(?<month>\d\d)(?<day>\d\d)(?:(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)(?<ms>\d{3})?)?(?!\d)/gu;
/** `photo_12@06-05-2021_07-08-09`, as Telegram exports. */
const dayFirst = /@(?<day>\d\d)-(?<month>\d\d)-(?<year>(?:19|20)\d\d)(?!\d)/gu;
/** Milliseconds since 1970, of 2001 and later, as social apps name what they save: `FB_IMG_1556012345678`. */
const epoch = /(?<!\d)1\d{12}(?!\d)/gu;

/** Morning and afternoon where they are written before the time. */
const halves = '上午|下午|午前|午後|오전|오후';
/** Between day and time: a mark or two, or a word or two of any language: ` at `, ` um `, ` a las `. */
const lead = String.raw`(?:T|[_\s.,-]{1,3}(?:(?!${halves})\p{L}{1,4}\.?\s(?:\p{L}{1,3}\s)?)?)`;
const half = String.raw`(?<half>${halves})?\s?`;
const separatedTime = new RegExp(
  String.raw`^${lead}${half}(?<hour>\d{1,2})(?<mark>[.:_\s-])(?<minute>\d\d)\k<mark>(?<second>\d\d)(?:[.,_-](?<ms>\d{3}))?(?!\d)(?:\s?(?<letter>[AP])\.?M(?![\p{L}]))?`,
  'iu',
);
const compactTime = new RegExp(
  String.raw`^${lead}(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)(?<ms>\d{3})?(?!\d)`,
  'iu',
);

/** Numbers that only look like days now and then: UUIDs, hashes, and Facebook's `1234567_7654321_20190312_n`. */
const random = [
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/giu,
  /(?<![\p{L}\d])(?=\d*[a-f])[0-9a-f]{16,}(?![\p{L}\d])/giu,
  /(?<!\d)\d{5,}_\d{5,}_\d{5,}_[a-z](?![\p{L}\d])/gu,
];

/**
 * The camera of Pixel phones names photos by universal time.
 *
 * @see https://github.com/simulot/immich-go/issues/397 for the name of one beside its EXIF
 */
const inUniversalTime = 'PXL_';

/**
 * Read when a photo was taken from the name of its file, as cameras, phones, messengers and programs write it. The first
 * day in it counts, with the time that follows it. A number counts as a day when it has just as many digits as one, so
 * that the numbers that cameras give are none.
 *
 * @param name with its ending, in any form of Unicode.
 * @returns a day or a second between 1990 and now; null where the name says none.
 */
export function dateFromName(name: string, nowMs: number): PhotoDate | null {
  const text = name.slice(0, maxLength).normalize('NFKC');
  const stem = random.reduce(
    (left, pattern) => left.replaceAll(pattern, '#'),
    text.replace(/\.\p{L}[\p{L}\d]{1,4}$/u, ''),
  );
  const found = [separated, compact, dayFirst]
    .flatMap((pattern) => [...stem.matchAll(pattern)])
    .toSorted((a, b) => a.index - b.index);
  for (const match of found) {
    const date = dateOf(match, stem);
    if (date !== null && isPlausible(date, nowMs)) return date;
  }
  for (const [digits] of stem.matchAll(epoch)) {
    const date = localDate(Number(digits));
    if (date !== null && isPlausible(date, nowMs)) return date;
  }
  return null;
}

function dateOf(match: RegExpExecArray, stem: string): PhotoDate | null {
  const { year, month, day, hour } = match.groups ?? {};
  const calendar = { year: Number(year), month: Number(month), day: Number(day) };
  if (hour !== undefined) return inZone(stem, photoDate({ ...calendar, time: timeOf(match) }));
  const rest = stem.slice(match.index + match[0].length);
  for (const pattern of [separatedTime, compactTime]) {
    const time = pattern.exec(rest);
    const date = time && photoDate({ ...calendar, time: timeOf(time) });
    if (date !== null) return inZone(stem, date);
  }
  return photoDate(calendar);
}

/** No time, where a clock of twelve hours shows none such. */
function timeOf({ groups }: RegExpExecArray): TimeParts | undefined {
  const { hour, minute, second, ms, letter, half: word } = groups ?? {};
  const time = { minute: Number(minute), second: Number(second), millisecond: Number(ms ?? 0) };
  if (letter === undefined && word === undefined) return { ...time, hour: Number(hour) };
  if (Number(hour) < 1 || Number(hour) > 12) return undefined;
  const isAfternoon = letter?.toUpperCase() === 'P' || /下午|午後|오후/u.test(word ?? '');
  return { ...time, hour: (Number(hour) % 12) + (isAfternoon ? 12 : 0) };
}

function inZone(stem: string, date: PhotoDate | null): PhotoDate | null {
  return date !== null && stem.startsWith(inUniversalTime) ? localDate(Date.parse(`${date}Z`)) : date;
}
