import { fileTypeFromBuffer } from 'file-type';
import { AppError } from '../../../src-contract/index.ts';
import { unsupported } from './codecs/codec.ts';
import { isTiffLike } from '../containers/tiff-images.ts';

/** Formats that sharp or a codec decodes: when a header of theirs is refused, the file is damaged. */
const decodable: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/apng',
  'image/webp',
  'image/gif',
  'image/tiff',
  'image/avif',
  'image/heic',
  'image/heif',
  'image/heic-sequence',
  'image/heif-sequence',
  'image/bmp',
  'image/x-icon',
]);

/** Tell a known format that this version cannot decode from a damaged one and from a file that is no image at all. */
export async function classifyUnopened(bytes: Buffer, cause: unknown): Promise<AppError> {
  const reason = libraryReason(cause);
  // A TIFF's directory often lies at its end: one that was cut off is known by its first bytes alone.
  const type =
    (await fileTypeFromBuffer(bytes)) ?? (isTiffLike(bytes) ? { ext: 'tif', mime: 'image/tiff' } : undefined);
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

/** How the decoders say that a variant of a format is beyond them: old JPEG, 12 bits, CIELAB
 * or an odd number of planes in a TIFF. */
const missingFeature =
  /no decoding plugin|unsupported codec|not built|not configured|not a whole number of bytes|bad labq format|separate planes not supported/iu;

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
