import type { Folder, PatternPreview } from '../../../../src-contract/index.ts';
import { Slices } from '../../slices.ts';
import type { Store } from '../../store/store.ts';
import { isAtOrBelowAny } from '../touched.ts';
import { FolderRules } from './folder-rules.ts';

/** What patterns change in a folder. */
interface Changes {
  /** Files that would be left out. */
  readonly out: readonly { readonly id: number; readonly photoId: number | null }[];
  /** Paths of files that would come back, with their photos. */
  readonly back: ReadonlyMap<string, number>;
}

/** What the patterns of a folder do to the files that are known, without a look at the disk. */
export class FolderPatternChanges {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** How many photos would be found no more, or again, with other patterns than the folder has. */
  async preview(folder: Folder, patterns: readonly string[]): Promise<PatternPreview> {
    const { out, back } = await this.#changes(folder, patterns);
    const outOf = Map.groupBy(out, ({ photoId }) => photoId);
    const filesOf = this.#store.leftOut.fileCounts([...outOf.keys()].filter((id) => id !== null));
    const lost = [...outOf].map(([id, files]) => {
      // Nobody knows yet what they hold.
      if (id === null) return files.length;
      return Number(filesOf.get(id) === files.length);
    });
    const has = this.#store.leftOut.fileCounts([...new Set(back.values())]);
    return {
      leftOut: lost.reduce((sum, n) => sum + n, 0),
      back: [...new Set(back.values())].filter((id) => !has.has(id)).length,
    };
  }

  /**
   * Give a folder other patterns, and take out or put back the files that are known.
   *
   * @returns the photos that have a file again.
   */
  async set(folder: Folder, patterns: readonly string[]): Promise<number[]> {
    const { out, back } = await this.#changes(folder, patterns);
    this.#store.folders.setPatterns(folder.id, patterns);
    this.#store.leftOut.deletePatternEntries(folder.id);
    this.#store.leftOut.leaveOut(out.map(({ id }) => id));
    return this.#store.leftOut.restore(folder.id, back.keys());
  }

  async #changes(folder: Folder, patterns: readonly string[]): Promise<Changes> {
    const { leftOut } = this.#store;
    const rules = new FolderRules(folder.path, patterns);
    const slices = new Slices();
    const out: { id: number; photoId: number | null }[] = [];
    for (const file of leftOut.files(folder.id)) {
      if (rules.matches(file.path)) out.push(file);
      await slices.breathe();
    }
    const entries = leftOut.entries(folder.id).filter(({ reason }) => reason !== 'pattern' && reason !== 'cloud');
    const otherwise = new Set(entries.map(({ path }) => path));
    const back = new Map<string, number>();
    for (const [path, photoId] of leftOut.kept(folder.id)) {
      const isLeftOut = rules.matches(path) || isAtOrBelowAny(otherwise, path);
      if (!isLeftOut && !this.#store.aside.has(folder.id, path)) back.set(path, photoId);
      await slices.breathe();
    }
    return { out, back };
  }
}
