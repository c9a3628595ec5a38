import type { Face } from '../../core/people/face.ts';
import { cleanText } from './text.ts';
import type { XmpBlock } from './xmp.ts';
import { fieldOf, itemsOf, numberOf, textOf, type XmpNode } from './xmp-tree.ts';

export const maxPeople = 500;
export const maxNameLength = 200;

/** Who is in a photo, by what people wrote in its XMP. */
export interface PeopleInPhoto {
  /** Names, each once. */
  readonly people: readonly string[];
  /** Where some of them are. */
  readonly faces: readonly Face[];
}

type Region = Omit<Face, 'name'>;

/**
 * Read names of people, and the regions that show them.
 *
 * @see https://exiftool.org/TagNames/MWG.html#Regions
 * @see https://learn.microsoft.com/windows/win32/wic/-wic-people-tagging
 * @see IPTC Photo Metadata Standard, PersonInImage
 */
export function readPeople({ properties, structures }: XmpBlock): PeopleInPhoto {
  const mwg = mwgFaces(structures.get('mwg-rs:Regions') ?? []);
  const found = [...mwg, ...microsoftFaces(structures.get('MP:RegionInfo') ?? [])];
  const details = (structures.get('Iptc4xmpExt:PersonInImageWDetails') ?? []).flatMap(itemsOf);
  const names = [
    ...[...(properties.get('Iptc4xmpExt:PersonInImage') ?? []), ...(properties.get('mediapro:People') ?? [])].map(
      ({ text }) => cleanText(text, maxNameLength),
    ),
    ...found.map(({ name }) => name),
    ...details.map((person) => textOf(fieldOf(person, 'Iptc4xmpExt:PersonName'), maxNameLength)),
  ];
  const people = [...new Set(names.filter((name) => name !== null))].slice(0, maxPeople);
  const faces = found.flatMap(({ name, region }) => (region === null ? [] : [{ name, ...region }]));
  return { people, faces: faces.slice(0, maxPeople) };
}

interface Named {
  readonly name: string;
  /** Null where it is not said, or not readable. */
  readonly region: Region | null;
}

function mwgFaces(structures: readonly XmpNode[]): Named[] {
  const people: Named[] = [];
  for (const regions of structures) {
    const drawnOn = dimensions(fieldOf(regions, 'mwg-rs:AppliedToDimensions'));
    for (const item of itemsOf(fieldOf(regions, 'mwg-rs:RegionList'))) {
      const name = textOf(fieldOf(item, 'mwg-rs:Name'), maxNameLength);
      const type = textOf(fieldOf(item, 'mwg-rs:Type'), 20)?.toLowerCase() ?? 'face';
      // Others are of pets, of what is in focus, of bar codes.
      if (name !== null && type === 'face')
        people.push({ name, region: mwgRegion(fieldOf(item, 'mwg-rs:Area'), drawnOn) });
    }
  }
  return people;
}

function dimensions(node: XmpNode | undefined): Face['drawnOn'] {
  const [width, height] = [numberOf(fieldOf(node, 'stDim:w')), numberOf(fieldOf(node, 'stDim:h'))];
  return width !== null && height !== null && width > 0 && height > 0 ? { width, height } : null;
}

/** An area is said by its middle; a circle by its diameter, in shares of the shorter side. */
function mwgRegion(area: XmpNode | undefined, drawnOn: Face['drawnOn']): Region | null {
  const [x, y, w, h, d] = ['x', 'y', 'w', 'h', 'd'].map(
    (part) => numberOf(fieldOf(area, `stArea:${part}`)) ?? Number.NaN,
  ) as [number, number, number, number, number];
  const inPixels = textOf(fieldOf(area, 'stArea:unit'), 20) === 'pixel';
  if (inPixels && drawnOn === null) return null;
  const whole = drawnOn !== null && inPixels ? drawnOn : { width: 1, height: 1 };
  const across = d * (drawnOn === null ? Number.NaN : Math.min(drawnOn.width, drawnOn.height));
  const width = Number.isNaN(w) ? across / (drawnOn?.width ?? 1) : w / whole.width;
  const height = Number.isNaN(h) ? across / (drawnOn?.height ?? 1) : h / whole.height;
  return inPicture({ x: x / whole.width - width / 2, y: y / whole.height - height / 2, width, height }, drawnOn);
}

function microsoftFaces(structures: readonly XmpNode[]): Named[] {
  return structures
    .flatMap((info) => itemsOf(fieldOf(info, 'MPRI:Regions')))
    .flatMap((item) => {
      const name = textOf(fieldOf(item, 'MPReg:PersonDisplayName'), maxNameLength);
      const parts = textOf(fieldOf(item, 'MPReg:Rectangle'), 200)?.split(',').map(Number) ?? [];
      const [x = Number.NaN, y = Number.NaN, width = Number.NaN, height = Number.NaN] = parts;
      return name === null ? [] : [{ name, region: inPicture({ x, y, width, height }, null) }];
    });
}

/** What of a region lies in the picture; null where nothing does, or it is no region. */
function inPicture(
  { x, y, width, height }: Pick<Face, 'x' | 'y' | 'width' | 'height'>,
  drawnOn: Face['drawnOn'],
): Region | null {
  const inside = (value: number): number => Math.min(1, Math.max(0, value));
  const [left, top, right, bottom] = [inside(x), inside(y), inside(x + width), inside(y + height)];
  // NaN is not more than anything.
  if (!(right - left > 0 && bottom - top > 0)) return null;
  return { x: left, y: top, width: right - left, height: bottom - top, isUpright: false, drawnOn };
}
