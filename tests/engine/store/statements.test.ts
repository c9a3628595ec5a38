import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src-contract/index.ts';
import type { EncodedPhoto } from '../../../src-main/core/encoder-protocol.ts';
import { noMetadata } from '../../../src-main/core/photo-metadata.ts';
import { databaseFileName } from '../../../src-main/engine/store/database.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

const pack = { id: 'pack', version: '1', space: 'space', dim: 2 };
const gone = new AppError('PHOTO_MISSING', 'gone').toWire();

function encoded(hash: string, embedding: readonly number[] = [1, 0]): EncodedPhoto {
  return {
    kind: 'encoded',
    contentHash: hash.repeat(64),
    sizeBytes: 10,
    mtimeMs: 1,
    format: 'jpeg',
    width: 4,
    height: 3,
    metadata: noMetadata,
    warnings: [],
    thumb: `${hash}.webp`,
    embedding: Float32Array.from(embedding),
  };
}

function seen(...paths: string[]): { relativePath: string; sizeBytes: number; mtimeMs: number }[] {
  return paths.map((relativePath) => ({ relativePath, sizeBytes: 10, mtimeMs: 1 }));
}

/** A store with one folder and the files named, all claimed. */
function filled(store: Store, ...paths: string[]): { folder: number; files: Map<string, number> } {
  const folder = store.folders.add('/photos', 0).id;
  store.files.upsertSeen(folder, store.folders.beginScan(folder), seen(...paths));
  const claimed = store.files.claimAfter(0, [folder], 100, new Set());
  return { folder, files: new Map(claimed.map(({ relativePath, id }) => [relativePath, id])) };
}

test('nothing that runs for every photo or query reads a whole table', async () => {
  await using dir = await tempFolder();
  const statements = new Set<string>();
  let tracing = false;
  using store = Store.open(dir.path, { trace: (sql) => tracing && statements.add(sql) });
  const packRow = store.photos.registerPack(pack);
  const { folder, files } = filled(store, 'a.jpg', 'b.jpg', 'c.jpg');
  const id = (path: string): number => files.get(path) ?? 0;

  tracing = true;
  store.files.upsertSeen(folder, 2, seen('a.jpg', 'new.jpg'));
  store.files.claimAfter(0, [folder], 10, new Set([1]));
  store.files.countAttempt(id('a.jpg'));
  store.files.release(id('a.jpg'));
  store.files.countPending([folder]);
  store.photos.knownHashes(10, packRow, 33);
  store.photos.isKnown('a'.repeat(64), 10, packRow);
  const photoId = store.photos.saveEncoded(id('a.jpg'), packRow, encoded('a'), 0);
  store.photos.linkKnown(id('b.jpg'), 'a'.repeat(64), 10, 1);
  store.files.fail(id('c.jpg'), gone, null);
  store.photos.embedding(packRow, photoId);
  store.folders.roots();
  store.photos.hit(photoId, null);
  store.photos.hit(photoId, { folderId: folder, prefix: 'sub/' });
  store.photos.idsInScope({ folderId: folder, prefix: '' });
  store.photos.idsInScope({ folderId: folder, prefix: 'sub/' });
  store.files.retryDue(5);
  store.photos.purgeUnreferenced(5);
  const bytes = new Uint8Array(8);
  const state = { maxScale: 1, maxNorm: 1, moments: bytes };
  const blocks = [{ stored: null, bytes, dead: bytes }];
  const [block = 0] = store.codes.write(packRow, { blocks, dropped: [], state });
  store.codes.write(packRow, { blocks: [{ stored: block, bytes, dead: bytes }], dropped: [], state });
  store.codes.write(packRow, { blocks: [], dropped: [block], state });
  store.codes.block(block);
  store.codes.blocks(packRow);
  store.codes.state(packRow);
  store.codes.changes(packRow, 0, 10);
  store.codes.forgetChanges(packRow, [photoId]);
  store.codes.readVectors(packRow, [photoId], () => undefined);
  tracing = false;

  const reader = new Database(join(dir.path, databaseFileName), { readonly: true });
  const plans = [...statements]
    .filter((sql) => /^\s*(select|insert|update|delete)/i.test(sql))
    .map((sql) => {
      const steps = reader.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
      return { sql, steps: steps.map(({ detail }) => detail) };
    });
  reader.close();
  expect(plans.length).toBeGreaterThan(15);
  const scans = plans.filter(({ steps }) =>
    steps.some((step) => /^SCAN (files|photos|embeddings|code_\w+)\b/.test(step)),
  );
  expect(scans).toEqual([]);
  // A row id range is no index: it reads every photo there is to find the few that wait.
  const pending = plans.filter(({ sql }) => sql.includes("state = 'pending'") && /^\s*select/i.test(sql));
  expect(pending.map(({ steps }) => steps.join('\n'))).toEqual([
    expect.stringContaining('files_open'),
    expect.stringContaining('files_open'),
  ]);
});

describe('a scan', () => {
  test('counts what is unchanged, and makes pending what is not', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const packRow = store.photos.registerPack(pack);
    const { folder, files } = filled(store, 'a.jpg', 'b.jpg');
    for (const id of files.values()) store.photos.saveEncoded(id, packRow, encoded('a'), 0);
    expect(store.files.upsertSeen(folder, 2, seen('a.jpg', 'b.jpg'))).toBe(2);
    const changed = [
      { relativePath: 'a.jpg', sizeBytes: 11, mtimeMs: 1 },
      { relativePath: 'b.jpg', sizeBytes: 10, mtimeMs: 1.5 },
    ];
    expect(store.files.upsertSeen(folder, 3, changed)).toBe(0);
    expect(store.files.counts()).toEqual({ files: 2, pending: 2, failed: 0 });
    expect(store.photos.counts(packRow), 'findable while they wait').toEqual({ photos: 1, embeddings: 1 });
  });

  test('removes what it did not see, but nothing below what it could not read', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const { folder } = filled(store, 'a.jpg', 'sub/b.jpg', 'sub/deep/c.jpg', 'subtle.jpg', 'sub', "o'dd/d.jpg");
    const stamp = store.folders.beginScan(folder);
    store.files.upsertSeen(folder, stamp, seen('a.jpg'));
    expect(store.files.removeUnseen(folder, stamp, ['sub', "o'dd"])).toBe(1);
    expect(store.files.counts().files).toBe(5);
    expect(store.files.removeUnseen(folder, stamp, [])).toBe(4);
  });
});

describe('claims', () => {
  test('go round, skip what is in flight, and leave offline folders alone', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const { folder, files } = filled(store, 'a.jpg', 'b.jpg', 'c.jpg');
    const [a = 0, b = 0, c = 0] = files.values();
    const ids = (after: number, limit: number, skip: number[]): number[] =>
      store.files.claimAfter(after, [folder], limit, new Set(skip)).map(({ id }) => id);
    expect(ids(0, 2, [a])).toEqual([b, c]);
    expect(ids(b, 9, [])).toEqual([c]);
    expect(ids(c, 9, [])).toEqual([]);
    expect(store.files.claimAfter(0, [folder + 1], 9, new Set())).toEqual([]);
    store.folders.setOffline(folder);
    expect(ids(0, 9, [])).toEqual([]);
  });

  test('count as attempts until they are given back', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const { folder, files } = filled(store, 'a.jpg');
    const [a = 0] = files.values();
    store.files.release(a);
    store.files.release(a);
    store.files.countAttempt(a);
    expect(store.files.claimAfter(0, [folder], 1, new Set())).toMatchObject([{ attempts: 2, folderPath: '/photos' }]);
  });

  test('come back after a failure when its time has come', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const { folder, files } = filled(store, 'soon.jpg', 'later.jpg', 'never.jpg');
    store.files.fail(files.get('soon.jpg') ?? 0, gone, 100);
    store.files.fail(files.get('later.jpg') ?? 0, gone, 200);
    store.files.fail(files.get('never.jpg') ?? 0, gone, null);
    const pending = (): string[] =>
      store.files.claimAfter(0, [folder], 9, new Set()).map(({ relativePath }) => relativePath);
    expect(pending()).toEqual([]);
    store.files.retryDue(150);
    expect(pending()).toEqual(['soon.jpg']);
    store.files.retryAll();
    expect(pending()).toEqual(['soon.jpg', 'later.jpg', 'never.jpg']);
    expect(store.files.failures()).toEqual([]);
  });
});

describe('photos', () => {
  test('are purged with their embeddings after the grace period, and not before', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const packRow = store.photos.registerPack(pack);
    const { folder, files } = filled(store, 'a.jpg', 'b.jpg');
    const [a = 0, b = 0] = files.values();
    const first = store.photos.saveEncoded(a, packRow, encoded('a'), 0);
    store.photos.saveEncoded(b, packRow, encoded('b'), 0);
    expect(store.photos.markUnreferenced(1000)).toEqual([]);
    store.files.upsertSeen(folder, 2, seen('b.jpg'));
    store.files.removeUnseen(folder, 2, []);
    expect(store.photos.markUnreferenced(1000)).toEqual([first]);
    expect(store.photos.markUnreferenced(2000), 'the grace period begins once').toEqual([]);
    expect(store.photos.purgeUnreferenced(1000)).toEqual([]);
    expect(store.photos.isKnown('a'.repeat(64), 10, packRow)).toBe(true);
    expect(store.photos.purgeUnreferenced(1001)).toEqual(['a.webp']);
    expect(store.photos.isKnown('a'.repeat(64), 10, packRow)).toBe(false);
    expect(store.photos.counts(packRow)).toEqual({ photos: 1, embeddings: 1 });
  });

  test('are told apart by size where their hashes are the same', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const packRow = store.photos.registerPack(pack);
    const { files } = filled(store, 'a.jpg');
    store.photos.saveEncoded(files.get('a.jpg') ?? 0, packRow, encoded('a'), 0);
    expect(store.photos.isKnown('a'.repeat(64), 11, packRow)).toBe(false);
  });

  test('give back the embedding that went in, bit for bit', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const packRow = store.photos.registerPack(pack);
    const { files } = filled(store, 'a.jpg');
    const embedding = [Math.fround(0.1), Math.fround(-1e-40)];
    const id = store.photos.saveEncoded(files.get('a.jpg') ?? 0, packRow, encoded('a', embedding), 0);
    expect([...(store.photos.embedding(packRow, id) ?? [])]).toEqual(embedding);
    expect(Array.from(store.photos.embeddings(packRow), ({ photoId }) => photoId)).toEqual([id]);
  });

  test.each([
    ['another version', { ...pack, version: '2' }, 1],
    ['another pack', { ...pack, id: 'other' }, 1],
    ['another space under the same name', { ...pack, space: 'moved' }, 0],
    ['another size under the same name', { ...pack, dim: 3 }, 0],
  ])('keep embeddings of %s apart', async (_, other, kept) => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const first = store.photos.registerPack(pack);
    const { files } = filled(store, 'a.jpg');
    store.photos.saveEncoded(files.get('a.jpg') ?? 0, first, encoded('a'), 0);
    expect(store.photos.registerPack(pack), 'the same pack').toBe(first);
    const second = store.photos.registerPack(other);
    expect([...store.photos.embeddings(second)]).toEqual([]);
    expect([...store.photos.embeddings(first)]).toHaveLength(kept);
  });
});
