import type { Metadata, Sharp } from 'sharp';
import type { DecodeLimits } from '../../core/encoder-protocol.ts';
import type { RgbImage } from '../../core/image/resample.ts';
import { StructureError } from '../containers/byte-reader.ts';
import { type HeicPicture, readHeicPicture } from '../containers/heic-picture.ts';
import { checkSize } from './codecs/codec.ts';
import { toTiff } from './codecs/raster.ts';
import { decodeHeic, requireReadable, shrinkFor } from './heic/decode-heic.ts';
import { nativeCodecs, type NativeCodecs } from './heic/hevc-decoder.ts';
import { HeicRefusal } from './heic/refusal.ts';
import { type DecodeHow, decodeSeconds, openWithSharp, type Pixels, readHeader } from './open-with-sharp.ts';

export interface HeicSource {
  readonly bytes: Buffer;
  /** What sharp says about the container. */
  readonly header: Metadata;
  readonly limits: DecodeLimits;
  /** Decode with libheif, all of it, at once. */
  readonly slowly: () => Promise<Pixels>;
}

/**
 * Open a HEIC that the native decoder takes; null for any other, and where there is no native decoder. Nothing is decoded
 * yet. What the decoder then refuses all the same is decoded by libheif.
 *
 * @throws PHOTO_TOO_MANY_PIXELS
 */
export async function openHeic(source: HeicSource): Promise<Pixels | null> {
  const native = await nativeCodecs();
  const picture = native === null ? null : readPicture(source.bytes);
  if (native === null || picture === null) return null;
  const { width, height } = picture.upright;
  const said = source.header.autoOrient;
  // Two readers that do not agree on the size: the one that has been in use for years is right.
  if (width !== said.width || height !== said.height) return null;
  checkSize(width, height, source.limits.maxPixels);
  let slow: Promise<Pixels> | undefined;
  const decode = async (how: DecodeHow = {}): Promise<Sharp | RgbImage> => {
    try {
      const { image, isExact } = await decodeNatively(native, picture, source, how);
      return isExact && source.header.icc === undefined ? image : await inSharp(image, source);
    } catch (error) {
      if (!(error instanceof HeicRefusal)) throw error;
      return (await (slow ??= source.slowly())).pipeline(how);
    }
  };
  return {
    header: source.header,
    width,
    height,
    pages: 1,
    halvesCheaply: true,
    decode,
    pipeline: async (how) => {
      const decoded = await decode(how);
      return 'data' in decoded ? inSharp(decoded, source) : decoded;
    },
  };
}

function readPicture(bytes: Buffer): HeicPicture | null {
  try {
    const picture = readHeicPicture(bytes);
    requireReadable(picture);
    return picture;
  } catch (error) {
    if (error instanceof StructureError || error instanceof HeicRefusal) return null;
    throw error;
  }
}

/** @returns `isExact`: whether the image has the scale that is wanted, and not a larger one. */
async function decodeNatively(
  native: NativeCodecs,
  picture: HeicPicture,
  { limits }: HeicSource,
  { scale = 1, lenient = false, onShare }: DecodeHow,
): Promise<{ image: RgbImage; isExact: boolean }> {
  const { width, height } = picture.size;
  const shrink = shrinkFor(picture, scale);
  const { image, share } = await decodeHeic(native, picture, {
    shrink,
    isLenient: lenient,
    seconds: decodeSeconds(width * height, limits),
  });
  onShare?.(share);
  return { image, isExact: shrink * scale === 1 };
}

/** With the profile of the file, which libvips applies. */
async function inSharp({ data, width, height }: RgbImage, { header, limits }: HeicSource): Promise<Sharp> {
  const raster = { data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength), width, height };
  const tiff = toTiff({ ...raster, colour: 'rgb', alpha: false, bits: 8, icc: header.icc });
  const bytes = Buffer.from(tiff.buffer);
  return openWithSharp(bytes, await readHeader(bytes), limits).pipeline();
}
