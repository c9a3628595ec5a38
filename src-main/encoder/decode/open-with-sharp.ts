import sharp, { type Metadata, type Sharp } from 'sharp';
import { AppError } from '../../../src-contract/index.ts';
import type { DecodeLimits } from '../../core/encoder-protocol.ts';
import type { RgbImage } from '../../core/image/resample.ts';
import { classifyUnopened } from './image-errors.ts';

/** How to decode an image whose header has been read. */
export interface Pixels {
  readonly header: Metadata;
  /** Upright size in pixels, orientation applied. */
  readonly width: number;
  readonly height: number;
  /** Images in the file; those of an animation are its frames. */
  readonly pages: number;
  /** Whether decoding at exactly 1/2, 1/4 or 1/8 of the size costs less than decoding all of it. */
  readonly halvesCheaply: boolean;
  /** A new pipeline over the same bytes that decodes upright. */
  readonly pipeline: (how?: DecodeHow) => Promise<Sharp>;
  /**
   * As `pipeline`, where the decoder may have the very pixels that are wanted: upright, opaque, in 8-bit sRGB and exactly
   * at the scale. They then come as they are, which spares copies of them and a pass of libvips.
   */
  readonly decode?: ((how?: DecodeHow) => Promise<Sharp | RgbImage>) | undefined;
}

export interface DecodeHow {
  /** Which image of several, from 0. */
  readonly page?: number;
  /** Decode what is there of a damaged file. */
  readonly lenient?: boolean;
  /** Told the share of a damaged picture that is there, 0 to 1, where the decoder knows. */
  readonly onShare?: (share: number) => void;
  /**
   * Scale at which the picture will be used, 0 to 1: it may come out smaller than it is, but not than that. What is cut
   * out of it is counted in its own pixels and wants all of them.
   */
  readonly scale?: number;
}

/** Seconds that any image may take, and those for each million pixels. */
const secondsFor = { base: 8, perMegapixel: 0.5 } as const;

/** How long decoding may take: large images more, none more than the limit. */
export function decodeSeconds(pixels: number, limits: DecodeLimits): number {
  return Math.min(limits.timeoutSeconds, Math.round(secondsFor.base + (secondsFor.perMegapixel * pixels) / 1e6));
}

// librsvg, once it draws, heeds no time limit. Drawings have a decoder of their own.
sharp.block({ operation: ['VipsForeignLoadSvg'] });

/**
 * Read the header of an image that sharp opens.
 *
 * @throws PHOTO_NOT_AN_IMAGE, PHOTO_FORMAT_UNSUPPORTED, PHOTO_DAMAGED
 */
export async function readHeader(bytes: Buffer): Promise<Metadata> {
  try {
    // Without a limit, so that the refusal below can say how large the image is: no pixel is decoded here.
    return await sharp(bytes, { failOn: 'error', limitInputPixels: false, sequentialRead: true }).metadata();
  } catch (error) {
    throw await classifyUnopened(bytes, error);
  }
}

/**
 * Refuse what must not be decoded and say how the rest is. Nothing is decoded yet.
 *
 * @throws PHOTO_DAMAGED, PHOTO_TOO_MANY_PIXELS
 */
export function openWithSharp(bytes: Buffer, header: Metadata, limits: DecodeLimits): Pixels {
  const { width, height } = header.autoOrient;
  if (!(width > 0 && height > 0))
    throw new AppError('PHOTO_DAMAGED', `The image says it is ${width} x ${height} pixels`);
  if (width * height > limits.maxPixels) {
    throw new AppError(
      'PHOTO_TOO_MANY_PIXELS',
      `Expected at most ${limits.maxPixels} pixels but received ${width} x ${height}`,
    );
  }
  const seconds = decodeSeconds(width * height * (header.pages ?? 1), limits);
  return {
    header,
    width,
    height,
    pages: header.pages ?? 1,
    halvesCheaply: header.format === 'jpeg',
    pipeline: ({ page = 0, lenient = false } = {}) => {
      const pipeline = sharp(bytes, {
        // Warnings (odd chunks, bytes after the end) are common in photos that every viewer shows; errors are not.
        failOn: lenient ? 'none' : 'error',
        limitInputPixels: limits.maxPixels,
        sequentialRead: true,
        ...(page > 0 && { page }),
      });
      const upright = pipeline.timeout({ seconds }).autoOrient();
      // By itself sharp applies the profile of 8-bit images only: exports in 16-bit ProPhoto would come out pale.
      // See https://github.com/lovell/sharp/issues/2037
      const isDeep = header.depth === 'ushort' && header.hasProfile;
      return Promise.resolve(isDeep ? upright.pipelineColourspace('srgb') : upright);
    },
  };
}
