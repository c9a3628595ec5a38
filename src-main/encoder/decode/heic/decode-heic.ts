import type { VideoFrame } from '@napi-rs/webcodecs';
import type { HeicPicture, Nclx } from '../../containers/heic-picture.ts';
import { withoutDeblocking } from '../../containers/hevc-deblocking.ts';
import { damaged } from '../codecs/codec.ts';
import { Canvas, type Shrink } from './canvas.ts';
import { decodeTiles, type NativeCodecs } from './hevc-decoder.ts';
import { rgbWeights, streamNclx } from './matrix.ts';
import { HeicRefusal } from './refusal.ts';
import { type RgbPixels, transformed } from './transform.ts';

export interface HeicOptions {
  readonly shrink: Shrink;
  /** Whether tiles may be missing: they stay grey. */
  readonly isLenient: boolean;
  readonly seconds: number;
}

export interface HeicPixels {
  /** Upright, in the colours of the file. */
  readonly image: RgbPixels;
  /** Share of the tiles that are there, 0 to 1. */
  readonly share: number;
}

const formats = {
  8: { '420': 'I420', '422': 'I422', '444': 'I444' },
  10: { '420': 'I420P10', '422': 'I422P10', '444': 'I444P10' },
} as const;

/** What the frames of a picture must be. @throws HeicRefusal for what is not read: grey, 12 bits. */
function frameFormat({ hevc, tile, tiles }: HeicPicture): string {
  const { chroma, lumaBits, chromaBits } = hevc;
  if (chroma === 'none' || lumaBits !== chromaBits || (lumaBits !== 8 && lumaBits !== 10))
    throw new HeicRefusal(`Chroma ${chroma} in ${lumaBits} and ${chromaBits} bits is not read`);
  const isUneven = (chroma !== '444' && tile.width % 2 === 1) || (chroma === '420' && tile.height % 2 === 1);
  if (isUneven && tiles.length > 1) throw new HeicRefusal('Tiles of an uneven size are not read');
  return formats[lumaBits][chroma];
}

/** Whether a picture is one that `decodeHeic` takes, as far as that shows beforehand. @throws HeicRefusal */
export function requireReadable(picture: HeicPicture): void {
  frameFormat(picture);
  if (picture.nclx !== null) rgbWeights(picture.nclx);
}

/** How much a picture can be shrunk at most while it is decoded, when `scale` of its size is wanted. */
export function shrinkFor({ tile, transforms }: HeicPicture, scale: number): Shrink {
  // What is cut off need not be a multiple.
  if (transforms.some(({ kind }) => kind === 'crop')) return 1;
  const fits = (shrink: Shrink): boolean =>
    1 / shrink >= scale && tile.width % shrink === 0 && tile.height % shrink === 0;
  return ([8, 4, 2] as const).find((shrink) => fits(shrink)) ?? 1;
}

/**
 * Decode a HEIC with the native decoder, straight to the size that is needed: averages of squares of 2, 4 or 8 pixels.
 *
 * @throws HeicRefusal where libheif may do better, PHOTO_DAMAGED where parts are missing and may not be, PHOTO_TIMEOUT.
 */
export async function decodeHeic(
  native: NativeCodecs,
  picture: HeicPicture,
  { shrink, isLenient, seconds }: HeicOptions,
): Promise<HeicPixels> {
  const format = frameFormat(picture);
  const { tiles, tile, transforms } = picture;
  // A fifteenth of the decoder's time, for 0.1 of 255 on average where squares of 4 x 4 are averaged, and more than that
  // where single pixels show.
  const hevc =
    shrink < 4 ? picture.hevc : { ...picture.hevc, description: withoutDeblocking(picture.hevc.description) };
  const present = tiles.filter((data) => data !== null).length;
  if (present < tiles.length && !isLenient)
    throw damaged(`${tiles.length - present} of ${tiles.length} tiles are missing`);
  using canvas = new Canvas(picture, shrink);
  let stream: Nclx | undefined;
  const placed = new Set<number>();
  const onTile = async (index: number, frame: VideoFrame): Promise<void> => {
    requireFrame(frame, format, tile);
    stream ??= streamNclx(frame.colorSpace);
    canvas.place(index, await frame.copyTo(canvas.tileBytes));
    placed.add(index);
  };
  try {
    await decodeTiles(native, { hevc, tiles, onTile, seconds });
    if (placed.size < present) throw new HeicRefusal(`The decoder gave ${placed.size} of ${present} tiles`);
  } catch (error) {
    if (!(isLenient && error instanceof HeicRefusal && placed.size > 0)) throw error;
  }
  const weights = rgbWeights(picture.nclx ?? stream ?? streamNclx({ matrix: null, fullRange: null }));
  const { width, height } = canvas;
  return {
    image: transformed({ data: canvas.toRgb(weights), width, height }, transforms),
    share: placed.size / tiles.length,
  };
}

function requireFrame(frame: VideoFrame, format: string, tile: { width: number; height: number }): void {
  const { codedWidth, codedHeight } = frame;
  if (frame.format !== format || codedWidth !== tile.width || codedHeight !== tile.height)
    throw new HeicRefusal(
      `Expected ${format} of ${tile.width} x ${tile.height} but received ${frame.format ?? 'nothing known'} of ` +
        `${codedWidth} x ${codedHeight}`,
    );
}
