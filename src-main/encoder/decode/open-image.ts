import { fileTypeFromBuffer } from 'file-type';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { AppError } from '../../../src-contract/index.ts';
import type { DecodeLimits } from '../../core/encoder-protocol.ts';

/** An image whose header has been read and found acceptable; nothing is decoded yet. */
export interface OpenedImage {
  readonly header: Metadata;
  /** Name of the format as users know it, e.g. `jpeg`; `avif`, not `heif` after its container. */
  readonly format: string;
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
    // Without a limit, so that the refusal below can say how large the image is: no pixel is decoded here.
    header = await sharp(bytes, { ...options, limitInputPixels: false }).metadata();
  } catch (error) {
    throw await classifyUnopened(bytes, error);
  }
  // The container opens whatever is inside; libheif then fails on HEVC with words that lead nowhere.
  if (header.format === 'heif' && header.compression !== 'av1')
    throw unsupported(header.mediaType === 'image/heic' ? 'HEIC' : 'HEIF', `${header.compression ?? 'unknown'} coded`);
  // Many raw formats are TIFFs whose first image is a thumbnail: decoding that would pass it off as the photo.
  if (header.format === 'tiff') {
    const type = await fileTypeFromBuffer(bytes);
    if (type !== undefined && type.mime !== 'image/tiff')
      throw unsupported(type.ext.toUpperCase(), `raw, ${type.mime}`);
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
    format: header.format === 'heif' ? 'avif' : header.format,
    width,
    height,
    pipeline: () => {
      const pipeline = sharp(bytes, options).timeout({ seconds: limits.timeoutSeconds }).autoOrient();
      // By itself sharp applies the profile of 8-bit images only: exports in 16-bit ProPhoto would come out pale.
      // See https://github.com/lovell/sharp/issues/2037
      return header.depth === 'ushort' && header.hasProfile ? pipeline.pipelineColourspace('srgb') : pipeline;
    },
  };
}

/** Formats that this version decodes: when a header of theirs is refused, the file is damaged. */
const decodable: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/apng',
  'image/webp',
  'image/gif',
  'image/tiff',
  'image/avif',
]);

function isTiff(bytes: Buffer): boolean {
  const magic = bytes.toString('latin1', 0, 4);
  return magic === 'II*\0' || magic === 'MM\0*';
}

/** Tell a known format that this version cannot decode from a damaged one and from a file that is no image at all. */
async function classifyUnopened(bytes: Buffer, cause: unknown): Promise<AppError> {
  const reason = libraryReason(cause);
  // A TIFF's directory often lies at its end: one that was cut off is known by its first bytes alone.
  const type = (await fileTypeFromBuffer(bytes)) ?? (isTiff(bytes) ? { ext: 'tif', mime: 'image/tiff' } : undefined);
  if (type?.mime.startsWith('image/') === true) {
    const name = type.ext.toUpperCase();
    const isUnknown = /unsupported image format/iu.test(reason);
    if (missingFeature.test(reason)) return unsupported(name, reason, cause);
    if (!decodable.has(type.mime) || (isUnknown && type.mime === 'image/avif'))
      return unsupported(name, type.mime, cause);
    const words = isUnknown ? 'it is not what the first bytes announce' : reason;
    return new AppError('PHOTO_DAMAGED', `The ${name} header is damaged: ${words}`, { cause });
  }
  const found =
    type === undefined ? 'The content is of no known image format' : `The content is ${type.mime}, not an image`;
  return new AppError('PHOTO_NOT_AN_IMAGE', found, { cause });
}

/** How the decoders say that a variant of a format is beyond them: old JPEG, 12 bits or CIELAB in a TIFF. */
const missingFeature =
  /no decoding plugin|unsupported codec|not built|not configured|not a whole number of bytes|bad labq format/iu;

function unsupported(format: string, detail: string, cause?: unknown): AppError {
  return new AppError('PHOTO_FORMAT_UNSUPPORTED', `This version cannot decode this ${format}: ${detail}`, { cause });
}

/** Name what went wrong while pixels were decoded. */
export function decodeError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  // The decoders throw plain errors; these two are mistakes of ours.
  if (error instanceof TypeError || error instanceof RangeError) return AppError.from(error);
  const reason = libraryReason(error);
  if (/timeout/iu.test(reason))
    return new AppError('PHOTO_TIMEOUT', `Decoding took too long: ${reason.split(';', 1).join('')}`, { cause: error });
  if (/pixel limit/iu.test(reason)) return new AppError('PHOTO_TOO_MANY_PIXELS', reason, { cause: error });
  if (missingFeature.test(reason)) return unsupported('image', reason, error);
  return new AppError('PHOTO_DAMAGED', `The image data is damaged or cut off: ${reason}`, { cause: error });
}

/** The decoder's own words on one line: libvips repeats itself over several and names its functions. */
function libraryReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const words = message.replaceAll(
    /\b(?:Input buffer has corrupt header|Vips\w+|vipspng|tiff2vips|\w+load_buffer):/gu,
    '',
  );
  return [...new Set(words.split('\n').map((line) => line.trim()))]
    .filter(Boolean)
    .slice(0, 3)
    .join('; ')
    .slice(0, 300);
}
