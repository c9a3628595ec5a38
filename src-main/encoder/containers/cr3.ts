import { boxes, findBox } from './bmff.ts';
import { isTiffLike, readTiffImages } from './tiff-images.ts';

/** The box of Canon's metadata inside `moov`. */
const canonUuid = Buffer.from('85c0b687820f11e08111f4ce462b6a48', 'hex');

/** Metadata of a CR3: one TIFF structure for each directory. */
export interface Cr3Metadata {
  /** IFD0. */
  readonly image: Buffer | null;
  readonly exif: Buffer | null;
  readonly gps: Buffer | null;
}

/** Read Canon's boxes of a CR3; null for any other file. */
export function readCr3(bytes: Buffer): Cr3Metadata | null {
  for (const { type, content } of boxes(findBox(bytes, 'moov') ?? Buffer.alloc(0))) {
    if (type !== 'uuid' || !content.subarray(0, 16).equals(canonUuid)) continue;
    const inner = content.subarray(16);
    const block = (name: string): Buffer | null => {
      const found = findBox(inner, name);
      return found !== undefined && isTiffLike(found) ? found : null;
    };
    return { image: block('CMT1'), exif: block('CMT2'), gps: block('CMT4') };
  }
  return null;
}

/** How a CR3 is turned; null for files of another kind, whose previews say it themselves. */
export function readExifOrientation(bytes: Buffer): number | null {
  const image = bytes.toString('latin1', 4, 8) === 'ftyp' ? readCr3(bytes)?.image : null;
  return image === null || image === undefined ? null : readTiffImages(image).orientation;
}
