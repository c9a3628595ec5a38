import { expect, test } from 'vitest';
import { Store } from '../../../src-main/engine/store/store.ts';
import { encoded, pack, seen } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

test('choices are kept in their order, the last word on two photos alone, and forgotten', async () => {
  await using dir = await tempFolder();
  using store = Store.open(dir.path);
  const row = store.packs.register(pack);
  const folder = store.folders.add('/photos', 0).id;
  store.files.upsertSeen(folder, store.folders.beginScan(folder, '1:2'), seen('a.jpg', 'b.jpg', 'c.jpg'));
  for (const { id, relativePath } of store.files.claimAfter(0, [folder], 9, new Set()))
    store.photos.saveEncoded(id, row, encoded(relativePath.slice(0, 1)), 0);
  const { taste } = store;
  expect(taste.choose({ better: 1, worse: 2 }, 0)).toBe(true);
  expect(taste.choose({ better: 1, worse: 3 }, 1)).toBe(true);
  expect(taste.choose({ better: 2, worse: 1 }, 2)).toBe(true);
  expect(taste.choose({ better: 1, worse: 99 }, 3)).toBe(false);
  const kept = [
    { better: 1, worse: 3 },
    { better: 2, worse: 1 },
  ];
  expect(taste.choices(9)).toEqual(kept);
  expect(taste.choices(1)).toEqual(kept.slice(1));
  expect(taste.count()).toBe(2);
  expect(taste.forget()).toBe(2);
  expect(taste.forget()).toBe(0);
  expect(taste.choices(9)).toEqual([]);
});
