/**
 * Writes HEIC files of HEVC pictures that are already coded, as an iPhone does: a grid of tiles, what is to be done to
 * it, and metadata. For benchmarks and tests, which want structures of every kind.
 *
 * @see ISO/IEC 14496-12, 8.11; ISO/IEC 23008-12, 6.6 and 9.3
 */

/** A property, and whether who does not know it must not show the image. */
export interface WrittenProperty {
  readonly box: Buffer;
  readonly essential: boolean;
}

export interface HeicToWrite {
  /** Size of the whole image. */
  readonly width: number;
  readonly height: number;
  readonly tile: { readonly width: number; readonly height: number };
  /** Of the grid; one tile alone is an image without a grid. */
  readonly columns: number;
  /** Key frames, each unit behind its length, row by row. */
  readonly tiles: readonly Uint8Array[];
  /** Content of the box `hvcC`. */
  readonly hvcC: Uint8Array;
  /** Of the whole image, in the order in which they are applied. */
  readonly properties?: readonly WrittenProperty[];
  /** A TIFF structure. */
  readonly exif?: Uint8Array;
  /** Into how many extents the data of each tile are cut; they lie apart. */
  readonly extents?: number;
  /** Whether the grid lies in the file like the tiles, instead of in the box `idat`. */
  readonly gridInFile?: boolean;
  /** More references: type, from, to. Tiles are items from 1 on, the grid is the next one. */
  readonly references?: readonly (readonly [type: string, from: number, to: readonly number[]])[];
}

export function box(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([uint(4, content.length + 8), Buffer.from(type, 'latin1'), content]);
}

/** Numbers of `size` bytes, the highest byte first. */
export function uint(size: number, ...values: readonly number[]): Buffer {
  const out = Buffer.alloc(size * values.length);
  for (const [i, value] of values.entries()) {
    if (size === 8) out.writeBigUInt64BE(BigInt(value), i * 8);
    else if (value < 0) out.writeIntBE(value, i * size, size);
    else out.writeUIntBE(value, i * size, size);
  }
  return out;
}

function fullBox(type: string, version: number, flags: number, ...parts: readonly Uint8Array[]): Buffer {
  return box(type, uint(1, version), uint(3, flags), ...parts);
}

export const property = {
  /** Quarter turns against the clock. */
  turn: (quarters: number): WrittenProperty => ({ box: box('irot', uint(1, quarters)), essential: true }),
  /** 0 swaps top and bottom, 1 left and right. */
  mirror: (axis: 0 | 1): WrittenProperty => ({ box: box('imir', uint(1, axis)), essential: true }),
  /** Width, height and distance of the centres, each as numerator and denominator. */
  crop: (...fractions: readonly number[]): WrittenProperty => ({
    box: box('clap', uint(4, ...fractions)),
    essential: true,
  }),
  /** @param matrix number of ITU-T H.273 */
  nclx: (matrix: number, isFullRange: boolean): WrittenProperty => ({
    box: box('colr', Buffer.from('nclx'), uint(2, 1, 13, matrix), uint(1, isFullRange ? 0x80 : 0)),
    essential: false,
  }),
  icc: (profile: Uint8Array): WrittenProperty => ({ box: box('colr', Buffer.from('prof'), profile), essential: false }),
} as const;

function size({ width, height }: { readonly width: number; readonly height: number }): Buffer {
  return fullBox('ispe', 0, 0, uint(4, width, height));
}

interface Item {
  readonly id: number;
  readonly type: string;
  readonly isHidden: boolean;
  /** Pieces that lie apart. */
  readonly data: readonly Uint8Array[];
  readonly inIdat: boolean;
  /** Numbers of properties from 1, and whether they are essential. */
  readonly properties: readonly (readonly [number: number, essential: boolean])[];
}

export function writeHeic(image: HeicToWrite): Buffer {
  const { tiles, columns, exif, references = [] } = image;
  const isGrid = tiles.length > 1;
  const boxes = [box('hvcC', image.hvcC), size(image.tile)];
  const own: [number, boolean][] = [];
  if (isGrid) own.push([boxes.push(size(image)), false]);
  for (const { box: content, essential } of image.properties ?? []) own.push([boxes.push(content), essential]);
  const coded: readonly (readonly [number, boolean])[] = [
    [1, true],
    [2, false],
  ];
  const items: Item[] = tiles.map((data, i) => ({
    id: i + 1,
    type: 'hvc1',
    isHidden: isGrid,
    data: cut(data, image.extents ?? 1),
    inIdat: false,
    properties: isGrid ? coded : [...coded, ...own],
  }));
  const primary = isGrid ? tiles.length + 1 : 1;
  const links: (readonly [string, number, readonly number[]])[] = [...references];
  if (isGrid) {
    const data = [gridOf(image, tiles.length / columns)];
    const inIdat = image.gridInFile !== true;
    items.push({ id: primary, type: 'grid', isHidden: false, data, inIdat, properties: own });
    links.push(['dimg', primary, tiles.map((_, i) => i + 1)]);
  }
  if (exif !== undefined) {
    const id = primary + 1;
    const data = [Buffer.concat([uint(4, 6), Buffer.from('Exif\0\0', 'latin1'), exif])];
    items.push({ id, type: 'Exif', isHidden: true, data, inIdat: false, properties: [] });
    links.push(['cdsc', id, [primary]]);
  }
  return assemble(items, primary, boxes, links);
}

function gridOf({ width, height, columns }: HeicToWrite, rows: number): Buffer {
  // Sizes of 16 bits where they fit.
  const isWide = width > 0xff_ff || height > 0xff_ff;
  return Buffer.concat([uint(1, 0, isWide ? 1 : 0, rows - 1, columns - 1), uint(isWide ? 4 : 2, width, height)]);
}

function cut(data: Uint8Array, pieces: number): Uint8Array[] {
  const length = Math.ceil(data.length / pieces);
  return Array.from({ length: pieces }, (_, i) => data.subarray(i * length, (i + 1) * length));
}

function assemble(
  items: readonly Item[],
  primary: number,
  properties: readonly Buffer[],
  links: readonly (readonly [string, number, readonly number[]])[],
): Buffer {
  const brands = box('ftyp', Buffer.from('heic'), uint(4, 0), Buffer.from('mif1heic'));
  const infos = items.map(({ id, type, isHidden }) =>
    fullBox('infe', 2, isHidden ? 1 : 0, uint(2, id, 0), Buffer.from(`${type}\0`, 'latin1')),
  );
  const associations = items.map(({ id, properties: own }) =>
    Buffer.concat([
      uint(2, id),
      uint(1, own.length),
      ...own.map(([number, essential]) => uint(1, number + (essential ? 0x80 : 0))),
    ]),
  );
  const iprp = box('iprp', box('ipco', ...properties), fullBox('ipma', 0, 0, uint(4, items.length), ...associations));
  const iref = fullBox('iref', 0, 0, ...links.map(([type, from, to]) => box(type, uint(2, from, to.length, ...to))));
  const idat = box('idat', ...items.filter(({ inIdat }) => inIdat).flatMap(({ data }) => data));
  const meta = (start: number): Buffer =>
    fullBox(
      'meta',
      0,
      0,
      fullBox('hdlr', 0, 0, uint(4, 0), Buffer.from('pict'), Buffer.alloc(13)),
      fullBox('pitm', 0, 0, uint(2, primary)),
      fullBox('iinf', 0, 0, uint(2, items.length), ...infos),
      iref,
      iprp,
      idat,
      locate(items, start),
    );
  const start = brands.length + meta(0).length + 8;
  // Pieces of an item do not follow one on the other: first those that come first of all, and so on.
  const pieces = inFile(items).map(({ piece }) => piece);
  return Buffer.concat([brands, meta(start), box('mdat', ...pieces)]);
}

function inFile(items: readonly Item[]): { id: number; order: number; piece: Uint8Array }[] {
  return items
    .filter(({ inIdat }) => !inIdat)
    .flatMap(({ id, data }) => data.map((piece, order) => ({ id, order, piece })))
    .sort((a, b) => a.order - b.order);
}

/** The box `iloc`. @param start where the data begin in the file */
function locate(items: readonly Item[], start: number): Buffer {
  const places = new Map<number, Buffer[]>();
  let at = start;
  for (const { id, piece } of inFile(items)) {
    const extents = places.get(id) ?? [];
    places.set(id, extents);
    extents.push(uint(4, at, piece.length));
    at += piece.length;
  }
  let inIdat = 0;
  const entries = items.map((item) => {
    const extents = places.get(item.id) ?? [uint(4, inIdat, item.data[0]?.length ?? 0)];
    if (item.inIdat) inIdat += item.data[0]?.length ?? 0;
    return Buffer.concat([uint(2, item.id, item.inIdat ? 1 : 0, 0, extents.length), ...extents]);
  });
  return fullBox('iloc', 1, 0, uint(1, 0x44, 0), uint(2, items.length), ...entries);
}
