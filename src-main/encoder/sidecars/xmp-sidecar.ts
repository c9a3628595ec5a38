import { photoDate, type PhotoDate } from '../../core/dates/photo-date.ts';
import { levelMark, noFacts, type SidecarFacts } from '../../core/sidecars/sidecar-facts.ts';
import { captions, maxKeywordLength, maxKeywords } from '../metadata/captions.ts';
import { parseDateTime } from '../metadata/dates.ts';
import { noExif, noIptc, noPngText } from '../metadata/sources.ts';
import { cleanText } from '../metadata/text.ts';
import { defaultText, readXmp, type XmpBlock, type XmpProperty } from '../metadata/xmp.ts';

type Texts = (property: XmpProperty) => readonly string[];

/** Colours as programs label photos, in the languages that they write them in. */
const colours: ReadonlyMap<string, string> = new Map(
  Object.entries({
    red: ['rot', 'rouge'],
    orange: [],
    yellow: ['gelb', 'jaune'],
    green: ['grün', 'vert'],
    blue: ['blau', 'bleu'],
    purple: ['lila', 'violett', 'violet', 'pourpre', 'purpur'],
    magenta: [],
    grey: ['gray', 'grau', 'gris'],
    black: ['schwarz', 'noir'],
    white: ['weiß', 'blanc'],
  }).flatMap(([colour, names]) => [colour, ...names].map((name) => [name, colour] as const)),
);
/** By the numbers of digiKam, from 1 on, and of darktable, from 0 on. */
const digikamColours = [null, 'red', 'orange', 'yellow', 'green', 'blue', 'magenta', 'grey', 'black', 'white'];
const darktableColours = ['red', 'yellow', 'green', 'blue', 'purple'];
const maxLabelLength = 100;
const internalTags = '_Digikam_';

/**
 * Read what an XMP sidecar says. Its capture date is a person's; when a file was made or changed is none.
 *
 * @throws nothing: what is not well-formed is read as far as possible, with a warning.
 */
export function readXmpSidecar(bytes: Buffer): SidecarFacts {
  const xmp = readXmp(bytes);
  const texts: Texts = (property) => (xmp.properties.get(property) ?? []).map(({ text }) => text);
  const { title, description, rating } = captions({ exif: noExif, iptc: noIptc, png: noPngText, xmp });
  return {
    ...noFacts,
    ...captureDate(xmp),
    ...position(texts),
    title,
    description,
    rating,
    keywords: keywords(texts),
    people: cleaned(texts('Iptc4xmpExt:PersonInImage')),
    label: label(texts),
    warnings: [...xmp.problems],
  };
}

function captureDate({ properties }: XmpBlock): Pick<SidecarFacts, 'takenAt' | 'takenAtOffsetMinutes'> {
  for (const property of ['exif:DateTimeOriginal', 'photoshop:DateCreated'] as const) {
    const text = defaultText(properties.get(property));
    const moment = parseDateTime(text);
    if (moment !== null) {
      const takenAt = moment.dayOnly ? moment.local.slice(0, 10) : moment.local;
      return { takenAt, takenAtOffsetMinutes: moment.offsetMinutes };
    }
    const takenAt = coarseDate(text);
    if (takenAt !== null) return { takenAt, takenAtOffsetMinutes: null };
  }
  return { takenAt: null, takenAtOffsetMinutes: null };
}

/** A year or a month: `2019`, `2019-07`. @see ISO 16684-1, 8.2.1.3 */
function coarseDate(text: string | null): PhotoDate | null {
  const [, year, month] = /^(1[89]\d\d|2[01]\d\d)(?:-(\d\d))?$/u.exec(text?.trim() ?? '') ?? [];
  return year === undefined
    ? null
    : photoDate({ year: Number(year), month: month === undefined ? undefined : Number(month) });
}

/** Keywords of all writers, each once: those in a hierarchy with all levels. */
function keywords(texts: Texts): string[] {
  const paths = [
    ...texts('lr:hierarchicalSubject').map((text) => text.split('|')),
    ...[...texts('digiKam:TagsList'), ...texts('MicrosoftPhoto:LastKeywordXMP')].map((text) => text.split('/')),
  ];
  const joined = paths
    .filter(([root]) => root?.startsWith(internalTags) !== true)
    .map((levels) => texted(levels).join(levelMark));
  return cleaned([...joined, ...texts('dc:subject')], maxKeywordLength * 4);
}

function cleaned(texts: readonly string[], maxLength = maxKeywordLength): string[] {
  return [...new Set(texted(texts, maxLength))].slice(0, maxKeywords);
}

function texted(texts: readonly string[], maxLength = maxKeywordLength): string[] {
  return texts.map((text) => cleanText(text, maxLength)).filter((text) => text !== null);
}

function label(texts: Texts): string | null {
  const [text] = cleaned(texts('xmp:Label'), maxLabelLength);
  if (text !== undefined) return colours.get(text.toLowerCase()) ?? text;
  const byNumber = (property: XmpProperty, names: readonly (string | null)[]): string | null => {
    const [number] = texts(property);
    return number === undefined ? null : (names[Number(number)] ?? null);
  };
  return byNumber('digiKam:ColorLabel', digikamColours) ?? byNumber('darktable:colorlabels', darktableColours);
}

function position(texts: Texts): Pick<SidecarFacts, 'latitude' | 'longitude' | 'altitudeMetres'> {
  const latitude = degrees(texts('exif:GPSLatitude')[0], texts('exif:GPSLatitudeRef')[0], 90);
  const longitude = degrees(texts('exif:GPSLongitude')[0], texts('exif:GPSLongitudeRef')[0], 180);
  if (latitude === null || longitude === null || (latitude === 0 && longitude === 0)) {
    return { latitude: null, longitude: null, altitudeMetres: null };
  }
  const metres = rational(texts('exif:GPSAltitude')[0]);
  const isBelow = texts('exif:GPSAltitudeRef')[0]?.trim() === '1';
  return { latitude, longitude, altitudeMetres: metres !== null && isBelow ? -metres : metres };
}

/**
 * Read `48,8.25N`, `48,8,15N`, or as Apple writes it `48.1375`, its hemisphere apart.
 *
 * @see XMP specification part 2, GPSCoordinate
 */
function degrees(text: string | undefined, hemisphere: string | undefined, limit: number): number | null {
  const match =
    /^(-?\d{1,3}(?:\.\d{1,15})?)(?:,(\d{1,2}(?:\.\d{1,15})?))?(?:,(\d{1,2}(?:\.\d{1,15})?))?\s?([NSEW])?$/iu.exec(
      text?.trim() ?? '',
    );
  if (match === null) return null;
  const [, whole, minutes = '0', seconds = '0', side = hemisphere?.trim() ?? ''] = match;
  const total = Math.abs(Number(whole)) + Number(minutes) / 60 + Number(seconds) / 3600;
  if (total > limit) return null;
  const isNegative = Number(whole) < 0 || /^[SW]/iu.test(side);
  return isNegative && total !== 0 ? -total : total;
}

function rational(text: string | undefined): number | null {
  const [, above, below = '1'] = /^(-?\d{1,9}(?:\.\d{1,9})?)(?:\/(\d{1,9}))?$/u.exec(text?.trim() ?? '') ?? [];
  const value = Number(above) / Number(below);
  return Number.isFinite(value) && Math.abs(value) <= 100_000 ? value : null;
}
