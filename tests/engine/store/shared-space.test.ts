import { expect, test } from 'vitest';
import { Store } from '../../../src-main/engine/store/store.ts';
import { pack, writeFolder } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { openBeside } from '../../helpers/words.ts';

const names = ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'];

function written(store: Store): Record<string, number> {
  return writeFolder(store, '/photos', Object.fromEntries(names.map((name) => [name, {}]))).ids;
}

test('embeddings are copied between packs of one space alone, a slice at a time, each once', async () => {
  await using dir = await tempFolder();
  using store = Store.open(dir.path);
  const ids = written(store);
  const own = store.packs.register(pack);
  const words = store.packs.register({ ...pack, id: 'words' });
  const elsewhere = store.packs.register({ ...pack, id: 'elsewhere', space: 'elsewhere' });
  const longer = store.packs.register({ ...pack, id: 'longer', dim: 3 });
  expect(store.sharedSpace.sources(words)).toEqual([own]);
  expect([elsewhere, longer].map((row) => store.sharedSpace.sources(row))).toEqual([[], []]);
  store.packs.saveEmbedding(words, ids['b.jpg'] ?? 0, Float32Array.of(0, 1), null);
  const first = store.sharedSpace.copy({ source: own, pack: words, after: 0, limit: 2 });
  expect(first.count).toBe(2);
  const rest = store.sharedSpace.copy({ source: own, pack: words, after: first.last ?? 0, limit: 9 });
  expect([rest.count, rest.last]).toEqual([2, undefined]);
  expect([...first.copied, ...rest.copied].map(({ vector }) => [...vector])).toEqual(names.slice(1).map(() => [1, 0]));
  expect(store.packs.countMissing(words)).toBe(0);
  expect([...(store.photos.embedding(words, ids['b.jpg'] ?? 0) ?? [])], 'one that it had stays').toEqual([0, 1]);
  expect(store.captions.hasUnbiased(words), 'biases are those of another text tower').toBe(true);
});

test('damaged embeddings are left out, and those without a file are not to be found', async () => {
  await using dir = await tempFolder();
  using store = Store.open(dir.path);
  const ids = written(store);
  const own = store.packs.register(pack);
  const words = store.packs.register({ ...pack, id: 'words' });
  {
    using beside = openBeside(dir.path);
    const set = beside.raw.prepare('UPDATE embeddings SET vector = ? WHERE photo_id = ?');
    set.run(Buffer.alloc(8), ids['a.jpg']);
    set.run(Buffer.alloc(5, 1), ids['b.jpg']);
    set.run(Buffer.from(Float32Array.of(NaN, 1).buffer), ids['c.jpg']);
    beside.raw.prepare('UPDATE photos SET unreferenced_since_ms = 1 WHERE id = ?').run(ids['d.jpg']);
  }
  const { count, copied, last } = store.sharedSpace.copy({ source: own, pack: words, after: 0, limit: 9 });
  expect([count, copied.map(({ photoId }) => photoId), last]).toEqual([2, [ids['e.jpg']], undefined]);
});

test('photos that were opened most come first, as far as a pack has not seen them or failed with them', async () => {
  await using dir = await tempFolder();
  using store = Store.open(dir.path);
  const ids = written(store);
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = names.map((name) => ids[name] ?? 0);
  const next = store.packs.register({ ...pack, id: 'next', space: 'next' });
  expect(store.views.missingMostViewed(next, 9)).toEqual([]);
  for (const id of [a, b, b, b, c, c, d, d, d, d, 999]) store.views.count(id);
  expect(store.views.missingMostViewed(next, 9)).toEqual([d, b, c, a]);
  expect(store.views.missingMostViewed(next, 2)).toEqual([d, b]);
  expect(store.views.missingMostViewed(store.packs.register(pack), 9), 'seen').toEqual([]);
  store.packs.countAttempt(next, d);
  store.packs.fail(next, d, { code: 'PHOTO_DAMAGED', message: 'x' }, null);
  store.packs.saveEmbedding(next, b, Float32Array.of(1, 0), null);
  expect(store.views.missingMostViewed(next, 9)).toEqual([c, a]);
  expect(store.packs.missingAfter(next, null, 9).ids.sort(), 'as the timeline').toEqual([a, c, e].sort());
});
