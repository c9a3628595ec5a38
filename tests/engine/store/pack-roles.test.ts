import { expect, test } from 'vitest';
import { Store } from '../../../src-main/engine/store/store.ts';
import { pack } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

/** A store with packs of these ids, and their rows in order. */
function packsOf(dataDir: string, ...ids: string[]): { store: Store; rows: number[] } {
  const store = Store.open(dataDir);
  return { store, rows: ids.map((id) => store.packs.register({ ...pack, id, space: id })) };
}

/** Ids by role. */
function roles({ packRoles, oldEmbeddings }: Store): unknown {
  const of = (role: 'current' | 'incoming' | 'previous'): string | null => packRoles.of(role)?.id ?? null;
  return [of('current'), of('incoming'), of('previous'), oldEmbeddings.superseded()];
}

test('one pack after the other takes the place of the one before, and the oldest goes', async () => {
  await using dir = await tempFolder();
  const { store, rows } = packsOf(dir.path, 'a', 'b', 'c');
  using _store = store;
  const [a = 0, b = 0, c = 0] = rows;
  store.packs.adopt(a);
  expect(roles(store)).toEqual(['a', null, null, []]);
  expect(store.packRoles.of('current')?.isChosen).toBe(false);
  store.packRoles.begin(b);
  expect(roles(store)).toEqual(['a', 'b', null, []]);
  store.packRoles.makeCurrent(b, true);
  expect(roles(store)).toEqual(['b', null, 'a', []]);
  expect(store.packRoles.of('current')).toEqual({ row: b, id: 'b', version: pack.version, isChosen: true });
  store.packRoles.makeCurrent(c, true);
  expect(roles(store)).toEqual(['c', null, 'b', [a]]);
});

test('two packs change places, back and forth, and what is said twice changes nothing', async () => {
  await using dir = await tempFolder();
  const { store, rows } = packsOf(dir.path, 'a', 'b');
  using _store = store;
  const [a = 0, b = 0] = rows;
  store.packs.adopt(a);
  store.packRoles.makeCurrent(b, true);
  store.packRoles.makeCurrent(a, false);
  expect(roles(store)).toEqual(['a', null, 'b', []]);
  store.packRoles.makeCurrent(a, false);
  expect(roles(store)).toEqual(['a', null, 'b', []]);
  store.packRoles.makeCurrent(b, true);
  expect(roles(store)).toEqual(['b', null, 'a', []]);
  store.packRoles.supersedePrevious();
  expect(roles(store)).toEqual(['b', null, null, [a]]);
  store.packRoles.makeCurrent(a, false);
  expect(roles(store), 'also where it was on its way out').toEqual(['a', null, 'b', []]);
});

test('another incoming pack takes the place of the first, which has no role then', async () => {
  await using dir = await tempFolder();
  const { store, rows } = packsOf(dir.path, 'a', 'b', 'c');
  using _store = store;
  const [a = 0, b = 0, c = 0] = rows;
  store.packs.adopt(a);
  store.packRoles.begin(b);
  store.packRoles.begin(c);
  expect(roles(store)).toEqual(['a', 'c', null, []]);
  store.packRoles.cancel();
  expect(roles(store)).toEqual(['a', null, null, []]);
});

test('an app that is updated adopts its pack whatever was previous or incoming, and nobody has chosen it', async () => {
  await using dir = await tempFolder();
  const { store, rows } = packsOf(dir.path, 'a', 'b', 'c');
  using _store = store;
  const [a = 0, b = 0, c = 0] = rows;
  store.packs.adopt(a);
  store.packRoles.makeCurrent(b, true);
  store.packRoles.makeCurrent(a, false);
  store.packRoles.begin(c);
  store.packs.adopt(b);
  expect(roles(store)).toEqual(['b', 'c', null, [a]]);
  expect(store.packRoles.of('current')?.isChosen).toBe(false);
});
