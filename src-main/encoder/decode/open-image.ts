import type { Metadata } from 'sharp';
import { AppError } from '../../../src-contract/index.ts';
import type { DecodeLimits } from '../../core/encoder-protocol.ts';
import { isOldJpeg, isTiffLike } from '../containers/tiff-images.ts';
import { tiffPlanes } from '../containers/tiff-planes.ts';
import { type MetadataBlocks, noBlocks } from '../metadata/blocks.ts';
import { blocksOf } from '../metadata/containers.ts';
import { type CodecName, unsupported } from './codecs/codec.ts';
import { CodecThread } from './codecs/codec-thread.ts';
import { type Way, wayTo } from './formats.ts';
import { openHeic } from './open-heic.ts';
import { openTiffPlanes } from './open-tiff-planes.ts';
import { decodeSeconds, openWithSharp, type Pixels, readHeader } from './open-with-sharp.ts';
import { rawPreview } from './raw/raw-preview.ts';

/** An image that has been found acceptable; what sharp can decode by itself is not decoded yet. */
export interface OpenedImage extends Pixels {
  /** Name of the format as users know it, e.g. `jpeg`; `avif`, not `heif` after its container. */
  readonly format: string;
  /** Where the metadata lies. */
  readonly blocks: MetadataBlocks;
  /** What was odd about the pixels, one line each. */
  readonly warnings: readonly string[];
  /** Size in pixels of the part that decides at which scale it is decoded; all of it when missing. */
  readonly detail?: { readonly width: number; readonly height: number };
}

/** Who waits for an image: see [Note: Codec thread]. */
export type Urgency = 'library' | 'urgent' | 'pixels';

const codecThreads: Readonly<Record<Urgency, CodecThread>> = {
  library: new CodecThread(),
  urgent: new CodecThread(),
  pixels: new CodecThread({ newestWins: true }),
};

/** Codecs hold an image several times over, in memory that has an end: this many pixels are some 2 GB. */
const codecPixels = 120_000_000;
/**
 * Read an image's header and refuse what cannot or must not be decoded. The content decides, never the file name.
 *
 * @throws PHOTO_NOT_AN_IMAGE, PHOTO_FORMAT_UNSUPPORTED, PHOTO_DAMAGED, PHOTO_TOO_MANY_PIXELS, PHOTO_TIMEOUT
 */
export async function openImage(
  bytes: Buffer,
  limits: DecodeLimits,
  urgency: Urgency = 'library',
): Promise<OpenedImage> {
  const way = await wayTo(bytes);
  switch (way.by) {
    case 'codec':
      return openWithCodec(bytes, way.codec, { limits, urgency });
    case 'preview':
      return openRaw(bytes, way, limits);
    case 'sharp':
      return openDirectly(bytes, limits, urgency);
  }
}

/**
 * Find the metadata of an image without decoding a pixel.
 *
 * @throws PHOTO_NOT_AN_IMAGE, PHOTO_FORMAT_UNSUPPORTED, PHOTO_DAMAGED
 */
export async function blocksIn(file: Buffer): Promise<MetadataBlocks> {
  const way = await wayTo(file);
  if (way.by === 'codec') return blocksOf(file, way.codec) ?? noBlocks(way.codec);
  const bytes = withKnownBrand(file);
  const header = way.by === 'sharp' ? await headerOrPreview(bytes) : null;
  if (header !== null) return blocksOfHeader(header);
  const format = way.by === 'preview' ? way.format : 'tiff';
  const own = blocksOf(bytes, format);
  if (own !== null) return own;
  const preview = rawPreview(bytes);
  return preview === null ? noBlocks(format) : blocksOfHeader(await readHeader(preview.jpeg), format);
}

function blocksOfHeader({ exif, xmp, iptc, ...header }: Metadata, format: string = header.format): MetadataBlocks {
  return { format, exif, xmp, iptc };
}

async function openDirectly(file: Buffer, limits: DecodeLimits, urgency: Urgency): Promise<OpenedImage> {
  const bytes = withKnownBrand(file);
  const header = await headerOrPreview(bytes);
  if (header === null) return openRaw(bytes, { by: 'preview', format: 'tiff' }, limits);
  const { format } = header;
  const blocks = blocksOfHeader(header);
  // libheif opens the container whatever is inside, and has no decoder for HEVC in sharp.
  if (format === 'heif' && header.compression !== 'av1') {
    if (header.compression !== 'hevc') throw unsupported('HEIF', 'coded in another way than HEVC and AV1');
    const pixels = header.autoOrient.width * header.autoOrient.height;
    const slowly = (): Promise<OpenedImage> =>
      openWithCodec(bytes, 'heic', { limits, urgency, blocks, icc: header.icc, pixels });
    const maxPixels = Math.min(limits.maxPixels, codecPixels);
    const opened = await openHeic({ bytes, header, limits: { ...limits, maxPixels }, slowly });
    return opened === null ? slowly() : { ...opened, format: 'heic', blocks, warnings: [] };
  }
  const planes = format === 'tiff' ? tiffPlanes(bytes) : null;
  const opened =
    planes === null
      ? openWithSharp(bytes, header, limits)
      : await openTiffPlanes(planes, header, { ...limits, maxPixels: Math.min(limits.maxPixels, codecPixels) });
  return { ...opened, format: format === 'heif' ? 'avif' : format, blocks, warnings: [] };
}

/** The header; null for a TIFF in a variant that libtiff was not built for, which may still hold a JPEG to be shown. */
async function headerOrPreview(bytes: Buffer): Promise<Metadata | null> {
  try {
    const header = await readHeader(bytes);
    return header.format === 'tiff' && isOldJpeg(bytes) ? null : header;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'PHOTO_FORMAT_UNSUPPORTED' && isTiffLike(bytes))) throw error;
    if (rawPreview(bytes) === null) throw error;
    return null;
  }
}

/** An animated AVIF is a still one too, which libvips does not believe of a file that is named for its sequence. */
function withKnownBrand(bytes: Buffer): Buffer {
  if (bytes.toString('latin1', 4, 12) !== 'ftypavis') return bytes;
  const copy = Buffer.from(bytes);
  copy.write('avif', 8, 'latin1');
  return copy;
}

async function openRaw(
  bytes: Buffer,
  { format }: Extract<Way, { by: 'preview' }>,
  limits: DecodeLimits,
): Promise<OpenedImage> {
  const preview = rawPreview(bytes);
  if (preview === null) throw unsupported(format.toUpperCase(), 'it holds no preview that can be shown');
  const header = await readHeader(preview.jpeg);
  const blocks = blocksOf(bytes, format) ?? blocksOfHeader(header, format);
  return { ...openWithSharp(preview.jpeg, header, limits), format, blocks, warnings: preview.warnings };
}

interface CodecOptions {
  readonly limits: DecodeLimits;
  readonly urgency: Urgency;
  readonly blocks?: MetadataBlocks;
  readonly icc?: Buffer | undefined;
  /** Pixels, where they are known beforehand. */
  readonly pixels?: number;
}

async function openWithCodec(bytes: Buffer, codec: CodecName, options: CodecOptions): Promise<OpenedImage> {
  const { limits, urgency, icc, pixels = 0 } = options;
  const maxPixels = Math.min(limits.maxPixels, codecPixels);
  const seconds = decodeSeconds(pixels, limits);
  const { bytes: image, warnings } = await codecThreads[urgency].decode({ codec, bytes, maxPixels, icc }, seconds);
  const opened = openWithSharp(image, await readHeader(image), { ...limits, maxPixels });
  const blocks = options.blocks ?? blocksOf(bytes, codec) ?? noBlocks(codec);
  return { ...opened, format: codec, blocks, warnings };
}
