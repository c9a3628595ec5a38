import { z } from 'zod';
import { localDate } from '../../core/dates/photo-date.ts';
import { isNoPosition } from '../../core/places/no-position.ts';
import { noFacts, type SidecarFacts } from '../../core/sidecars/sidecar-facts.ts';
import { cleanText } from '../metadata/text.ts';

const maxDepth = 64;
const maxPeople = 500;
const maxNameLength = 200;

const place = z.object({ latitude: z.number(), longitude: z.number(), altitude: z.number().optional() });

/** What is used of the JSON file that Google Takeout has for a photo. Anything else in it is left alone. */
const ExportData = z.object({
  description: z.string().optional(),
  photoTakenTime: z.object({ timestamp: z.union([z.string(), z.number()]) }).optional(),
  geoData: place.optional(),
  geoDataExif: place.optional(),
  people: z.array(z.object({ name: z.string().optional() })).optional(),
  favorited: z.boolean().optional(),
});
type ExportData = z.infer<typeof ExportData>;

/** JSON that has none of these is about something else, whatever it is called. */
const marks = ['title', 'photoTakenTime', 'creationTime', 'geoData', 'geoDataExif', 'people', 'favorited'];

/**
 * Read what the data of an export say about a photo. When it was uploaded (`creationTime`) or changed there is no date of
 * the photo. A moment is said by this machine's clock, since the zone is not written.
 *
 * @throws nothing: what is no JSON, nested deeper than 64 levels, or of another shape, is a warning.
 */
export function readExportData(bytes: Buffer): SidecarFacts {
  const text = new TextDecoder('utf-8').decode(bytes);
  if (isDeep(text)) return damaged(`nested deeper than ${maxDepth} levels`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // What is wrong would quote the file, which may be anything.
    return damaged('not valid JSON');
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return damaged('no data of a photo');
  if (!marks.some((mark) => mark in json)) return noFacts;
  const parts = Object.entries(ExportData.shape).map(([key, schema]) => {
    const part = schema.safeParse((json as Record<string, unknown>)[key]);
    return { key, value: part.data, isSound: part.success };
  });
  const data: ExportData = Object.fromEntries(parts.map(({ key, value }) => [key, value]));
  return {
    ...noFacts,
    ...position(data),
    takenAt: takenAt(data),
    description: cleanText(data.description ?? ''),
    people: people(data),
    favourite: data.favorited ?? false,
    warnings: parts.filter(({ isSound }) => !isSound).map(({ key }) => `${key} is of another form than expected`),
  };
}

function damaged(warning: string): SidecarFacts {
  return { ...noFacts, warnings: [warning] };
}

/** Is anything nested too deep? Brackets inside texts do not count. */
function isDeep(text: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (isInText) {
      if (letter === '\\') i++;
      else if (letter === '"') isInText = false;
    } else if (letter === '"') isInText = true;
    else if (letter === '[' || letter === '{') depth++;
    else if (letter === ']' || letter === '}') depth--;
    if (depth > maxDepth) return true;
  }
  return false;
}

function takenAt({ photoTakenTime }: ExportData): string | null {
  const seconds = Number(photoTakenTime?.timestamp ?? Number.NaN);
  // Zero is what is written for an unknown time.
  const date = Number.isInteger(seconds) && seconds !== 0 ? localDate(seconds * 1000) : null;
  return date !== null && date >= '1800' && date < '2200' ? date : null;
}

function position({
  geoData,
  geoDataExif,
}: ExportData): Pick<SidecarFacts, 'latitude' | 'longitude' | 'altitudeMetres'> {
  for (const found of [geoData, geoDataExif]) {
    if (found === undefined || isNoPosition(found.latitude, found.longitude)) continue;
    const { latitude, longitude, altitude } = found;
    if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) continue;
    const isKnown = altitude !== undefined && altitude !== 0 && Math.abs(altitude) <= 100_000;
    return { latitude, longitude, altitudeMetres: isKnown ? altitude : null };
  }
  return { latitude: null, longitude: null, altitudeMetres: null };
}

function people({ people: listed = [] }: ExportData): string[] {
  const names = listed.map(({ name }) => cleanText(name ?? '', maxNameLength)).filter((name) => name !== null);
  return [...new Set(names)].slice(0, maxPeople);
}
