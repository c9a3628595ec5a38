/** A JPEG inside another file. */
export interface EmbeddedJpeg {
  /** Where it begins. */
  readonly at: number;
  readonly width: number;
  readonly height: number;
}

const start = Buffer.from([0xff, 0xd8, 0xff]);
const maxCandidates = 20_000;
const maxMarkers = 300;

/** Bytes to go on after what is no JPEG, and what is one: others lie inside, as thumbnails do. */
const step = 2;

/**
 * Find the largest JPEG in a file that any decoder shows: 8 bits, baseline or progressive. Sensor data is often JPEG too,
 * but lossless or of more bits; where it is not, `except` has the places at which it begins.
 */
export function largestJpeg(bytes: Buffer, except: ReadonlySet<number>): EmbeddedJpeg | null {
  let best: EmbeddedJpeg | null = null;
  let at = bytes.indexOf(start);
  for (let count = 0; at !== -1 && count < maxCandidates; count++) {
    const size = except.has(at) ? null : jpegSize(bytes, at);
    if (size !== null && size.width * size.height > (best === null ? 0 : best.width * best.height))
      best = { at, ...size };
    at = bytes.indexOf(start, at + step);
  }
  return best;
}

/** Markers of a segment that tells the size: all kinds of JPEG, of which decoders show the first three. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function jpegSize(bytes: Buffer, from: number): { width: number; height: number } | null {
  let at = from + 2;
  for (let count = 0; count < maxMarkers && at + 10 <= bytes.length && bytes[at] === 0xff; count++) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (isFrame(marker)) {
      const components = bytes[at + 9];
      const isShown = marker <= 0xc2 && bytes[at + 4] === 8 && (components === 1 || components === 3);
      return isShown ? { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) } : null;
    }
    // Data or the end before any frame: not a JPEG, or one without a picture.
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xda)) return null;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

/** The JPEG at a place, up to its end mark; all that follows when there is none. */
export function jpegAt(bytes: Buffer, from: number): Buffer {
  let at = from + 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) {
      at = bytes.indexOf(0xff, at);
      if (at === -1) break;
      continue;
    }
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xd9) return bytes.subarray(from, at + 2);
    // Stuffed bytes and restarts inside of the data, and fill bytes.
    const isBare = marker === 0 || marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    if (isBare) at += marker === 0xff ? 1 : 2;
    else at += 2 + bytes.readUInt16BE(at + 2);
  }
  return bytes.subarray(from);
}

/** The same JPEG with this EXIF orientation in place of whatever EXIF it has. */
export function withOrientation(jpeg: Buffer, orientation: number): Buffer {
  const exif = Buffer.from('ffe1002245786966000049492a000800000001001201030001000000', 'hex');
  const value = Buffer.from([orientation, 0, 0, 0, 0, 0, 0, 0]);
  const parts: Buffer[] = [jpeg.subarray(0, 2), exif, value];
  let at = 2;
  for (let count = 0; count < maxMarkers && at + 4 <= jpeg.length && jpeg[at] === 0xff; count++) {
    const marker = jpeg[at + 1] ?? 0;
    if (marker < 0xe0 || marker > 0xef) break;
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    const isExif = marker === 0xe1 && jpeg.toString('latin1', at + 4, at + 8) === 'Exif';
    if (!isExif) parts.push(jpeg.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...parts, jpeg.subarray(at)]);
}
