import { noFacts, type SidecarFacts } from '../../core/sidecars/sidecar-facts.ts';
import { captions } from '../metadata/captions.ts';
import { parseDateTime } from '../metadata/dates.ts';
import { readPeople } from '../metadata/people.ts';
import { noExif, noIptc, noPngText } from '../metadata/sources.ts';
import { cleanText } from '../metadata/text.ts';
import { writtenPlaces } from '../metadata/written-places.ts';
import { xmpPosition } from '../metadata/xmp-position.ts';
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

/**
 * Read what an XMP sidecar says. Its capture date is a person's; when a file was made or changed is none.
 *
 * @throws nothing: what is not well-formed is read as far as possible, with a warning.
 */
export function readXmpSidecar(bytes: Buffer): SidecarFacts {
  const xmp = readXmp(bytes);
  const texts: Texts = (property) => (xmp.properties.get(property) ?? []).map(({ text }) => text);
  const sources = { exif: noExif, iptc: noIptc, png: noPngText, xmp };
  const { title, description, rating, keywords } = captions(sources);
  const { people, faces } = readPeople(xmp);
  return {
    ...noFacts,
    ...captureDate(xmp),
    ...xmpPosition(xmp),
    title,
    description,
    rating,
    keywords: [...keywords],
    people: [...people],
    faces: [...faces],
    places: writtenPlaces(sources),
    label: label(texts),
    warnings: [...xmp.problems],
  };
}

function captureDate({ properties }: XmpBlock): Pick<SidecarFacts, 'takenAt' | 'takenAtOffsetMinutes'> {
  for (const property of ['exif:DateTimeOriginal', 'photoshop:DateCreated'] as const) {
    const moment = parseDateTime(defaultText(properties.get(property)));
    if (moment !== null) return { takenAt: moment.local, takenAtOffsetMinutes: moment.offsetMinutes };
  }
  return { takenAt: null, takenAtOffsetMinutes: null };
}

function label(texts: Texts): string | null {
  const text = cleanText(texts('xmp:Label')[0] ?? '', maxLabelLength);
  if (text !== null) return colours.get(text.toLowerCase()) ?? text;
  const byNumber = (property: XmpProperty, names: readonly (string | null)[]): string | null => {
    const [number] = texts(property);
    return number === undefined ? null : (names[Number(number)] ?? null);
  };
  return byNumber('digiKam:ColorLabel', digikamColours) ?? byNumber('darktable:colorlabels', darktableColours);
}
