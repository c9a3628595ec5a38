import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type ErrorCode, type ThumbEdge, thumbEdges, type Tile } from '../../../src-contract/index.ts';
import { askAgain, type PhotoReader } from '../encoder/index.ts';
import { isReachable } from '../folder-paths.ts';
import type { PhotoContent } from '../store/photos/details.ts';
import type { Store } from '../store/store.ts';
import { isFile } from './is-file.ts';
import { missing, type PhotoFile, type PhotoFiles } from './photo-files.ts';
import { PhotoTiles } from './photo-tiles.ts';
import type { PreviewCache } from './preview-cache.ts';

/** What every browser shows by itself, by the format that the content has. */
const shownByBrowsers: ReadonlyMap<string, string> = new Map([
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['webp', 'image/webp'],
  ['gif', 'image/gif'],
  ['avif', 'image/avif'],
]);

/**
 * What browsers show by themselves and are given: they hold all of it in memory, four bytes a pixel, and graphics cards
 * take edges of so many pixels at most. Larger ones are shown as what browsers do not know.
 */
const givenWhole = { pixels: 64_000_000, edge: 16_384 } as const;

/** Is the file itself what a browser shows right? Of those that can be turned by EXIF, all browsers heed it in JPEG alone. */
function isShownByBrowsers({ format, width, height, orientation }: PhotoContent): boolean {
  return (
    shownByBrowsers.has(format) &&
    width * height <= givenWhole.pixels &&
    Math.max(width, height) <= givenWhole.edge &&
    (format === 'jpeg' || orientation === 1)
  );
}

/** Failures of one file that leave hope for another one of the same photo. */
const triesNext: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'PHOTO_MISSING',
  'PHOTO_UNREADABLE',
  'PHOTO_EMPTY',
  'PHOTO_CHANGED_WHILE_READING',
]);

export interface ThumbFile {
  /** Absolute; WebP. */
  readonly path: string;
  readonly contentHash: string;
}

export interface DisplayFile {
  /** Absolute. */
  readonly path: string;
  readonly contentType: string;
  readonly contentHash: string;
}

export interface RenderedPhotosOptions {
  readonly store: Store;
  readonly files: PhotoFiles;
  readonly encoder: PhotoReader;
  readonly thumbDir: string;
  /** Of previews, and of thumbnails larger than those of `thumbDir`. */
  readonly previews: PreviewCache;
  /** Of tiles, and of the pixels that they are cut out of. */
  readonly tiles: PreviewCache;
}

/** How to render a photo, and where to. */
interface Rendering {
  readonly kind: 'thumb' | 'preview' | 'pixels';
  readonly edge?: ThumbEdge;
  readonly cacheDir: string;
}

/** Photos as a page shows them: thumbnails, and photos, whole or in tiles, in a format that browsers know. */
export class RenderedPhotos {
  readonly #store: Store;
  readonly #files: PhotoFiles;
  readonly #encoder: PhotoReader;
  readonly #thumbDir: string;
  readonly #previews: PreviewCache;
  readonly #tiles: PhotoTiles;
  /** Renderings in work: who asks for the same one waits for it. */
  readonly #rendering = new Map<string, Promise<string>>();

  constructor({ store, files, encoder, thumbDir, previews, tiles }: RenderedPhotosOptions) {
    this.#store = store;
    this.#files = files;
    this.#encoder = encoder;
    this.#thumbDir = thumbDir;
    this.#previews = previews;
    this.#tiles = new PhotoTiles(encoder, tiles);
  }

  /**
   * A thumbnail of a photo. The smallest is made again when it is gone, the others when they are asked for first. Of a photo
   * that none can be made of now, as when its drive is not there, it is the smallest, whatever was asked for.
   *
   * @param edge longest edge in pixels; a photo that is smaller comes in its own size.
   * @throws PHOTO_*, THUMBNAIL_WRITE_FAILED, ENCODER_*
   */
  async thumb(photoId: number, edge: ThumbEdge = thumbEdges[0]): Promise<ThumbFile> {
    const content = this.#files.content(photoId);
    const { contentHash } = content;
    const longest = Math.max(content.width, content.height);
    const fitting = thumbEdges.find((each) => each >= Math.min(edge, longest)) ?? edge;
    const larger = fitting === thumbEdges[0] ? null : await this.#largerThumb(photoId, content, fitting);
    if (larger !== null) return { path: larger, contentHash };
    const cached = join(this.#thumbDir, content.thumb);
    if (await isFile(cached)) return { path: cached, contentHash };
    return { path: await this.#render(photoId, content, { kind: 'thumb', cacheDir: this.#thumbDir }), contentHash };
  }

  /** @returns the path; null for a photo that cannot be read now. */
  async #largerThumb(photoId: number, content: PhotoContent, edge: ThumbEdge): Promise<string | null> {
    const cacheDir = this.#previews.dir;
    let path = join(cacheDir, content.thumb.replace(/(?=\.webp$)/u, `-${edge}`));
    try {
      if (!(await isFile(path))) path = await this.#render(photoId, content, { kind: 'thumb', edge, cacheDir });
    } catch (error) {
      if (error instanceof AppError && error.code.startsWith('PHOTO_')) return null;
      throw error;
    }
    await this.#previews.used(path);
    return path;
  }

  /**
   * The whole photo: its file where browsers show that right, else a rendering as WebP, longest edge at most 2560 pixels.
   *
   * @throws PHOTO_*, THUMBNAIL_WRITE_FAILED, ENCODER_*
   */
  async display(photoId: number): Promise<DisplayFile> {
    const content = this.#files.content(photoId);
    const { contentHash } = content;
    const contentType = shownByBrowsers.get(content.format);
    if (contentType !== undefined && isShownByBrowsers(content))
      return { path: (await this.#files.file(photoId)).path, contentType, contentHash };
    // The preview of a content has the same name below its folder as the thumbnail below its own.
    const cached = join(this.#previews.dir, content.thumb);
    const path = (await isFile(cached)) ? cached : await this.#render(photoId, content, this.#preview);
    await this.#previews.used(path);
    return { path, contentType: 'image/webp', contentHash };
  }

  /**
   * A part of a photo, as PNG, at level 0 pixel for pixel. See `PhotoTiles`.
   *
   * @throws INVALID_ARGUMENT, PHOTO_*, THUMBNAIL_WRITE_FAILED, ENCODER_*, CANCELLED
   */
  async tile(photoId: number, tile: Tile): Promise<DisplayFile> {
    const content = this.#files.content(photoId);
    const pixels = { kind: 'pixels', cacheDir: this.#tiles.dir } as const;
    const path = await this.#tiles.tile(content, tile, () => this.#render(photoId, content, pixels));
    return { path, contentType: 'image/png', contentHash: content.contentHash };
  }

  /** Delete every preview and tile, and the thumbnails of photos that can be reached: they can be made again. */
  async clear(): Promise<void> {
    await Promise.all([this.#previews.clear(), this.#tiles.clear()]);
    const folderIds: number[] = [];
    for (const { id, path } of this.#store.folders.roots()) if (await isReachable(path)) folderIds.push(id);
    const thumbs = this.#store.details.thumbsIn(folderIds);
    const atOnce = 64;
    for (let start = 0; start < thumbs.length; start += atOnce) {
      const some = thumbs.slice(start, start + atOnce);
      await Promise.all(some.map((thumb) => rm(join(this.#thumbDir, thumb), { force: true })));
    }
  }

  get #preview(): Rendering {
    return { kind: 'preview', cacheDir: this.#previews.dir };
  }

  #render(photoId: number, content: PhotoContent, how: Rendering): Promise<string> {
    const key = `${how.kind}/${how.edge ?? ''}/${content.contentHash}`;
    const inWork = this.#rendering.get(key);
    if (inWork !== undefined) return inWork;
    const render = (): Promise<string> => this.#renderAny(photoId, how);
    const started = how.kind === 'pixels' ? this.#tiles.inTurn(render) : render();
    const rendering = started.finally(() => this.#rendering.delete(key));
    this.#rendering.set(key, rendering);
    return rendering;
  }

  /** Render from the first file that still holds the photo. */
  async #renderAny(photoId: number, how: Rendering): Promise<string> {
    let last = missing();
    for await (const file of this.#files.reachable(photoId)) {
      try {
        return await this.#renderFile(file, how);
      } catch (error) {
        if (!(error instanceof AppError && triesNext.has(error.code))) throw error;
        last = error;
      }
    }
    throw last;
  }

  #renderFile({ path, contentHash }: PhotoFile, how: Rendering): Promise<string> {
    return askAgain(() => this.#encoder.renderPhoto({ path, contentHash, ...how }));
  }
}
