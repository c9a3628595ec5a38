import { describe, expect, test } from 'vitest';
import { noFilters, type PixelSort } from '../../../src-contract/index.ts';
import type { PhotoLook } from '../../../src-main/core/looks/measure.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { stepped } from '../../helpers/schema-fixtures.ts';
import { encoded, pack, seen } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

/** A store with three photos, 1 to 3, of which none was measured. */
async function opened(): Promise<{ store: Store } & AsyncDisposable> {
  const dir = await tempFolder();
  const store = Store.open(dir.path);
  const row = store.packs.register(pack);
  const folder = store.folders.add('/photos', 0).id;
  store.files.upsertSeen(folder, store.folders.beginScan(folder, '1:2'), seen('a.jpg', 'b.jpg', 'c.jpg'));
  for (const { id, relativePath } of store.files.claimAfter(0, [folder], 9, new Set()))
    store.photos.saveEncoded(id, row, encoded(relativePath.slice(0, 1)), 0);
  return {
    store,
    [Symbol.asyncDispose]: async () => {
      store[Symbol.dispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

const look = (value: number, colours: PhotoLook['colours'] = []): PhotoLook => ({
  sharpness: value,
  noise: value,
  brightness: value / 100,
  colourfulness: value,
  colours,
});

describe('photos', () => {
  test('are measured once for each way of measuring', async () => {
    await using lib = await opened();
    const { looks } = lib.store;
    const unmeasured = (version: number, after: number, limit: number): unknown =>
      looks.unmeasured(version, after, limit)?.photos.map(({ id }) => id);
    expect(unmeasured(1, 0, 9)).toEqual([1, 2, 3]);
    expect(unmeasured(1, 1, 1)).toEqual([2]);
    expect([looks.unmeasured(1, 0, 2)?.upTo, looks.unmeasured(1, 1, 9)?.upTo, looks.unmeasured(1, 3, 9)]).toEqual([
      2,
      3,
      null,
    ]);
    looks.save(1, new Map([1, 3, 99].map((id) => [id, look(id, [['red', 0.5]])])));
    expect(unmeasured(1, 0, 9)).toEqual([2]);
    expect(looks.counts(1)).toEqual({ photos: 3, measured: 2 });
    expect(looks.counts(2)).toEqual({ photos: 3, measured: 0 });
    expect(unmeasured(2, 0, 9)).toEqual([1, 2, 3]);
    expect(looks.sharpness([1, 2, 3])).toEqual(
      new Map([
        [1, 1],
        [3, 3],
      ]),
    );
  });

  test.each<[PixelSort, number[]]>([
    ['sharp', [3, 1, 2]],
    ['blurry', [1, 3, 2]],
    ['bright', [3, 1, 2]],
    ['dark', [1, 3, 2]],
    ['colourful', [3, 1, 2]],
    ['dull', [1, 3, 2]],
    ['clean', [1, 3, 2]],
    ['noisy', [3, 1, 2]],
  ])('are in the order "%s", those that were not measured last', async (sort, expected) => {
    await using lib = await opened();
    const { looks } = lib.store;
    looks.save(1, new Map([1, 3].map((id) => [id, look(id)])));
    expect(looks.ordered([1, 2, 3], sort)).toEqual(expected);
    expect(looks.ordered([2], sort)).toEqual([2]);
  });

  test('pass filters by all their colours, which are those of the last time', async () => {
    await using lib = await opened();
    const { looks, catalog } = lib.store;
    const of = (...colours: typeof noFilters.colours): number[] =>
      [...catalog.ids({ ...noFilters, colours })].sort((a, b) => a - b);
    looks.save(
      1,
      new Map([
        [1, look(1, [['red', 0.5]])],
        [
          2,
          look(2, [
            ['red', 0.2],
            ['blue', 0.3],
          ]),
        ],
      ]),
    );
    expect([of('red'), of('red', 'blue'), of('teal')]).toEqual([[1, 2], [2], []]);
    expect(catalog.facets().colours).toEqual([
      { name: 'red', count: 2 },
      { name: 'blue', count: 1 },
    ]);
    looks.save(2, new Map([[1, look(1, [['teal', 0.5]])]]));
    expect([of('red'), of('teal')]).toEqual([[2], [1]]);
  });
});

test('step 23 has looks that go with their photos', async () => {
  await using step = await stepped(23);
  const { database } = step;
  database.run(
    "INSERT INTO photo_looks VALUES (1, 1, 9, 1, 0.5, 20); INSERT INTO photo_colours VALUES ('red', 1, 0.5)",
  );
  expect(() => {
    database.run("INSERT INTO photo_colours VALUES ('blue', 1, 1.5)");
  }).toThrow('CHECK');
  const plan = database.all("EXPLAIN QUERY PLAN SELECT photo_id FROM photo_colours WHERE colour = 'red'");
  expect(plan).toMatchObject([{ detail: expect.stringContaining('PRIMARY KEY (colour=?)') as string }]);
  database.run('DELETE FROM files; DELETE FROM photos WHERE id = 1');
  expect(database.rows().get('photo_looks')).toEqual([]);
  expect(database.rows().get('photo_colours')).toEqual([]);
});
