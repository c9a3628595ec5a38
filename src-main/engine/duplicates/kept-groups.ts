import { type DuplicateKind, duplicateKinds } from '../../../src-contract/index.ts';
import type { Store } from '../store/store.ts';
import type { findGroups, FoundGroup } from './find-groups.ts';

/** Of groups of a kind, and bytes that would be saved without all but those to keep. */
export interface Total {
  readonly groups: number;
  readonly bytes: number;
}

interface Kept {
  readonly revision: number;
  readonly groups: readonly FoundGroup[];
  total?: Total | undefined;
}

export interface KeptGroupsOptions {
  readonly store: Pick<Store, 'duplicates' | 'stacking'>;
  readonly find: (kind: DuplicateKind) => ReturnType<typeof findGroups>;
}

/**
 * Groups as they were found, until something is written that they may follow from. While photos are compared that is a pair
 * now and then, so that page after page is told, and totals are, of what was found once.
 */
export class KeptGroups {
  readonly #options: KeptGroupsOptions;
  readonly #kept = new Map<DuplicateKind, Kept>();
  /** Exact copies of which the disk has one file alone, as far as somebody has looked: by the file to keep, all of them. */
  readonly #oneFile = new Map<number, string>();

  constructor(options: KeptGroupsOptions) {
    this.#options = options;
  }

  /** Those that save most first. */
  of(kind: DuplicateKind): readonly FoundGroup[] {
    return this.#current(kind).groups;
  }

  totals(): Record<DuplicateKind, Total> {
    const [exact, near, burst] = duplicateKinds.map((kind) => this.#total(this.#current(kind)));
    if (exact === undefined || near === undefined || burst === undefined) throw new Error('Expected three kinds');
    return { exact, near, burst };
  }

  /** Somebody has looked at the disk: exact copies are one file there, or are not. */
  looked(group: FoundGroup, isOneFile: boolean): void {
    if (isOneFile === this.#isOneFile(group)) return;
    if (isOneFile) this.#oneFile.set(group.keeper.id, copiesKey(group));
    else this.#oneFile.delete(group.keeper.id);
    for (const kept of this.#kept.values()) kept.total = undefined;
  }

  #current(kind: DuplicateKind): Kept {
    const { store, find } = this.#options;
    // What belongs together follows from what was written, and is written itself.
    store.stacking.read();
    const revision = store.duplicates.revision();
    const before = this.#kept.get(kind);
    if (before?.revision === revision) return before;
    const kept: Kept = { revision, groups: find(kind) };
    this.#kept.set(kind, kept);
    return kept;
  }

  /** What is known to be one file on the disk does not count. */
  #total(kept: Kept): Total {
    if (kept.total !== undefined) return kept.total;
    const apart = kept.groups.filter((group) => !this.#isOneFile(group));
    kept.total = { groups: apart.length, bytes: apart.reduce((sum, { bytes }) => sum + bytes, 0) };
    return kept.total;
  }

  #isOneFile(group: FoundGroup): boolean {
    if (group.kind !== 'exact') return false;
    const key = this.#oneFile.get(group.keeper.id);
    return key !== undefined && key === copiesKey(group);
  }
}

function copiesKey({ keeper, others }: FoundGroup): string {
  return [keeper.id, ...others.map(({ version }) => version.id)].join(' ');
}
