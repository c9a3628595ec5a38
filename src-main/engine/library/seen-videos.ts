import type { SeenFile } from '../store/library/files.ts';
import type { KnownVideo } from '../store/library/videos.ts';
import type { Store } from '../store/store.ts';
import { covers, type Touched } from './touched.ts';

/** The videos that a scan comes across, held against those that are known. */
export class SeenVideos {
  readonly #store: Store;
  readonly #folderId: number;
  /** Of the parts that are scanned, as they were; those that are seen are taken out. */
  readonly #known: Map<string, KnownVideo>;
  readonly #changed: SeenFile[] = [];

  constructor(store: Store, folderId: number, parts: readonly Touched[]) {
    this.#store = store;
    this.#folderId = folderId;
    const known = parts.flatMap((part) =>
      [...store.videos.known(folderId, part.path)].filter(([path]) => covers(part, path)),
    );
    this.#known = new Map(known);
  }

  see(video: SeenFile): void {
    const before = this.#known.get(video.relativePath);
    this.#known.delete(video.relativePath);
    if (before?.sizeBytes !== video.sizeBytes || before.mtimeMs !== video.mtimeMs) this.#changed.push(video);
  }

  /**
   * Write down what has changed, when the scan has run to its end.
   *
   * @param isGone whether what was not seen at a path is not there any more.
   * @returns how many videos are others than before.
   */
  write(isGone: (path: string) => boolean): number {
    const gone = [...this.#known].filter(([path]) => isGone(path)).map(([, { id }]) => id);
    if (this.#changed.length + gone.length > 0) this.#store.videos.update(this.#folderId, this.#changed, gone);
    return this.#changed.length + gone.length;
  }
}
