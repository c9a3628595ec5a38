import { AppError } from '../../../src-contract/index.ts';

/** Image resources that are read. */
export const resourceId = {
  iptc: 1028,
  thumbnail: 1036,
  profile: 1039,
  version: 1057,
  exif: 1058,
  xmp: 1060,
} as const;

/** The sections of a PSD or PSB file. */
export interface PsdLayout {
  /** A PSB, whose lengths have twice the bytes. */
  readonly isLarge: boolean;
  readonly channels: number;
  readonly width: number;
  readonly height: number;
  /** Bits of a sample. */
  readonly depth: number;
  readonly mode: number;
  /** 256 reds, 256 greens, 256 blues of indexed images. */
  readonly palette: Buffer;
  readonly resources: ReadonlyMap<number, Buffer>;
  /** False when the composite was left out and holds nothing but white. */
  readonly hasComposite: boolean;
  readonly composite: Buffer;
}

const maxResources = 10_000;

/** @throws PHOTO_DAMAGED */
export function readPsdLayout(bytes: Buffer): PsdLayout {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== '8BPS') throw cutOff('in its header');
  const isLarge = bytes.readUInt16BE(4) === 2;
  let at = 26;
  const section = (lengthBytes: 4 | 8): Buffer => {
    if (at + lengthBytes > bytes.length) throw cutOff('before its pixels');
    const length = lengthBytes === 8 ? Number(bytes.readBigUInt64BE(at)) : bytes.readUInt32BE(at);
    const start = at + lengthBytes;
    at = start + length;
    return bytes.subarray(start, at);
  };
  const palette = section(4);
  const resources = readResources(section(4));
  section(isLarge ? 8 : 4);
  return {
    isLarge,
    channels: bytes.readUInt16BE(12),
    height: bytes.readUInt32BE(14),
    width: bytes.readUInt32BE(18),
    depth: bytes.readUInt16BE(22),
    mode: bytes.readUInt16BE(24),
    palette,
    resources,
    hasComposite: resources.get(resourceId.version)?.[4] !== 0,
    composite: bytes.subarray(at),
  };
}

const wanted: ReadonlySet<number> = new Set(Object.values(resourceId));

function readResources(section: Buffer): ReadonlyMap<number, Buffer> {
  const found = new Map<number, Buffer>();
  let at = 0;
  for (let count = 0; count < maxResources && at + 12 <= section.length; count++) {
    const id = section.readUInt16BE(at + 4);
    const nameBytes = 1 + (section[at + 6] ?? 0);
    const sizeAt = at + 6 + nameBytes + (nameBytes % 2);
    if (sizeAt + 4 > section.length) break;
    const size = section.readUInt32BE(sizeAt);
    if (wanted.has(id) && !found.has(id)) found.set(id, section.subarray(sizeAt + 4, sizeAt + 4 + size));
    at = sizeAt + 4 + size + (size % 2);
  }
  return found;
}

function cutOff(where: string): AppError {
  return new AppError('PHOTO_DAMAGED', `The image is damaged or cut off: it ends ${where}`);
}
