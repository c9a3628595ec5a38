import { fileTypeFromBuffer } from 'file-type';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { AppError } from '../../../src-contract/index.ts';
import type { DecodeLimits } from '../../core/encoder-protocol.ts';

/** An image whose header has been read and found acceptable; nothing is decoded yet. */
export interface OpenedImage {
  readonly header: Metadata;
  /** Upright size in pixels, orientation applied. */
  readonly width: number;
  readonly height: number;
  /** A new pipeline over the same bytes that decodes upright. */
  readonly pipeline: () => Sharp;
}

/**
 * Read an image's header and refuse what cannot or must not be decoded. The content decides, never the file name.
 *
 * @throws PHOTO_NOT_AN_IMAGE, PHOTO_FORMAT_UNSUPPORTED, PHOTO_DAMAGED, PHOTO_TOO_MANY_PIXELS
 */
export async function openImage(bytes: Buffer, limits: DecodeLimits): Promise<OpenedImage> {
  const options = {
    // Warnings (odd chunks, bytes after the end) are common in photos that every viewer shows; errors are not.
    failOn: 'error',
    limitInputPixels: limits.maxPixels,
    sequentialRead: true,
  } as const;
  let header: Metadata;
  try {
    header = await sharp(bytes, options).metadata();
  } catch (error) {
    throw await classifyUnopened(bytes, error);
  }
  const { width, height } = header.autoOrient;
  if (!(width > 0 && height > 0))
    throw new AppError('PHOTO_DAMAGED', `The image says it is ${width} x ${height} pixels`);
  if (width * height > limits.maxPixels) {
    throw new AppError(
      'PHOTO_TOO_MANY_PIXELS',
      `Expected at most ${limits.maxPixels} pixels but received ${width} x ${height}`,
    );
  }
  return {
    header,
    width,
    height,
    pipeline: () => sharp(bytes, options).timeout({ seconds: limits.timeoutSeconds }).autoOrient(),
  };
}

/** Tell a known format that this version cannot decode from a damaged one and from a file that is no image at all. */
async function classifyUnopened(bytes: Buffer, cause: unknown): Promise<AppError> {
  const reason = libraryReason(cause);
  const type = await fileTypeFromBuffer(bytes);
  if (/pixel limit|exceeds/iu.test(reason)) return new AppError('PHOTO_TOO_MANY_PIXELS', reason, { cause });
  if (type?.mime.startsWith('image/') === true) {
    return isUnsupported(reason)
      ? new AppError(
          'PHOTO_FORMAT_UNSUPPORTED',
          `This version cannot decode ${type.ext.toUpperCase()} (${type.mime})`,
          { cause },
        )
      : new AppError('PHOTO_DAMAGED', `The ${type.ext.toUpperCase()} header is damaged: ${reason}`, { cause });
  }
  const found =
    type === undefined ? 'The content is of no known image format' : `The content is ${type.mime}, not an image`;
  return new AppError('PHOTO_NOT_AN_IMAGE', found, { cause });
}

function isUnsupported(reason: string): boolean {
  return /unsupported image format|no decoding plugin|unsupported/iu.test(reason);
}

/** Name what went wrong while pixels were decoded. */
export function decodeError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  // The decoders throw plain errors; these two are mistakes of ours.
  if (error instanceof TypeError || error instanceof RangeError) return AppError.from(error);
  const reason = libraryReason(error);
  if (/timeout/iu.test(reason))
    return new AppError('PHOTO_TIMEOUT', `Decoding took too long: ${reason}`, { cause: error });
  if (/pixel limit/iu.test(reason)) return new AppError('PHOTO_TOO_MANY_PIXELS', reason, { cause: error });
  if (/no decoding plugin|unsupported codec|not built/iu.test(reason)) {
    return new AppError('PHOTO_FORMAT_UNSUPPORTED', reason, { cause: error });
  }
  return new AppError('PHOTO_DAMAGED', `The image data is damaged or cut off: ${reason}`, { cause: error });
}

/** The decoder's own words on one line: libvips repeats itself over several. */
function libraryReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return [...new Set(message.split('\n').map((line) => line.trim()))]
    .filter(Boolean)
    .slice(0, 3)
    .join('; ')
    .slice(0, 300);
}
