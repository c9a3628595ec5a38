import { describe, expect, test } from 'vitest';
import type { DuplicateKind } from '../../../src-contract/index.ts';
import { miniatureBytes } from '../../../src-main/core/duplicates/miniature.ts';
import { findGroups } from '../../../src-main/engine/duplicates/find-groups.ts';
import { KeptGroups } from '../../../src-main/engine/duplicates/kept-groups.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { encoded, pack, seen } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

/** Three photos, one of them in two files, of which nothing has been compared; and what was found how often. */
async function library(): Promise<
  { store: Store; groups: KeptGroups; found: DuplicateKind[]; folder: number } & AsyncDisposable
> {
  const dir = await tempFolder();
  const store = Store.open(dir.path);
  const row = store.packs.register(pack);
  const folder = store.folders.add('/photos', 0).id;
  const files = ['a.jpg', 'b.jpg', 'c.jpg', 'copy of c.jpg'];
  store.files.upsertSeen(folder, store.folders.beginScan(folder, '1:2'), seen(...files));
  for (const { id, relativePath } of store.files.claimAfter(0, [folder], 9, new Set()))
    store.photos.saveEncoded(id, row, encoded(relativePath.at(-5) ?? ''), 0);
  const luma = new Uint8Array(miniatureBytes).fill(1);
  store.duplicates.saveMiniatures(new Map([1, 2, 3].map((id) => [id, { luma, sharpness: 1 }])));
  const found: DuplicateKind[] = [];
  const find = (kind: DuplicateKind): ReturnType<typeof findGroups> => {
    found.push(kind);
    return findGroups(store, kind);
  };
  return {
    store,
    groups: new KeptGroups({ store, find }),
    found,
    folder,
    [Symbol.asyncDispose]: async () => {
      store[Symbol.dispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

const idsOf = (groups: KeptGroups, kind: DuplicateKind): number[][] =>
  groups.of(kind).map(({ keeper, others }) => [keeper.id, ...others.map(({ version }) => version.id)].sort());

describe('groups', () => {
  test('are found once for all pages and totals, also while photos are compared', async () => {
    await using lib = await library();
    expect(idsOf(lib.groups, 'exact')).toEqual([[3, 4]]);
    expect(lib.groups.totals().exact.groups).toBe(1);
    expect(lib.found.toSorted()).toEqual(['burst', 'exact', 'near']);
    lib.store.duplicates.saveCompared([1], []);
    expect(lib.groups.totals().near.groups).toBe(0);
    expect(idsOf(lib.groups, 'exact')).toEqual([[3, 4]]);
    expect(lib.found).toHaveLength(3);
  });

  test('are found anew when a pair was', async () => {
    await using lib = await library();
    expect(idsOf(lib.groups, 'near')).toEqual([]);
    lib.store.duplicates.saveCompared([1], [[1, 2]]);
    expect(idsOf(lib.groups, 'near')).toEqual([[1, 2]]);
  });

  test.each<[string, DuplicateKind, (lib: { store: Store; folder: number }) => void]>([
    [
      'photos are to stay',
      'near',
      ({ store }) => {
        store.duplicates.setKept([1, 2], true);
      },
    ],
    [
      'files are to stay',
      'exact',
      ({ store }) => {
        store.duplicates.setCopiesKept(3, true);
      },
    ],
    [
      'a folder goes',
      'near',
      ({ store, folder }) => {
        store.folders.remove(folder);
      },
    ],
  ])('are gone as soon as %s', async (_what, kind, change) => {
    await using lib = await library();
    lib.store.duplicates.saveCompared([1], [[1, 2]]);
    expect(idsOf(lib.groups, kind)).toHaveLength(1);
    change(lib);
    expect(idsOf(lib.groups, kind)).toEqual([]);
    expect(lib.groups.totals()[kind]).toEqual({ groups: 0, bytes: 0 });
  });

  test('that are one file on the disk do not count, until they are files again', async () => {
    await using lib = await library();
    const [group] = lib.groups.of('exact');
    if (group === undefined) throw new Error('Expected a group');
    expect(lib.groups.totals().exact).toEqual({ groups: 1, bytes: group.bytes });
    lib.groups.looked(group, true);
    expect(lib.groups.totals().exact).toEqual({ groups: 0, bytes: 0 });
    lib.groups.looked(group, false);
    expect(lib.groups.totals().exact.groups).toBe(1);
    expect(lib.found.filter((kind) => kind === 'exact')).toHaveLength(1);
  });
});
