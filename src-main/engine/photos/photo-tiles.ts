import { join } from 'node:path';
import { AppError, type Tile, tileEdge } from '../../../src-contract/index.ts';
import { askAgain, type PhotoReader } from '../encoder/index.ts';
import type { PhotoContent } from '../store/photos/details.ts';
import { isFile } from './is-file.ts';
import { NewestFirst } from './newest-first.ts';
import type { PreviewCache } from './preview-cache.ts';

/** Photos whose pixels are being rendered at the same time: who zooms into the next one does not wait for the last. */
const atOnce = 2;

/** What a tile shows. */
interface TilePlan {
  /** In pixels of the photo. */
  readonly region: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  /** Of the tile, in pixels. */
  readonly width: number;
  readonly height: number;
}

/** The part of a `width` x `height` photo that a tile shows. @throws INVALID_ARGUMENT where there is none. */
export function planTile(
  { level, column, row }: Tile,
  { width, height }: Pick<PhotoContent, 'width' | 'height'>,
): TilePlan {
  const scale = 2 ** level;
  const span = tileEdge * scale;
  const [left, top] = [column * span, row * span];
  // Of a level that makes one tile of all, there is no further one.
  const isLevel = level === 0 || span / 2 < Math.max(width, height);
  if (!isLevel || left >= width || top >= height) {
    throw new AppError(
      'INVALID_ARGUMENT',
      `Expected a tile of a photo of ${width} x ${height} pixels but received ${level}/${column}/${row}`,
    );
  }
  const region = { left, top, width: Math.min(span, width - left), height: Math.min(span, height - top) };
  return { region, width: Math.ceil(region.width / scale), height: Math.ceil(region.height / scale) };
}

/**
 * Tiles of photos, for looking closely at what no browser shows by itself.
 *
 * [Note: Tiles] All pixels of a photo are decoded once, into an uncompressed file that parts are read of: 36 MB for 12
 * megapixels, 300 MB for a panorama of 100, written in 0.2 and 1.2 s. A tile is then some 25 ms, where compressing all
 * tiles of the panorama would be seconds for what nobody looks at. The cache of both is bounded.
 */
export class PhotoTiles {
  readonly #encoder: PhotoReader;
  readonly #cache: PreviewCache;
  readonly #pixels = new NewestFirst(atOnce);

  constructor(encoder: PhotoReader, cache: PreviewCache) {
    this.#encoder = encoder;
    this.#cache = cache;
  }

  get dir(): string {
    return this.#cache.dir;
  }

  /**
   * The file of a tile: PNG.
   *
   * @param render renders all pixels of the photo into the cache.
   * @throws INVALID_ARGUMENT, PHOTO_*, THUMBNAIL_WRITE_FAILED, ENCODER_*; CANCELLED when the pixels of another photo were
   * wanted meanwhile.
   */
  async tile(content: PhotoContent, tile: Tile, render: () => Promise<string>): Promise<string> {
    const plan = planTile(tile, content);
    const stem = content.thumb.slice(0, -'.webp'.length);
    const file = `${stem}/${tile.level}-${tile.column}-${tile.row}.png`;
    const path = join(this.#cache.dir, file);
    if (!(await isFile(path))) {
      const pixels = join(this.#cache.dir, `${stem}.tif`);
      if (!(await isFile(pixels))) await render();
      await this.#cache.used(pixels);
      await askAgain(() => this.#encoder.renderTile({ ...plan, pixels, cacheDir: this.#cache.dir, file }));
    }
    await this.#cache.used(path);
    return path;
  }

  /** Render all pixels of a photo, when it is its turn. */
  inTurn(render: () => Promise<string>): Promise<string> {
    return this.#pixels.run(render);
  }

  clear(): Promise<void> {
    return this.#cache.clear();
  }
}
