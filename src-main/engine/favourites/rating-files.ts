import { lstat, realpath } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { XmpNotUnderstood } from './xmp/not-understood.ts';
import { ratingIn, sidecarOf, withRating } from './xmp/rating.ts';
import { isInCloud } from '../in-cloud.ts';
import type { RatedFile, WrittenRating } from '../store/favourites/sidecar-writes.ts';
import type { Store } from '../store/store.ts';
import type { DirectoryNames } from './directory-names.ts';
import { LeftAlone, leftAlone } from './left-alone.ts';
import { PassFolders } from './pass-folders.ts';
import { readSidecar, removeSidecar, type SidecarContent, writeSidecar } from './sidecar-file.ts';

/** A sidecar as it is on the disk. */
interface Sidecar {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly folderId: number;
  /** Relative to the registered folder. */
  readonly relativePath: string;
  /** What lies beside it. */
  readonly names: DirectoryNames;
  /** Null where there is none yet. */
  readonly content: SidecarContent | null;
  /** As it is written there; null for none. */
  readonly rating: string | null;
}

/** Ratings in the sidecars of photo files, for one pass. Every method throws LeftAlone where nothing was done. */
export class RatingFiles {
  readonly #store: Pick<Store, 'sidecarWrites'>;
  readonly #folders: PassFolders;

  constructor(store: Pick<Store, 'sidecarWrites' | 'folders'>) {
    this.#store = store;
    this.#folders = new PassFolders(store);
  }

  /** Have the sidecar of a file say a rating: the one that is read, else one that is made. */
  async give(file: RatedFile, rating: string): Promise<void> {
    await this.#write(await this.#sidecarOf(file), rating);
  }

  async #write(sidecar: Sidecar, rating: string): Promise<void> {
    const { content, path, folderId, relativePath } = sidecar;
    const { sidecarWrites } = this.#store;
    const known = sidecarWrites.written(folderId, relativePath);
    const ours = known !== undefined && isOurs(sidecar.rating, known) ? known : undefined;
    if (sidecar.rating !== null && Number(sidecar.rating) === Number(rating)) {
      if (ours !== undefined)
        sidecarWrites.setWritten(folderId, relativePath, { ...ours, written: sidecar.rating, replaced: null });
      return;
    }
    const bytes =
      content === null ? sidecarOf(rating) : understood(sidecar.name, () => withRating(content.bytes, rating));
    const before = ours === undefined ? sidecar.rating : ours.before;
    const noted = { before, written: rating };
    // Before anything is written: whatever happens then, what stood there is known.
    sidecarWrites.setWritten(folderId, relativePath, { ...noted, replaced: sidecar.rating });
    await writeSidecar(path, bytes, content);
    if (content === null) sidecar.names.made(sidecar.name);
    sidecarWrites.setWritten(folderId, relativePath, { ...noted, replaced: null });
  }

  /**
   * Have it say what it said before one was given, unless it was changed since by somebody else. Where another photo that
   * has the same sidecar is given a rating, it says that.
   */
  async takeBack(file: RatedFile): Promise<void> {
    const { sidecarWrites } = this.#store;
    const sidecar = await this.#sidecarOf(file);
    const { folderId, relativePath, content, rating } = sidecar;
    const written = sidecarWrites.written(folderId, relativePath);
    if (written === undefined) return;
    if (content !== null && isOurs(rating, written)) {
      const other = this.#otherRating(sidecar);
      if (other !== undefined) {
        await this.#write(sidecar, String(other));
        return;
      }
      await this.#restore(sidecar, content, written.before);
    }
    sidecarWrites.forgetWritten(folderId, relativePath);
  }

  async #restore(
    { name, path, names, rating }: Sidecar,
    content: SidecarContent,
    before: string | null,
  ): Promise<void> {
    if (rating === before) return;
    if (before === null && rating !== null && content.bytes.equals(sidecarOf(rating))) {
      await removeSidecar(path, content);
      names.removed(name);
      return;
    }
    const bytes = understood(name, () => withRating(content.bytes, before));
    await writeSidecar(path, bytes, content);
  }

  /** A rating that is given of a photo that has this sidecar, too: of several the one that stands there. */
  #otherRating({ name, folderId, relativePath, names, rating }: Sidecar): number | undefined {
    const directory = posix.dirname(relativePath);
    const given = names
      .sharing(name)
      .map((photo) => this.#store.sidecarWrites.givenAt(folderId, posix.join(directory, photo)))
      .filter((each) => each !== undefined);
    return given.find((each) => each === Number(rating)) ?? given[0];
  }

  async #sidecarOf(file: RatedFile): Promise<Sidecar> {
    await this.#refuseUnsure(file);
    const directory = posix.dirname(file.relativePath);
    const folder = join(file.folderPath, directory);
    const photo = posix.basename(file.relativePath);
    const names = await this.#folders.names(folder);
    const name = names.sidecarOf(photo) ?? `${photo}.xmp`;
    const path = join(folder, name);
    const content = await readSidecar(path);
    const rating = content === null ? null : understood(name, () => ratingIn(content.bytes));
    const relativePath = posix.join(directory, name);
    return { name, path, folderId: file.folderId, relativePath, names, content, rating };
  }

  /** Is the photo there, here, and the one that the mark is for? */
  async #refuseUnsure(file: RatedFile): Promise<void> {
    const { folderPath, relativePath, sizeBytes, mtimeMs } = file;
    if (await this.#folders.isLost(file)) throw new LeftAlone('The folder cannot be reached');
    const path = join(folderPath, relativePath);
    try {
      const real = join(await realpath(folderPath), relativePath);
      if ((await realpath(path)) !== real) throw new LeftAlone('It is reached through a symbolic link');
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

/** @throws LeftAlone in place of XmpNotUnderstood. */
function understood<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof XmpNotUnderstood) throw new LeftAlone(`${name}: ${error.message}`, { cause: error });
    throw error;
  }
}
