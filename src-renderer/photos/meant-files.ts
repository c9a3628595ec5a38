import type { MeantFiles } from '../../src-contract/index.ts';

/**
 * Files by which photos were shown last, of those that lie in several places: what is done to a photo is done to that copy of
 * it. A photo that is selected and out of sight keeps its file.
 */
class FilesShown {
  readonly #files = new Map<number, number>();

  /** Photos are shown now: those that `files` names by these files, the others by any. */
  show(photoIds: readonly number[], files: MeantFiles): void {
    if (this.#files.size > 0) this.forget(photoIds);
    for (const [i, place] of files.at.entries()) {
      const [photoId, fileId] = [photoIds[place], files.ids[i]];
      if (photoId !== undefined && fileId !== undefined) this.#files.set(photoId, fileId);
    }
  }

  /** Another photo is shown by a file, beside those of the room. */
  note(photoId: number, fileId: number): void {
    this.#files.set(photoId, fileId);
  }

  /** Photos are shown by none of their files in particular. */
  forget(photoIds: readonly number[]): void {
    for (const photoId of photoIds) this.#files.delete(photoId);
  }

  /** For a call about one photo. */
  of(photoId: number): { readonly fileId?: number } {
    const fileId = this.#files.get(photoId);
    return fileId === undefined ? {} : { fileId };
  }

  /** For a call about several. */
  among(photoIds: readonly number[]): { readonly photoIds: number[]; readonly fileIds: number[] } {
    return { photoIds: [...photoIds], fileIds: photoIds.flatMap((photoId) => this.#files.get(photoId) ?? []) };
  }

  /** For throwing photos away: those that are shown by a file are named, so that never all of their copies go. */
  toDiscard(photoIds: readonly number[]): ReturnType<FilesShown['among']> & { readonly named: number[] } {
    return { ...this.among(photoIds), named: photoIds.filter((photoId) => this.#files.has(photoId)) };
  }
}

export const meantFiles = new FilesShown();
