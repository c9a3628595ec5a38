import { describe, expect, test } from 'vitest';
import { Store } from '../../../src-main/engine/store/store.ts';
import { plansOf } from '../../helpers/plans.ts';
import { writeFolder, pack } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

const windows = { codes: new Uint8Array([1, 2, 3]), excess: 0.25 };

test('photos without windows are found, and those with them counted, by indexes alone', async () => {
  const plans = await plansOf((store) => {
    const row = store.packs.register(pack);
    return () => {
      store.unwindowed.counts(row);
      store.unwindowed.missingAfter(row, null, 9);
      store.windows.ofPhotos(row, [1, 2]);
      store.windows.embedded(row);
      store.windows.stored();
    };
  });
  const opened = plans.flatMap(({ steps }) =>
    steps.filter((step) => /^SCAN (?:embeddings|window_codes|photo_windows) (?!USING COVERING INDEX)/u.test(step)),
  );
  expect(plans.length).toBeGreaterThan(4);
  expect(opened).toEqual([]);
});

describe('a photo', () => {
  async function opened(): Promise<{ store: Store; row: number; ids: Record<string, number> } & AsyncDisposable> {
    const dir = await tempFolder();
    const store = Store.open(dir.path);
    const { ids } = writeFolder(store, '/photos', { 'a.jpg': { takenAt: '2020' }, 'b.jpg': { takenAt: '2021' } });
    return {
      store,
      row: store.packs.register(pack),
      ids,
      [Symbol.asyncDispose]: async () => {
        store[Symbol.dispose]();
        await dir[Symbol.asyncDispose]();
      },
    };
  }

  test('is missing, newest first, until its windows are there, and of no other pack', async () => {
    await using lib = await opened();
    const { store, row, ids } = lib;
    const [a = 0, b = 0] = [ids['a.jpg'], ids['b.jpg']];
    expect(store.unwindowed.missingAfter(row, null, 9).ids).toEqual([b, a]);
    expect(store.unwindowed.claim(row, [b])).toMatchObject([
      { id: b, attempts: 1, places: [{ relativePath: 'b.jpg' }] },
    ]);
    expect(store.windows.save(row, b, windows)).toBe(true);
    expect(store.unwindowed.missingAfter(row, null, 9)).toEqual({ ids: [a], end: null });
    expect(store.unwindowed.claim(row, [b])).toEqual([]);
    expect(store.unwindowed.counts(row)).toEqual({ photos: 2, done: 1, failed: 0 });
    expect(store.windows.after(row, 0, 9)).toMatchObject([{ photoId: b, excess: 0.25 }]);
    expect(store.windows.save(row, 99, windows)).toBe(false);
    expect(store.unwindowed.missingAfter(row + 1, null, 9).ids).toEqual([]);
  });

  test('that failed is not missing until it is due, and a claim that is given back was none', async () => {
    await using lib = await opened();
    const { store, row, ids } = lib;
    const [a = 0, b = 0] = [ids['a.jpg'], ids['b.jpg']];
    store.unwindowed.claim(row, [a, b]);
    store.unwindowed.release(row, b);
    store.unwindowed.fail(row, a, 'PHOTO_DAMAGED', 1000);
    expect(store.unwindowed.missingAfter(row, null, 9).ids).toEqual([b]);
    expect(store.unwindowed.counts(row)).toEqual({ photos: 2, done: 0, failed: 1 });
    store.unwindowed.retryDue(999);
    expect(store.unwindowed.missingAfter(row, null, 9).ids).toEqual([b]);
    store.unwindowed.retryDue(1000);
    expect(store.unwindowed.missingAfter(row, null, 9).ids).toEqual([b, a]);
    expect(store.unwindowed.claim(row, [a, b]).map(({ attempts }) => attempts)).toEqual([2, 1]);
    store.unwindowed.retryAll();
    expect(store.unwindowed.claim(row, [a])).toMatchObject([{ attempts: 1 }]);
  });
});
