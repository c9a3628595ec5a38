import { lstat, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError, type PhotoDetails } from '../../../src-contract/index.ts';
import { pathBelow } from '../folder-paths.ts';
import type { PhotoContent, PhotoPlace } from '../store/photos/details.ts';
import type { Store } from '../store/store.ts';

/** A file that holds a photo, there when it was looked for. */
export interface PhotoFile {
  /** Absolute, symbolic links resolved, inside the folder that the photo was found in. */
  readonly path: string;
  /** As the content says, whatever the name: `jpeg`, `png`, ... */
  readonly format: string;
  /** As the file is now. */
  readonly sizeBytes: number;
  /** Hex sha256 of the content when it was indexed. */
  readonly contentHash: string;
  /** The file's own name: untrusted text. */
  readonly name: string;
}

/** Where a file lies. */
export type FilePlace = Pick<PhotoPlace, 'folderPath' | 'relativePath'>;

/** From photo ids to files: the one place where an id becomes a path. */
export class PhotoFiles {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** What identifies a photo. @throws PHOTO_NOT_FOUND */
  content(photoId: number): PhotoContent {
    const content = this.#store.details.content(photoId);
    if (content === undefined) throw notFound(photoId);
    return content;
  }

  /** A file that holds the photo and can be reached: the one that is meant, if it can. @throws PHOTO_NOT_FOUND, PHOTO_MISSING */
  async file(photoId: number, fileId: number | null = null): Promise<PhotoFile> {
    for await (const file of this.reachable(photoId, fileId)) return file;
    throw missing();
  }

  /** Every file of a photo that can be reached, those first that still have its size, of them the one that is meant. @throws PHOTO_NOT_FOUND */
  async *reachable(photoId: number, fileId: number | null = null): AsyncGenerator<PhotoFile, void, undefined> {
    const { format, contentHash, sizeBytes } = this.content(photoId);
    const changed: PhotoFile[] = [];
    for (const place of this.#store.details.places(photoId, fileId)) {
      const found = await resolvePlace(place);
      if (found === undefined) continue;
      const file = { ...found, format, contentHash, name: basename(place.relativePath) };
      if (found.sizeBytes === sizeBytes) yield file;
      else changed.push(file);
    }
    yield* changed;
  }

  /** Files by the photos that they hold. */
  byPhoto(fileIds: readonly number[]): ReadonlyMap<number, number> {
    return this.#store.details.byPhoto(fileIds);
  }

  /** Everything known about a photo. @throws PHOTO_NOT_FOUND */
  async details(photoId: number, fileId: number | null = null): Promise<PhotoDetails> {
    const details = this.#store.details.details(photoId);
    if (details === undefined) throw notFound(photoId);
    const files = await Promise.all(
      this.#store.details.places(photoId, fileId).map(async (place) => ({
        path: join(place.folderPath, place.relativePath),
        name: basename(place.relativePath),
        reachable: (await resolvePlace(place)) !== undefined,
        modifiedAtMs: place.mtimeMs,
      })),
    );
    const [meant, ...others] = fileId === null ? [undefined, ...files] : files;
    const sorted = others.flatMap((file) => file ?? []).toSorted((a, b) => Number(b.reachable) - Number(a.reachable));
    return { ...details, files: meant === undefined ? sorted : [meant, ...sorted] };
  }

  /** Absolute path of one file of each photo, in order, whether it can be reached or not; of those meant, if any. @throws PHOTO_NOT_FOUND */
  paths(photoIds: readonly number[], fileIds: readonly number[] = []): string[] {
    const places = this.#store.details.placeOfEach(photoIds, fileIds);
    return photoIds.map((photoId) => {
      const place = places.get(photoId);
      if (place === undefined) throw notFound(photoId);
      return join(place.folderPath, place.relativePath);
    });
  }
}

/**
 * Find the file at a place, if it is there and still inside its folder.
 *
 * [Note: Places] A file or a folder above it can be replaced by a symbolic link at any time after the scan. What is
 * handed out is therefore always the real path, and only below the real path of the folder that the user chose. That
 * one may have become a link itself, as it does when somebody moves it to another drive.
 */
export async function resolvePlace(place: FilePlace): Promise<{ path: string; sizeBytes: number } | undefined> {
  try {
    const path = await realpath(join(place.folderPath, place.relativePath));
    if (pathBelow(await realpath(place.folderPath), path) === undefined) return undefined;
    const entry = await lstat(path);
    return entry.isFile() ? { path, sizeBytes: entry.size } : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

/** Is the file at a place there and still inside its folder? See `resolvePlace`. */
export async function isInFolder(place: FilePlace): Promise<boolean> {
  return (await resolvePlace(place)) !== undefined;
}

function notFound(photoId: number): AppError {
  return new AppError('PHOTO_NOT_FOUND', `Expected a photo of the library but there is none of id ${photoId}`);
}

/** What to say of a photo none of whose files can be reached. */
export function missing(): AppError {
  return new AppError(
    'PHOTO_MISSING',
    'Expected a file that holds the photo but none can be reached: it was moved or deleted, or its drive is not connected',
  );
}
