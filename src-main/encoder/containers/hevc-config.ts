import { ByteReader, StructureError } from './byte-reader.ts';

/** What a decoder has to know about an HEVC stream before it begins. */
export interface HevcConfig {
  /** The box `hvcC`. */
  readonly description: Buffer;
  /** As RFC 6381 names a codec, e.g. `hvc1.3.E.L90.B0`. */
  readonly codec: string;
  readonly chroma: 'none' | '420' | '422' | '444';
  readonly lumaBits: number;
  readonly chromaBits: number;
  /** Bytes of the number before each unit of the stream, which says how long it is. */
  readonly lengthBytes: number;
}

const chromas = ['none', '420', '422', '444'] as const;

/**
 * Read a box `hvcC`.
 *
 * @throws StructureError
 * @see ISO/IEC 14496-15, 8.3.2.1 (the box) and E.3 (the name of the codec)
 */
export function readHevcConfig(description: Buffer): HevcConfig {
  const reader = new ByteReader(description);
  if (reader.uint(1) !== 1) throw new StructureError('Its box hvcC has an unknown version');
  const profile = reader.uint(1);
  const compatibility = reader.uint(4);
  const constraints = Array.from({ length: 6 }, () => reader.uint(1));
  const level = reader.uint(1);
  reader.skip(3);
  const chroma = chromas[reader.uint(1) & 3] ?? 'none';
  const lumaBits = (reader.uint(1) & 7) + 8;
  const chromaBits = (reader.uint(1) & 7) + 8;
  reader.skip(2);
  const lengthBytes = (reader.uint(1) & 3) + 1;
  // The number of kinds of parameter sets.
  if (reader.uint(1) === 0) throw new StructureError('Its box hvcC has no parameter sets');
  const last = constraints.findLastIndex((byte) => byte !== 0);
  const name = [
    'hvc1',
    `${['', 'A', 'B', 'C'][profile >> 6] ?? ''}${profile & 31}`,
    reversed(compatibility).toString(16).toUpperCase(),
    `${(profile & 32) === 0 ? 'L' : 'H'}${level}`,
    ...constraints.slice(0, last + 1).map((byte) => byte.toString(16).toUpperCase()),
  ];
  return { description, codec: name.join('.'), chroma, lumaBits, chromaBits, lengthBytes };
}

/** The 32 bits of a number in reverse order. */
function reversed(bits: number): number {
  let out = 0;
  for (let i = 0; i < 32; i++) out = out * 2 + ((bits >>> i) & 1);
  return out;
}

/** Units that change how what follows is decoded, its size too. @see ITU-T H.265, table 7-1 */
const parameterSets = { first: 32, last: 34 } as const;

/**
 * Whether a picture is made of whole units, none of which is a parameter set: those belong into `hvcC`, where they have
 * been looked at.
 */
export function isPlainPicture(data: Buffer, lengthBytes: number): boolean {
  let at = 0;
  while (at + lengthBytes < data.length) {
    const kind = ((data[at + lengthBytes] ?? 0) >> 1) & 63;
    if (kind >= parameterSets.first && kind <= parameterSets.last) return false;
    at += lengthBytes + data.readUIntBE(at, lengthBytes);
  }
  return at === data.length && data.length > 0;
}
