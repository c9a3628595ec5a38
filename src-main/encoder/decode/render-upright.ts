import { AppError } from '../../../src-contract/index.ts';
import type { RgbImage } from '../../core/image/resample.ts';
import type { ImageTower } from '../../core/pack/manifest.ts';
import { decodeError } from './image-errors.ts';
import type { OpenedImage } from './open-image.ts';
import type { DecodeHow } from './open-with-sharp.ts';
import { type IntermediateHow, renderIntermediate } from './render.ts';

/** An upright photo with what had to be overlooked to get it. */
export interface Upright {
  readonly pixels: RgbImage;
  readonly warnings: readonly string[];
}

/** Share of a damaged picture that must be there: less says more about the damage than about the photo. */
const leastShare = 0.5;

/**
 * Render the intermediate that everything is made of: of an animation the first frame that shows something, and of a
 * damaged photo what is there of it, when that is half of the picture or more.
 *
 * @param edge longest edge in pixels of the thumbnail that will be made of it, where that is not the usual one.
 * @throws PHOTO_DAMAGED, PHOTO_TIMEOUT, ...: see `decodeError`.
 */
export async function renderUpright(image: OpenedImage, tower: ImageTower, edge?: number): Promise<Upright> {
  let known = 1;
  const onShare = (share: number): void => {
    known = share;
  };
  return decodeOrSalvage(
    async (how) => ({
      pixels: await renderShowing(image, tower, { ...how, ...(edge !== undefined && { edge }), onShare }),
      warnings: image.warnings,
    }),
    ({ pixels }) => {
      const share = Math.min(known, shownShare(pixels));
      if (share < leastShare)
        throw new AppError(
          'PHOTO_DAMAGED',
          `The image data is damaged or cut off: ${percent(share)} of the picture is there`,
        );
      const found =
        share > 0.99 ? 'parts of the picture may be wrong' : `about ${percent(share)} of the picture is there`;
      return { pixels, warnings: [...image.warnings, `Pixels: the file is damaged; ${found}`] };
    },
  );
}

/** Render a photo in whatever way; a damaged one where `renderUpright` would too. @throws as it does. */
export async function salvaged<T>(
  image: OpenedImage,
  tower: ImageTower,
  render: (how: DecodeHow) => Promise<T>,
): Promise<T> {
  return decodeOrSalvage(render, async (partial) => {
    await renderUpright(image, tower);
    return partial;
  });
}

/** Decode strictly and, when the data are damaged, once more leniently. */
async function decodeOrSalvage<T>(
  decode: (how: DecodeHow) => Promise<T>,
  salvage: (partial: T) => T | Promise<T>,
): Promise<T> {
  try {
    return await decode({});
  } catch (strict) {
    const error = decodeError(strict);
    if (error.code !== 'PHOTO_DAMAGED') throw error;
    let partial: T;
    try {
      partial = await decode({ lenient: true });
    } catch (lenient) {
      // Whether it is damaged or takes too long, the first error says what is wrong with it.
      throw decodeError(lenient).code === 'PHOTO_DAMAGED' ? error : decodeError(lenient);
    }
    return await salvage(partial);
  }
}

async function renderShowing(image: OpenedImage, tower: ImageTower, how: IntermediateHow): Promise<RgbImage> {
  const first = await renderIntermediate(image, tower, how);
  const isAnimation = image.pages > 1 && (image.format === 'gif' || image.format === 'webp');
  if (!isAnimation || !isPlain(first)) return first;
  for (const page of new Set([1, Math.floor(image.pages / 4), Math.floor(image.pages / 2)])) {
    if (page === 0) continue;
    const frame = await renderIntermediate(image, tower, { ...how, page });
    if (!isPlain(frame)) return frame;
  }
  return first;
}

/** Every pixel alike. */
function isPlain({ data }: RgbImage): boolean {
  return data.every((value, i) => value === data[i % 3]);
}

/**
 * Share of the picture before the part that decoders fill in one colour for what is missing. That part lies below in the
 * file; upright it may be at any edge.
 */
function shownShare(image: RgbImage): number {
  const { width, height } = image;
  const row = (y: number): Line => ({ start: y * width, step: 1, length: width });
  const column = (x: number): Line => ({ start: x, step: width, length: height });
  const blank = Math.max(
    blankLines(image, height, (i) => row(i)) / height,
    blankLines(image, height, (i) => row(height - 1 - i)) / height,
    blankLines(image, width, (i) => column(i)) / width,
    blankLines(image, width, (i) => column(width - 1 - i)) / width,
  );
  return 1 - blank;
}

interface Line {
  readonly start: number;
  readonly step: number;
  readonly length: number;
}

/** How many lines, from the first, have the one colour of its first pixel. */
function blankLines({ data }: RgbImage, count: number, line: (i: number) => Line): number {
  const first = line(0).start * 3;
  const isBlank = ({ start, step, length }: Line): boolean => {
    for (let i = 0; i < length; i++) {
      const at = (start + i * step) * 3;
      for (let c = 0; c < 3; c++) if (Math.abs((data[at + c] ?? 0) - (data[first + c] ?? 0)) > 2) return false;
    }
    return true;
  };
  let lines = 0;
  while (lines < count && isBlank(line(lines))) lines++;
  return lines;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
