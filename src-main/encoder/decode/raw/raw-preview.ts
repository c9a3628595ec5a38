import { readExifOrientation } from '../../containers/cr3.ts';
import { jpegAt, largestJpeg, withOrientation } from './embedded-jpeg.ts';
import { isSensorData, isTiffLike, readTiffImages, type TiffImages } from '../../containers/tiff-images.ts';

/** A raw file's own picture of itself. */
export interface RawPreview {
  /** A JPEG that says how the raw file is turned. */
  readonly jpeg: Buffer;
  readonly warnings: readonly string[];
}

/** Below this it is a thumbnail; some cameras and converters store nothing larger. */
const smallEdge = 1_000;

/**
 * Find the largest JPEG in a raw file, which cameras store for their own displays, developed as they would.
 *
 * [Note: Raw] Developing the sensor's data is another program's work, takes seconds, and looks unlike what the
 * photographer saw. Cameras keep previews in dozens of places, but all of them are JPEGs inside the file: looking for
 * them by content finds them in makers' notes too, without knowing any.
 */
export function rawPreview(bytes: Buffer): RawPreview | null {
  const tiff = isTiffLike(bytes) ? readTiffImages(bytes) : null;
  const found = largestJpeg(bytes, sensorData(tiff));
  if (found === null) return null;
  const jpeg = jpegAt(bytes, found.at);
  const orientation = tiff?.orientation ?? readExifOrientation(bytes);
  const edge = Math.max(found.width, found.height);
  const warnings =
    edge < smallEdge ? [`Pixels: only a preview of ${found.width} x ${found.height} pixels could be shown`] : [];
  return { jpeg: orientation === null ? jpeg : withOrientation(jpeg, orientation), warnings };
}

function sensorData(tiff: TiffImages | null): ReadonlySet<number> {
  return new Set(tiff?.images.filter(isSensorData).flatMap(({ offsets }) => offsets));
}

/** Is this TIFF a raw file, whatever its name? Its first image is often a thumbnail, and no photo of its own. */
export function isRawTiff(bytes: Buffer): boolean {
  return isTiffLike(bytes) && readTiffImages(bytes).images.some(isSensorData);
}
