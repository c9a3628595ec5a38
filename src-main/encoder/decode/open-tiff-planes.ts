import sharp, { type Metadata } from 'sharp';
import type { DecodeLimits } from '../../core/encoder-protocol.ts';
import type { TiffPlanes } from '../containers/tiff-planes.ts';
import { checkSize } from './codecs/codec.ts';
import { toTiff } from './codecs/raster.ts';
import { decodeError } from './image-errors.ts';
import { decodeSeconds, openWithSharp, type Pixels, readHeader } from './open-with-sharp.ts';

/**
 * Open a TIFF that was taken apart into planes: each is decoded as a grey image, and all are put together.
 *
 * @param header what sharp says of the whole.
 * @throws PHOTO_DAMAGED, PHOTO_TOO_MANY_PIXELS, PHOTO_TIMEOUT
 */
export async function openTiffPlanes(planes: TiffPlanes, header: Metadata, limits: DecodeLimits): Promise<Pixels> {
  const { width, height, icc } = header;
  const { count, colour, alpha, bits, orientation } = planes;
  checkSize(width, height, limits.maxPixels);
  const bytesOfSample = bits / 8;
  const data = new Uint8Array(width * height * count * bytesOfSample);
  for (let plane = 0; plane < count; plane++) {
    const samples = await decodePlane(planes, plane, width * height, limits);
    for (let from = 0, to = plane * bytesOfSample; from < samples.length; to += count * bytesOfSample)
      for (let i = 0; i < bytesOfSample; i++) data[to + i] = samples[from++] ?? 0;
  }
  const image = Buffer.from(toTiff({ width, height, colour, alpha, bits, data, icc, orientation }).buffer);
  return openWithSharp(image, await readHeader(image), limits);
}

/** Samples of a plane, little-endian, row by row. */
async function decodePlane(
  { pages, bits }: TiffPlanes,
  page: number,
  pixels: number,
  limits: DecodeLimits,
): Promise<Uint8Array> {
  try {
    // Of tiles that are missing or damaged libvips only warns. About these directories it has nothing else to say.
    return await sharp(pages, { page, failOn: 'warning', limitInputPixels: limits.maxPixels })
      .timeout({ seconds: decodeSeconds(pixels, limits) })
      .toColourspace(bits === 16 ? 'grey16' : 'b-w')
      .raw({ depth: bits === 16 ? 'ushort' : 'uchar' })
      .toBuffer();
  } catch (error) {
    throw decodeError(error);
  }
}
