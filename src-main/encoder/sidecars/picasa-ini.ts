import type { Face } from '../../core/people/face.ts';
import { noFacts, type SidecarFacts } from '../../core/sidecars/sidecar-facts.ts';
import { maxNameLength, maxPeople } from '../metadata/people.ts';
import { cleanText, decodeBytes } from '../metadata/text.ts';

/** What Picasa notes of a folder: sections by their names in small letters, with what they say by its key. */
export type PicasaNotes = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Written for a face that nobody has given a name, or whose name was refused. */
const nobody = /^(?:f{16}|0{1,16})$/u;
const largest = 0xff_ff;

/** Read `.picasa.ini`. What is no section and no key is left out. */
export function readPicasaNotes(bytes: Buffer): PicasaNotes {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  for (const line of decodeBytes(bytes).split(/\r\n?|\n/u)) {
    const name = /^\s*\[(.+)\]\s*$/u.exec(line)?.[1];
    if (name !== undefined) {
      const key = keyOf(name);
      section = sections.get(key) ?? new Map<string, string>();
      sections.set(key, section);
      continue;
    }
    const at = line.indexOf('=');
    if (at > 0) section?.set(line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim());
  }
  return sections;
}

/**
 * What the notes of a folder say about one photo in it. Faces are of the photo as it is shown.
 *
 * @param photo name of the file.
 */
export function picasaFacts(notes: PicasaNotes, photo: string): SidecarFacts {
  const own = notes.get(keyOf(photo));
  if (own === undefined) return noFacts;
  const named = (own.get('faces') ?? '')
    .split(';')
    .slice(0, maxPeople)
    .flatMap((face) => {
      const [, rectangle = '', id = ''] = /^\s*rect64\(([0-9a-f]{1,16})\)\s*,\s*([0-9a-f]{1,32})/iu.exec(face) ?? [];
      const name = nameOf(notes, id.toLowerCase());
      return name === null ? [] : [{ name, region: regionOf(rectangle) }];
    });
  // Its own turns and cuts are not in the pixels.
  const isEdited = own.has('rotate') || own.has('crop') || /(?:^|;)crop64=/u.test(own.get('filters') ?? '');
  return {
    ...noFacts,
    description: cleanText(own.get('caption') ?? ''),
    keywords: (own.get('keywords') ?? '')
      .split(',')
      .map((text) => cleanText(text, maxNameLength))
      .filter((text) => text !== null),
    people: [...new Set(named.map(({ name }) => name))],
    faces: isEdited ? [] : named.flatMap(({ name, region }) => (region === null ? [] : [{ name, ...region }])),
    favourite: own.get('star')?.toLowerCase() === 'yes',
  };
}

/** Contacts of the later form are `id=Name;;`, of the earlier one `id=Name;address; ;`. */
function nameOf(notes: PicasaNotes, id: string): string | null {
  if (nobody.test(id)) return null;
  for (const section of ['contacts2', 'contacts']) {
    const name = cleanText(notes.get(section)?.get(id)?.split(';')[0] ?? '', maxNameLength);
    if (name !== null) return name;
  }
  return null;
}

/** Left, top, right and bottom in 16 bits each; zeros in front are left out. */
function regionOf(hex: string): Omit<Face, 'name'> | null {
  const digits = hex.padStart(16, '0');
  const [left = 0, top = 0, right = 0, bottom = 0] = [0, 4, 8, 12].map(
    (at) => Number.parseInt(digits.slice(at, at + 4), 16) / largest,
  );
  if (right <= left || bottom <= top) return null;
  return { x: left, y: top, width: right - left, height: bottom - top, isUpright: true, drawnOn: null };
}

function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
