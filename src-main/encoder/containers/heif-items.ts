import { boxes, findBox } from './bmff.ts';
import { ByteReader, StructureError } from './byte-reader.ts';

/** A property of an item, e.g. its size (`ispe`) or a turn (`irot`). */
export interface HeifProperty {
  readonly type: string;
  readonly content: Buffer;
  /** An item must not be shown by who does not know this property. */
  readonly isEssential: boolean;
}

/** An image, a part of one, or metadata. */
export interface HeifItem {
  readonly id: number;
  /** E.g. `hvc1`, `grid`, `Exif`. */
  readonly type: string;
  /** In the order in which they are applied. */
  readonly properties: readonly HeifProperty[];
}

interface HeifReference {
  /** E.g. `dimg`: made of; `auxl`: belongs to; `thmb`: thumbnail of; `cdsc`: describes. */
  readonly type: string;
  readonly from: number;
  readonly to: readonly number[];
}

export interface HeifItems {
  readonly primary: HeifItem;
  readonly items: ReadonlyMap<number, HeifItem>;
  readonly references: readonly HeifReference[];
  /** An item's data; null when they lie behind the end of the file. @throws StructureError */
  readonly dataOf: (id: number) => Buffer | null;
}

/** More than any camera writes; what asks for more is after our time. */
const most = { items: 20_000, extents: 50_000, associations: 200_000, references: 200_000 } as const;

/**
 * Read the items of an image file and how they belong together. Nothing is decoded.
 *
 * @throws StructureError whatever the bytes are.
 * @see ISO/IEC 14496-12, 8.11; ISO/IEC 23008-12, 9.3
 */
export function readHeifItems(file: Buffer): HeifItems {
  const meta = needed(findBox(file, 'meta'), 'meta');
  if (meta.length < 4) throw new StructureError('Its box meta ends too early');
  // Behind a version and flags, as in all boxes that ByteReader reads below.
  const inner = meta.subarray(4);
  const types = readTypes(needed(findBox(inner, 'iinf'), 'iinf'));
  const associated = readProperties(needed(findBox(inner, 'iprp'), 'iprp'));
  const items = new Map(
    [...types].map(([id, type]) => [id, { id, type, properties: associated.get(id) ?? [] }] as const),
  );
  const primary = items.get(readPrimary(needed(findBox(inner, 'pitm'), 'pitm')));
  if (primary === undefined) throw new StructureError('Its primary item is not there');
  const locations = readLocations(needed(findBox(inner, 'iloc'), 'iloc'));
  const idat = findBox(inner, 'idat');
  return {
    primary,
    items,
    references: readReferences(findBox(inner, 'iref')),
    dataOf: (id) => {
      const location = locations.get(id);
      if (location === undefined) throw new StructureError(`Item ${id} has no data`);
      const source = location.method === 0 ? file : location.method === 1 ? idat : undefined;
      if (source === undefined) throw new StructureError(`Item ${id} lies in a place that is not read`);
      return gather(source, location.extents);
    },
  };
}

function needed(box: Buffer | undefined, type: string): Buffer {
  if (box === undefined) throw new StructureError(`It has no box ${type}`);
  return box;
}

function bounded(count: number, kind: keyof typeof most): number {
  if (count > most[kind]) throw new StructureError(`It has over ${most[kind]} ${kind}`);
  return count;
}

function readPrimary(pitm: Buffer): number {
  const reader = new ByteReader(pitm);
  const version = reader.uint(1);
  reader.skip(3);
  return reader.uint(version === 0 ? 2 : 4);
}

/** Types of items by their ids. Entries before version 2 are of other files than images. */
function readTypes(iinf: Buffer): Map<number, string> {
  const reader = new ByteReader(iinf);
  const version = reader.uint(1);
  reader.skip(3);
  bounded(reader.uint(version === 0 ? 2 : 4), 'items');
  const types = new Map<number, string>();
  for (const { type, content } of boxes(reader.rest())) {
    const entry = new ByteReader(content);
    const entryVersion = type === 'infe' ? entry.uint(1) : 0;
    if (entryVersion < 2) continue;
    entry.skip(3);
    const id = entry.uint(entryVersion === 2 ? 2 : 4);
    // Whether it is protected, which then shows when it is decoded.
    entry.skip(2);
    types.set(id, entry.type());
  }
  return types;
}

/** Properties of items, in order. */
function readProperties(iprp: Buffer): Map<number, HeifProperty[]> {
  const all = [...boxes(needed(findBox(iprp, 'ipco'), 'ipco'))];
  const associated = new Map<number, HeifProperty[]>();
  let count = 0;
  for (const { type, content } of boxes(iprp)) {
    if (type !== 'ipma') continue;
    const reader = new ByteReader(content);
    const version = reader.uint(1);
    const isWide = (reader.uint(3) & 1) === 1;
    const entries = bounded(reader.uint(4), 'items');
    for (let i = 0; i < entries; i++) {
      const id = reader.uint(version === 0 ? 2 : 4);
      const properties = associated.get(id) ?? [];
      associated.set(id, properties);
      for (let left = reader.uint(1); left > 0; left--) {
        bounded(++count, 'associations');
        const association = reader.uint(isWide ? 2 : 1);
        const essential = isWide ? 0x80_00 : 0x80;
        // The first is number 1; 0 is none.
        const property = all[(association & (essential - 1)) - 1];
        if (property !== undefined) properties.push({ ...property, isEssential: association >= essential });
      }
    }
  }
  return associated;
}

function readReferences(iref: Buffer | undefined): HeifReference[] {
  if (iref === undefined) return [];
  const reader = new ByteReader(iref);
  const idBytes = reader.uint(1) === 0 ? 2 : 4;
  reader.skip(3);
  const references: HeifReference[] = [];
  let total = 0;
  for (const { type, content } of boxes(reader.rest())) {
    const entry = new ByteReader(content);
    const from = entry.uint(idBytes);
    const count = entry.uint(2);
    bounded((total += count + 1), 'references');
    references.push({ type, from, to: Array.from({ length: count }, () => entry.uint(idBytes)) });
  }
  return references;
}

interface Extent {
  readonly offset: number;
  readonly length: number;
}

interface Location {
  /** Where the offsets count from: 0 the file, 1 the box `idat`, 2 another item. */
  readonly method: number;
  readonly extents: readonly Extent[];
}

function readLocations(iloc: Buffer): Map<number, Location> {
  const reader = new ByteReader(iloc);
  const version = reader.uint(1);
  reader.skip(3);
  const sizes = reader.uint(2);
  const [offsetBytes, lengthBytes, baseBytes] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexBytes = version === 0 ? 0 : sizes & 15;
  if (![offsetBytes, lengthBytes, baseBytes, indexBytes].every((size) => size === 0 || size === 4 || size === 8))
    throw new StructureError('Its box iloc has numbers of an odd size');
  const idBytes = version < 2 ? 2 : 4;
  const locations = new Map<number, Location>();
  const count = bounded(reader.uint(idBytes), 'items');
  let total = 0;
  for (let i = 0; i < count; i++) {
    const id = reader.uint(idBytes);
    const method = version === 0 ? 0 : reader.uint(2) & 15;
    const isElsewhere = reader.uint(2) !== 0;
    const base = reader.uint(baseBytes);
    const extentCount = reader.uint(2);
    bounded((total += extentCount), 'extents');
    const extents = Array.from({ length: extentCount }, () => {
      reader.skip(indexBytes);
      const offset = base + reader.uint(offsetBytes);
      return { offset, length: reader.uint(lengthBytes) };
    });
    locations.set(id, { method: isElsewhere ? -1 : method, extents });
  }
  return locations;
}

/** The data of extents in a row; null when some of them are not there. */
function gather(source: Buffer, extents: readonly Extent[]): Buffer | null {
  let total = 0;
  for (const { offset, length } of extents) {
    // A length of 0 means all that follows, which no camera writes.
    if (length === 0) throw new StructureError('An extent has no length');
    if (offset + length > source.length) return null;
    total += length;
  }
  // Extents may overlap: what asks for more than there is does.
  if (extents.length === 0 || total > source.length) throw new StructureError('Its extents are damaged');
  const [first] = extents;
  if (extents.length === 1 && first !== undefined) return source.subarray(first.offset, first.offset + first.length);
  return Buffer.concat(extents.map(({ offset, length }) => source.subarray(offset, offset + length)));
}
