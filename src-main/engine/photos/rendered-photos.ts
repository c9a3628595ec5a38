import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type ErrorCode } from '../../../src-contract/index.ts';
import { askAgain, type EncoderClient } from '../encoder/index.ts';
import { isReachable } from '../folder-paths.ts';
import type { PhotoContent } from '../store/photos/details.ts';
import type { Store } from '../store/store.ts';
import { missing, type PhotoFile, type PhotoFiles } from './photo-files.ts';
import type { PreviewCache } from './preview-cache.ts';

/** What every browser shows by itself, by the format that the content has. */
const shownByBrowsers: ReadonlyMap<string, string> = new Map([
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['webp', 'image/webp'],
  ['gif', 'image/gif'],
  ['avif', 'image/avif'],
]);

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

/** Photos as a page shows them: thumbnails, and whole photos in a format that browsers know. */
export class RenderedPhotos {
  readonly #store: Store;
  readonly #files: PhotoFiles;
  readonly #encoder: EncoderClient;
  readonly #thumbDir: string;
  readonly #previews: PreviewCache;
  /** Renderings in work: who asks for the same one waits for it. */
  readonly #rendering = new Map<string, Promise<string>>();

  constructor(store: Store, files: PhotoFiles, encoder: EncoderClient, thumbDir: string, previews: PreviewCache) {
    this.#store = store;
    this.#files = files;
    this.#encoder = encoder;
    this.#thumbDir = thumbDir;
    this.#previews = previews;
  }

  /** The thumbnail of a photo; made again when it is gone. @throws PHOTO_*, THUMBNAIL_WRITE_FAILED, ENCODER_* */
  async thumb(photoId: number): Promise<ThumbFile> {
    const content = this.#files.content(photoId);
    const { contentHash } = content;
    const cached = join(this.#thumbDir, content.thumb);
    if (await isFile(cached)) return { path: cached, contentHash };
    return { path: await this.#render(photoId, content, 'thumb'), contentHash };
  }

  /**
   * The whole photo: its file where browsers show the format, else a rendering as WebP, longest edge at most 2560 pixels.
   *
   * @throws PHOTO_*, THUMBNAIL_WRITE_FAILED, ENCODER_*
   */
  async display(photoId: number): Promise<DisplayFile> {
    const content = this.#files.content(photoId);
    const { contentHash } = content;
    const contentType = shownByBrowsers.get(content.format);
    if (contentType !== undefined) return { path: (await this.#files.file(photoId)).path, contentType, contentHash };
    // The preview of a content has the same name below its folder as the thumbnail below its own.
    const cached = join(this.#previews.dir, content.thumb);
    const path = (await isFile(cached)) ? cached : await this.#render(photoId, content, 'preview');
    await this.#previews.used(path);
    return { path, contentType: 'image/webp', contentHash };
  }

  /** Delete every preview, and the thumbnails of photos that can be reached: they can be made again. */
  async clear(): Promise<void> {
    await this.#previews.clear();
    const folderIds: number[] = [];
    for (const { id, path } of this.#store.folders.roots()) if (await isReachable(path)) folderIds.push(id);
    const thumbs = this.#store.details.thumbsIn(folderIds);
    const atOnce = 64;
    for (let start = 0; start < thumbs.length; start += atOnce) {
      const some = thumbs.slice(start, start + atOnce);
      await Promise.all(some.map((thumb) => rm(join(this.#thumbDir, thumb), { force: true })));
    }
  }

  #render(photoId: number, content: PhotoContent, kind: 'thumb' | 'preview'): Promise<string> {
    const key = `${kind}/${content.contentHash}`;
    const inWork = this.#rendering.get(key);
    if (inWork !== undefined) return inWork;
    const rendering = this.#renderAny(photoId, kind).finally(() => this.#rendering.delete(key));
    this.#rendering.set(key, rendering);
    return rendering;
  }

  /** Render from the first file that still holds the photo. */
  async #renderAny(photoId: number, kind: 'thumb' | 'preview'): Promise<string> {
    let last = missing();
    for await (const file of this.#files.reachable(photoId)) {
      try {
        return await this.#renderFile(file, kind);
      } catch (error) {
        if (!(error instanceof AppError && triesNext.has(error.code))) throw error;
        last = error;
      }
    }
    throw last;
  }

  #renderFile({ path, contentHash }: PhotoFile, kind: 'thumb' | 'preview'): Promise<string> {
    const cacheDir = kind === 'thumb' ? this.#thumbDir : this.#previews.dir;
    return askAgain(() => this.#encoder.renderPhoto({ path, contentHash, kind, cacheDir }));
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw error;
  }
}
