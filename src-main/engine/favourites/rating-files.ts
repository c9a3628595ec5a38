import { lstat, readdir, realpath } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { sidecarKind, SidecarNames } from '../../core/sidecars/sidecar-names.ts';
import { XmpNotUnderstood } from './xmp/not-understood.ts';
import { ratingIn, sidecarOf, withRating } from './xmp/rating.ts';
import { isInCloud } from '../in-cloud.ts';
import { isFolderLost } from '../lost-folder.ts';
import type { RatedFile, WrittenRating } from '../store/favourites/sidecar-writes.ts';
import type { Store } from '../store/store.ts';
import { LeftAlone, leftAlone } from './left-alone.ts';
import { readSidecar, removeSidecar, type SidecarContent, writeSidecar } from './sidecar-file.ts';

/** A sidecar as it is on the disk. */
interface Sidecar {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** Relative to the registered folder. */
  readonly relativePath: string;
  /** Null where there is none yet. */
  readonly content: SidecarContent | null;
  /** As it is written there; null for none. */
  readonly rating: string | null;
}

/** Ratings in the sidecars of photo files. Every method throws LeftAlone where nothing was done. */
export class RatingFiles {
  readonly #store: Pick<Store, 'sidecarWrites' | 'folders'>;

  constructor(store: Pick<Store, 'sidecarWrites' | 'folders'>) {
    this.#store = store;
  }

  /** Have the sidecar of a file say a rating: the one that is read, else one that is made. */
  async give(file: RatedFile, rating: string): Promise<void> {
    const sidecar = await this.#sidecarOf(file);
    const { content, path, relativePath } = sidecar;
    const { sidecarWrites } = this.#store;
    const known = sidecarWrites.written(file.folderId, relativePath);
    const ours = known !== undefined && isOurs(sidecar.rating, known) ? known : undefined;
    if (sidecar.rating !== null && Number(sidecar.rating) === Number(rating)) {
      if (ours !== undefined)
        sidecarWrites.setWritten(file.folderId, relativePath, { ...ours, written: sidecar.rating, replaced: null });
      return;
    }
    const bytes =
      content === null ? sidecarOf(rating) : understood(sidecar.name, () => withRating(content.bytes, rating));
    const before = ours === undefined ? sidecar.rating : ours.before;
    const noted = { before, written: rating };
    // Before anything is written: whatever happens then, what stood there is known.
    sidecarWrites.setWritten(file.folderId, relativePath, { ...noted, replaced: sidecar.rating });
    await writeSidecar(path, bytes, content);
    sidecarWrites.setWritten(file.folderId, relativePath, { ...noted, replaced: null });
  }

  /** Have it say what it said before one was given, unless it was changed since by somebody else. */
  async takeBack(file: RatedFile): Promise<void> {
    const { sidecarWrites } = this.#store;
    const { name, path, relativePath, content, rating } = await this.#sidecarOf(file);
    const written = sidecarWrites.written(file.folderId, relativePath);
    if (written === undefined) return;
    if (content !== null && rating !== written.before && isOurs(rating, written)) {
      const isAllOurs = written.before === null && rating !== null && content.bytes.equals(sidecarOf(rating));
      if (isAllOurs) await removeSidecar(path, content);
      else
        await writeSidecar(
          path,
          understood(name, () => withRating(content.bytes, written.before)),
          content,
        );
    }
    sidecarWrites.forgetWritten(file.folderId, relativePath);
  }

  async #sidecarOf(file: RatedFile): Promise<Sidecar> {
    await this.#refuseUnsure(file);
    const directory = posix.dirname(file.relativePath);
    const folder = join(file.folderPath, directory);
    const photo = posix.basename(file.relativePath);
    const name = (await xmpOf(folder, photo)) ?? `${photo}.xmp`;
    const path = join(folder, name);
    const content = await readSidecar(path);
    const rating = content === null ? null : understood(name, () => ratingIn(content.bytes));
    return { name, path, relativePath: posix.join(directory, name), content, rating };
  }

  /** Is the photo there, here, and the one that the mark is for? */
  async #refuseUnsure({ folderId, folderPath, relativePath, sizeBytes, mtimeMs }: RatedFile): Promise<void> {
    if (await isFolderLost(this.#store, { folderId, folderPath })) throw new LeftAlone('The folder cannot be reached');
    const path = join(folderPath, relativePath);
    try {
      if ((await realpath(path)) !== path) throw new LeftAlone('It is reached through a symbolic link');
      const stats = await lstat(path);
      if (!stats.isFile() || stats.size !== sizeBytes || stats.mtimeMs !== mtimeMs)
        throw new LeftAlone('The photo has been changed since it was read');
    } catch (error) {
      throw leftAlone('The photo cannot be reached', error);
    }
    if (await isInCloud(path)) throw new LeftAlone('The photo lies with a cloud service');
  }
}

/** Did we write what a sidecar says: the last time, or the time before where the last came to nothing? */
function isOurs(rating: string | null, { written, replaced }: WrittenRating): boolean {
  return rating === written || (rating !== null && rating === replaced);
}

/** The sidecar whose rating is the one that counts: the most its own, as `PhotoMetadataStore` has them in order. */
async function xmpOf(folder: string, photo: string): Promise<string | undefined> {
  const names = new SidecarNames();
  try {
    for (const name of await readdir(folder)) if (sidecarKind(name) === 'xmp') names.add(name);
  } catch (error) {
    throw leftAlone('Its folder cannot be read', error);
  }
  const length = (name: string): number => Array.from(name).length;
  return names.of(photo).sort((a, b) => length(b) - length(a) || (a < b ? -1 : 1))[0];
}

/** @throws LeftAlone in place of XmpNotUnderstood. */
function understood<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof XmpNotUnderstood) throw new LeftAlone(`${name}: ${error.message}`, { cause: error });
    throw error;
  }
}
