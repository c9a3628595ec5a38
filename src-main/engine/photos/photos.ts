import type { CopyReport, PhotoDetails, ThumbEdge, Tile } from '../../../src-contract/index.ts';
import type { PhotoReader } from '../encoder/index.ts';
import type { PhotoContent } from '../store/photos/details.ts';
import type { Store } from '../store/store.ts';
import { type CopyOptions, copyPhotos } from './copy-photos.ts';
import { type PhotoFile, PhotoFiles } from './photo-files.ts';
import { defaultPreviewBytes, defaultTileBytes, PreviewCache } from './preview-cache.ts';
import { type DisplayFile, RenderedPhotos, type ThumbFile } from './rendered-photos.ts';

export interface PhotosOptions {
  readonly store: Store;
  readonly encoder: PhotoReader;
  readonly dataDir: string;
  readonly thumbDir: string;
  readonly previewDir: string;
  readonly tileDir: string;
  /** Bytes of previews that are kept. */
  readonly maxPreviewBytes: number | undefined;
  /** Bytes of tiles that are kept, with the pixels that they are cut out of. */
  readonly maxTileBytes: number | undefined;
}

/** Photos by their ids. Whoever asks for a host does it through `Engine.call`. */
export class Photos {
  readonly #dataDir: string;
  readonly #store: Store;
  readonly #files: PhotoFiles;
  readonly #rendered: RenderedPhotos;

  constructor({
    store,
    encoder,
    dataDir,
    thumbDir,
    previewDir,
    tileDir,
    maxPreviewBytes,
    maxTileBytes,
  }: PhotosOptions) {
    this.#dataDir = dataDir;
    this.#store = store;
    this.#files = new PhotoFiles(store);
    const previews = new PreviewCache(previewDir, maxPreviewBytes ?? defaultPreviewBytes);
    const tiles = new PreviewCache(tileDir, maxTileBytes ?? defaultTileBytes);
    this.#rendered = new RenderedPhotos({ store, files: this.#files, encoder, thumbDir, previews, tiles });
  }

  /** What identifies a photo. @throws PHOTO_NOT_FOUND */
  content(photoId: number): PhotoContent {
    return this.#files.content(photoId);
  }

  /** Everything known about a photo. @throws PHOTO_NOT_FOUND */
  details(photoId: number, fileId?: number): Promise<PhotoDetails> {
    return this.#files.details(photoId, fileId);
  }

  /** Count that a photo was opened; one that is gone by now was not. */
  viewed(photoId: number): void {
    this.#store.views.count(photoId);
  }

  /** Absolute path of one file of each photo, in order. See `PhotoFiles.paths`. @throws PHOTO_NOT_FOUND */
  paths(photoIds: readonly number[], fileIds?: readonly number[]): string[] {
    return this.#files.paths(photoIds, fileIds);
  }

  /** Copy photos, and files that go with them, into a folder, or link them there. See `copyPhotos`. */
  copy(
    photoIds: readonly number[],
    folder: string,
    signal?: AbortSignal,
    { also = [], fileIds = [], asLinks = false }: Partial<Pick<CopyOptions, 'also' | 'fileIds' | 'asLinks'>> = {},
  ): Promise<CopyReport> {
    return copyPhotos(this.#files, { photoIds, fileIds, also, asLinks, folder, dataDir: this.#dataDir, signal });
  }

  /**
   * A file that holds a photo, for a host to read or to hand to another program.
   *
   * @throws PHOTO_NOT_FOUND, PHOTO_MISSING
   */
  file(photoId: number, fileId?: number): Promise<PhotoFile> {
    return this.#files.file(photoId, fileId);
  }

  /** A photo's thumbnail. See `RenderedPhotos.thumb`. */
  thumb(photoId: number, edge?: ThumbEdge): Promise<ThumbFile> {
    return this.#rendered.thumb(photoId, edge);
  }

  /** A photo as a page can show it. See `RenderedPhotos.display`. */
  display(photoId: number): Promise<DisplayFile> {
    return this.#rendered.display(photoId);
  }

  /** A part of a photo, closely. See `RenderedPhotos.tile`. */
  tile(photoId: number, tile: Tile): Promise<DisplayFile> {
    return this.#rendered.tile(photoId, tile);
  }

  /** Delete renderings that can be made again. See `RenderedPhotos.clear`. */
  clearRenderings(): Promise<void> {
    return this.#rendered.clear();
  }
}
