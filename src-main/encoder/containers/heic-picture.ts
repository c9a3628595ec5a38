import { ByteReader, StructureError } from './byte-reader.ts';
import { type HeifItem, type HeifItems, type HeifProperty, readHeifItems } from './heif-items.ts';
import { type HevcConfig, isPlainPicture, readHevcConfig } from './hevc-config.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How luma and chroma were made of RGB: numbers of ITU-T H.273. */
export interface Nclx {
  readonly matrix: number;
  readonly isFullRange: boolean;
}

/** What is done to the picture after decoding, in pixels and quarter turns. */
export type Transform =
  | {
      readonly kind: 'crop';
      readonly left: number;
      readonly top: number;
      readonly width: number;
      readonly height: number;
    }
  /** Quarter turns against the clock: 1 to 3. */
  | { readonly kind: 'turn'; readonly quarters: number }
  | { readonly kind: 'mirror'; readonly swaps: 'left-right' | 'top-bottom' };

/** The primary image of a HEIC: one HEVC picture, or a grid of them. */
export interface HeicPicture {
  /** Size before the transforms; the grid may reach beyond it. */
  readonly size: Size;
  /** Size after the transforms. */
  readonly upright: Size;
  readonly columns: number;
  readonly tile: Size;
  /** Each a key frame, row by row; null where the file was cut off. */
  readonly tiles: readonly (Buffer | null)[];
  readonly hevc: HevcConfig;
  /** As the container says; what the stream says counts where it does not. */
  readonly nclx: Nclx | null;
  readonly transforms: readonly Transform[];
}

const maxTiles = 10_000;
/** Memory is taken for all of the tiles: small pictures may be made of a few large ones. */
const excess = { times: 2, pixels: 1 << 22 } as const;

/** Properties that do not change pixels, or whose effect is in `HeicPicture` or in the metadata that sharp reads. */
const known: ReadonlySet<string> = new Set(
  'ispe hvcC colr pixi irot imir clap pasp auxC clli mdcv cclv rloc udes altt'.split(' '),
);

/** Auxiliary images that say how opaque the pixels are. */
const alphaTypes = /^urn:mpeg:(?:hevc:2015:auxid:1|mpegB:cicp:systems:auxiliary:alpha)$/u;

/**
 * Find the pieces of the primary image of a HEIC. What is not read, because hardly any camera writes it: transparency,
 * images made of others in another way than a grid, tiles that differ from each other.
 *
 * @throws StructureError whatever the bytes are.
 * @see ISO/IEC 23008-12, 6.5 and 6.6
 */
export function readHeicPicture(file: Buffer): HeicPicture {
  const heif = readHeifItems(file);
  const { primary } = heif;
  requireKnown(primary);
  if (isTransparent(heif)) throw new StructureError('It has transparency');
  const grid = primary.type === 'grid' ? readGrid(heif) : null;
  const parts = grid?.tiles ?? [primary];
  const [first] = parts;
  if (first === undefined || parts.some((part) => part.type !== 'hvc1')) throw new StructureError('It is not HEVC');
  const description = only(first, 'hvcC');
  const tile = readSize(only(first, 'ispe'));
  const size = readSize(only(primary, 'ispe'));
  if (grid !== null) requireWhole(grid, { description, tile, size });
  const { transforms, upright } = readTransforms(primary, size);
  const hevc = readHevcConfig(description);
  return {
    size,
    upright,
    columns: grid?.columns ?? 1,
    tile,
    tiles: readTiles(heif, parts, { fileBytes: file.length, lengthBytes: hevc.lengthBytes }),
    hevc,
    nclx: readNclx(primary) ?? readNclx(first),
    transforms,
  };
}

interface Grid extends Size {
  readonly columns: number;
  readonly rows: number;
  readonly tiles: readonly HeifItem[];
}

/** A grid covers the picture with tiles that are all alike. */
function requireWhole(grid: Grid, { description, tile, size }: { description: Buffer; tile: Size; size: Size }): void {
  for (const part of grid.tiles) requireAlike(part, description, tile);
  if (size.width !== grid.width || size.height !== grid.height) throw new StructureError('Its sizes differ');
  if (grid.columns * tile.width < size.width || grid.rows * tile.height < size.height)
    throw new StructureError('Its tiles do not cover it');
  const covered = grid.columns * tile.width * grid.rows * tile.height;
  if (covered > excess.times * size.width * size.height + excess.pixels)
    throw new StructureError('Its tiles reach too far beyond it');
}

/** @see ISO/IEC 23008-12, 6.6.2.3 */
function readGrid({ primary, items, references, dataOf }: HeifItems): Grid {
  const data = dataOf(primary.id);
  if (data === null) throw new StructureError('Its grid is cut off');
  const reader = new ByteReader(data);
  reader.skip(1);
  const bytes = (reader.uint(1) & 1) === 1 ? 4 : 2;
  const rows = reader.uint(1) + 1;
  const columns = reader.uint(1) + 1;
  const [width, height] = [reader.uint(bytes), reader.uint(bytes)];
  const ids = references.filter(({ type, from }) => type === 'dimg' && from === primary.id).flatMap(({ to }) => to);
  if (ids.length !== rows * columns || ids.length > maxTiles) throw new StructureError('Its grid lacks tiles');
  const tiles = ids.map((id) => items.get(id)).filter((item) => item !== undefined);
  if (tiles.length !== ids.length) throw new StructureError('Its grid lacks tiles');
  return { width, height, columns, rows, tiles };
}

/** Tiles that together are larger than the file share data, which would be decoded over and over. */
function readTiles(
  { dataOf }: HeifItems,
  parts: readonly HeifItem[],
  { fileBytes, lengthBytes }: { fileBytes: number; lengthBytes: number },
): (Buffer | null)[] {
  let total = 0;
  return parts.map(({ id }) => {
    const data = dataOf(id);
    if (data === null) return null;
    if ((total += data.length) > fileBytes) throw new StructureError('Its tiles overlap');
    if (!isPlainPicture(data, lengthBytes)) throw new StructureError('Its tiles are not made of whole units');
    return data;
  });
}

function isTransparent({ primary, items, references }: HeifItems): boolean {
  return references.some(({ type, from, to }) => {
    if (type === 'prem') return from === primary.id;
    if (type !== 'auxl' || !to.includes(primary.id)) return false;
    const auxC = items.get(from)?.properties.find((property) => property.type === 'auxC');
    // Behind a version and flags, up to the first 0.
    const name = auxC?.content.toString('latin1', 4).split('\0', 1)[0] ?? '';
    return alphaTypes.test(name);
  });
}

function requireKnown({ properties }: HeifItem): void {
  for (const { type, isEssential } of properties)
    if (isEssential && !known.has(type)) throw new StructureError(`It needs "${type}", which is not known`);
}

function requireAlike(part: HeifItem, description: Buffer, tile: Size): void {
  requireKnown(part);
  const { width, height } = readSize(only(part, 'ispe'));
  const config = only(part, 'hvcC');
  const isTurned = part.properties.some(({ type }) => type === 'irot' || type === 'imir' || type === 'clap');
  // Writers may repeat the configuration for each tile.
  const isAlike = config === description || config.equals(description);
  if (isTurned || !isAlike || width !== tile.width || height !== tile.height)
    throw new StructureError('Its tiles differ');
}

/** The content of the one property of a type. */
function only({ properties }: HeifItem, type: string): Buffer {
  const found = properties.find((property) => property.type === type);
  if (found === undefined) throw new StructureError(`An image has no "${type}"`);
  return found.content;
}

function readSize(ispe: Buffer): Size {
  const reader = new ByteReader(ispe);
  reader.skip(4);
  const [width, height] = [reader.uint(4), reader.uint(4)];
  if (width === 0 || height === 0) throw new StructureError('An image has no size');
  return { width, height };
}

/** @see ISO/IEC 14496-12, 12.1.5 */
function readNclx({ properties }: HeifItem): Nclx | null {
  for (const { type, content } of properties) {
    if (type !== 'colr' || content.toString('latin1', 0, 4) !== 'nclx') continue;
    const reader = new ByteReader(content.subarray(8));
    return { matrix: reader.uint(2), isFullRange: (reader.uint(1) & 0x80) !== 0 };
  }
  return null;
}

function readTransforms({ properties }: HeifItem, size: Size): { transforms: Transform[]; upright: Size } {
  const transforms: Transform[] = [];
  let upright = size;
  for (const property of properties) {
    const transform = readTransform(property, upright);
    if (transform === null) continue;
    transforms.push(transform);
    if (transform.kind === 'crop') upright = transform;
    else if (transform.kind === 'turn' && transform.quarters % 2 === 1)
      upright = { width: upright.height, height: upright.width };
  }
  return { transforms, upright: { width: upright.width, height: upright.height } };
}

/** @see ISO/IEC 23008-12, 6.5.10 and 6.5.12; ISO/IEC 14496-12, 12.1.4 */
function readTransform({ type, content }: HeifProperty, size: Size): Transform | null {
  const reader = new ByteReader(content);
  if (type === 'irot') {
    const quarters = reader.uint(1) & 3;
    return quarters === 0 ? null : { kind: 'turn', quarters };
  }
  if (type === 'imir') return { kind: 'mirror', swaps: (reader.uint(1) & 1) === 1 ? 'left-right' : 'top-bottom' };
  if (type !== 'clap') return null;
  const fraction = (): number => reader.int(4) / reader.uint(4);
  const [width, height, across, down] = [fraction(), fraction(), fraction(), fraction()];
  // The offset is that of the centre from the centre of the picture.
  const [left, top] = [across + (size.width - width) / 2, down + (size.height - height) / 2];
  const isInside = left >= 0 && top >= 0 && left + width <= size.width && top + height <= size.height;
  if (!isInside || width < 1 || height < 1 || ![left, top, width, height].every((value) => Number.isInteger(value)))
    throw new StructureError('Its box clap is not one of whole pixels');
  return { kind: 'crop', left, top, width, height };
}
