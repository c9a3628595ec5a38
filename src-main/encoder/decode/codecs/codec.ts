import { AppError } from '../../../../src-contract/index.ts';
import type { Raster } from './raster.ts';

/** Formats that are decoded in the codec thread because libvips does not. */
export type CodecName = 'heic' | 'jxl' | 'jp2' | 'psd' | 'bmp' | 'ico' | 'svg';

/** What a codec makes of a file: pixels, or an image inside of it in a format that sharp opens. */
export type Decoded = { readonly warnings?: readonly string[] } & (
  { readonly raster: Raster } | { readonly file: Uint8Array }
);

/** Decodes whole files of one format. */
export interface Codec {
  /** @throws AppError PHOTO_*, or whatever the decoder throws: then the file is damaged. */
  decode(bytes: Buffer, maxPixels: number): Decoded | Promise<Decoded>;
  /** Bytes of memory that the decoder holds between two files. */
  heldBytes?(): number;
}

/** @throws PHOTO_TOO_MANY_PIXELS, PHOTO_DAMAGED */
export function checkSize(width: number, height: number, maxPixels: number): void {
  if (!(width > 0 && height > 0)) throw damaged(`it says that it is ${width} x ${height} pixels`);
  if (width * height > maxPixels) {
    throw new AppError(
      'PHOTO_TOO_MANY_PIXELS',
      `Expected at most ${maxPixels} pixels but received ${width} x ${height}`,
    );
  }
}

export function damaged(detail: string): AppError {
  return new AppError('PHOTO_DAMAGED', `The image is damaged or cut off: ${detail}`);
}

export function unsupported(format: string, detail: string, cause?: unknown): AppError {
  return new AppError('PHOTO_FORMAT_UNSUPPORTED', `This version cannot decode this ${format}: ${detail}`, { cause });
}
