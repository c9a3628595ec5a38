import type { PhotoColumns } from '../../src-contract/index.ts';
import { aspectOf } from '../core/aspect.ts';
import type { Store } from './store/store.ts';

/** What is known of photos that are shown in a row. */
export interface PhotoFacts {
  readonly sizes: ReadonlyMap<number, { readonly width: number; readonly height: number; readonly datedAt: string }>;
  /** Files that are meant. */
  readonly files: ReadonlyMap<number, number>;
  readonly stacks: ReturnType<Store['stacking']['read']> | null;
}

/** Photos in a row, as columns; those of unknown size are left out. */
export function columnsOf(ids: readonly number[], { sizes, files, stacks }: PhotoFacts): PhotoColumns {
  const columns: PhotoColumns = {
    ...{ ids: [], aspects: [], files: { at: [], ids: [] } },
    stacks: { at: [], kinds: [], parts: [] },
  };
  for (const id of ids) {
    const size = sizes.get(id);
    if (size === undefined) continue;
    const badge = stacks?.badgeOf(id) ?? null;
    if (badge !== null) {
      columns.stacks.at.push(columns.ids.length);
      columns.stacks.kinds.push(badge.kind);
      columns.stacks.parts.push(badge.parts);
    }
    const fileId = files.get(id);
    if (fileId !== undefined) {
      columns.files.at.push(columns.ids.length);
      columns.files.ids.push(fileId);
    }
    columns.ids.push(id);
    columns.aspects.push(aspectOf(size.width, size.height));
  }
  return columns;
}
