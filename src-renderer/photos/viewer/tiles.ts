import { type Tile, tileEdge } from '../../../src-contract/index.ts';
import type { Place } from '../../lib/box.ts';
import type { Size } from './zoom.ts';

/** A tile with where it lies, in shares of the photo's sides. */
export interface PlacedTile extends Tile, Place {
  /** Tells it from the photo's other tiles. */
  readonly key: string;
}

export interface TileView {
  /** Pixels of the photo. */
  readonly photo: Size;
  /** Pixels across of the rendering of all of it that is there. */
  readonly rendered: number;
  /** Where the photo lies in the window, CSS pixels. */
  readonly place: Place;
  /** CSS pixels. */
  readonly window: Size;
  /** Pixels of the screen for each CSS pixel. */
  readonly ratio: number;
}

/**
 * The tiles that show what is seen of a photo with a pixel for every pixel of the screen, as far as it has them; none where
 * the rendering of all of it does. They are of the smallest such level, so that they have less than four times the pixels
 * of the window and of one tile more each way, however large the photo is.
 */
export function tilesInView({ photo, rendered, place, window, ratio }: TileView): PlacedTile[] {
  const scale = (place.width * ratio) / photo.width;
  // What is rendered smaller differs by less than a pixel from what is not.
  if (rendered >= photo.width - 1 || scale * photo.width <= rendered) return [];
  const level = Math.max(0, Math.floor(Math.log2(1 / scale) + rounding));
  const span = tileEdge * 2 ** level;
  const columns = spans(photo.width, span, place.left, place.width, window.width);
  const rows = spans(photo.height, span, place.top, place.height, window.height);
  return rows.flatMap((down) =>
    columns.map((across) => ({
      key: `${level}/${across.index}/${down.index}`,
      level,
      column: across.index,
      row: down.index,
      left: across.from,
      width: across.share,
      top: down.from,
      height: down.share,
    })),
  );
}

/** Scales are computed in floating point. */
const rounding = 1e-6;

interface Span {
  readonly index: number;
  /** Shares of the side. */
  readonly from: number;
  readonly share: number;
}

/** Tiles of one direction of which something is seen. */
function spans(size: number, span: number, start: number, length: number, window: number): Span[] {
  const toPixel = (at: number): number => ((at - start) / length) * size;
  const first = Math.max(0, Math.floor(toPixel(0) / span));
  const last = Math.min(Math.ceil(size / span), Math.ceil(toPixel(window) / span));
  return Array.from({ length: Math.max(0, last - first) }, (_, i) => {
    const from = (first + i) * span;
    return { index: first + i, from: from / size, share: Math.min(span, size - from) / size };
  });
}
