import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Logger } from '../../../src-main/core/logger.ts';
import { QuantizedIndex } from '../../../src-main/engine/search/quantized-index.ts';
import { databaseFileName } from '../../../src-main/engine/store/database.ts';
import { pendingMigrations } from '../../../src-main/engine/store/migrations/index.ts';
import { createLogger } from '../../../src-main/headless/log.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { embedding, embeddings, VectorLibrary } from '../../helpers/vector-library.ts';

const dim = 64;
const blockRows = 2048;

async function expectSame(lib: VectorLibrary): Promise<void> {
  expect(lib.index.size).toBe(lib.reference.size);
  for (const seed of [1, 2, 3]) {
    const request = { terms: [{ embedding: embedding(lib.dim, seed), weight: 1 }], top: 200, only: null };
    const [found, expected] = await Promise.all([lib.index.scan(request), lib.reference.scan(request)]);
    expect(found.hits).toEqual(expected.hits);
  }
}

/** Wait until the index has written its blocks. */
async function settled(lib: VectorLibrary): Promise<void> {
  while (lib.unsettled >= blockRows) await new Promise((resolve) => setImmediate(resolve));
}

/** A logger that keeps what it is told. */
function listeningLogger(): Logger & { readonly heard: string[] } {
  const heard: string[] = [];
  const hear = (_: object, message: string): void => void heard.push(message);
  return { heard, debug: hear, info: hear, warn: hear, error: hear, child: () => listeningLogger() };
}

describe('blocks', () => {
  test('are written when there is enough for one, in the background', async () => {
    await using lib = await VectorLibrary.create(dim);
    lib.put(embeddings(blockRows - 1, dim, 1));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([lib.unsettled, lib.blocks]).toEqual([blockRows - 1, 0]);
    lib.put(embeddings(2 * blockRows, dim, 2, blockRows));
    await settled(lib);
    expect([lib.unsettled, lib.blocks]).toEqual([0, 3]);
    await lib.reopen();
    expect(lib.unsettled).toBe(0);
    await expectSame(lib);
  });

  test('are written on closing when that is worth it', async () => {
    await using lib = await VectorLibrary.create(dim);
    lib.put(embeddings(255, dim, 1));
    await lib.reopen();
    expect([lib.unsettled, lib.blocks]).toEqual([255, 0]);
    await expectSame(lib);
    lib.put(embeddings(1, dim, 2, 256));
    await lib.reopen();
    expect([lib.unsettled, lib.blocks]).toEqual([0, 1]);
    await expectSame(lib);
    lib.put(embeddings(blockRows, dim, 3, 257));
    await lib.reopen();
    expect([lib.unsettled, lib.blocks], 'the block that was not full was filled up').toEqual([0, 2]);
    await expectSame(lib);
  });

  test('keep what was replaced and deleted apart, over restarts', async () => {
    await using lib = await VectorLibrary.create(dim);
    lib.put(embeddings(5000, dim, 1));
    for (let round = 0; round < 4; round++) {
      lib.put(embeddings(700, dim, 10 + round, 500 * round + 1));
      lib.remove(Array.from({ length: 900 }, (_, i) => 1 + ((i * 5 + round) % 5000)));
      await expectSame(lib);
      await lib.reopen();
      await expectSame(lib);
    }
  });

  test('are given up when nearly nothing is left in them, and their memory is used again', async () => {
    await using lib = await VectorLibrary.create(dim);
    lib.put(embeddings(6 * blockRows, dim, 1));
    await settled(lib);
    expect(lib.blocks).toBe(6);
    const gone = Array.from({ length: 6 * blockRows }, (_, i) => i + 1).filter((id) => id % 10 !== 0);
    lib.remove(gone);
    await settled(lib);
    await expectSame(lib);
    // Sparse blocks are moved together a few at a time.
    for (let round = 0; round < 3; round++) {
      lib.put(embeddings(blockRows, dim, 20 + round, 20_000));
      await settled(lib);
    }
    expect(lib.blocks).toBeLessThan(5);
    await expectSame(lib);
    await lib.reopen();
    await expectSame(lib);
  });

  test('of a pack are its own', async () => {
    await using lib = await VectorLibrary.create(dim);
    const other = lib.store.photos.registerPack({ id: 'other', version: '1', space: 'other', dim: 128 });
    lib.put(embeddings(3000, dim, 1));
    const options = { store: lib.store.codes, pack: other, dim: 128, log: createLogger() };
    {
      await using index = await QuantizedIndex.open(options);
      expect(index.size).toBe(0);
      const rows = embeddings(3000, 128, 2);
      const embed = lib.database.prepare('INSERT INTO embeddings (pack, photo_id, vector) VALUES (?, ?, ?)');
      lib.database.transaction(() => {
        for (const [id, one] of rows) embed.run(other, id, Buffer.from(one.buffer));
      })();
      for (const [id, one] of rows) index.set(id, one);
      const [first] = rows;
      const terms = [{ embedding: first?.[1] ?? new Float32Array(128), weight: 1 }];
      const { hits } = await index.scan({ terms, top: 1, only: null });
      expect(hits).toMatchObject([{ id: 1, score: expect.closeTo(1, 5) as number }]);
    }
    await expectSame(lib);
    // The same pack in another space: nothing of the old one is left.
    lib.store.photos.registerPack({ id: 'other', version: '1', space: 'moved', dim: 128 });
    const left = lib.database.prepare<
      [number],
      { n: number }
    >(`SELECT (SELECT count(*) FROM code_blocks WHERE pack = :p)
      + (SELECT count(*) FROM code_changes WHERE pack = :p) + (SELECT count(*) FROM code_state WHERE pack = :p) AS n`);
    expect(left.get({ p: other } as unknown as number)).toEqual({ n: 0 });
    await lib.reopen();
    await expectSame(lib);
  });
});

describe('whatever happens after a commit', () => {
  test('makes no difference to what is found after a restart', async () => {
    await using lib = await VectorLibrary.create(dim);
    lib.put(embeddings(4500, dim, 1));
    await settled(lib);
    lib.commit(embeddings(50, dim, 2, 4501));
    lib.commit(embeddings(300, dim, 3, 1000));
    lib.uncommit(Array.from({ length: 200 }, (_, i) => 2000 + i));
    await lib.reopen();
    expect(lib.index.size).toBe(4350);
    await expectSame(lib);
    await lib.reopen();
    await expectSame(lib);
  });

  test('an id that is given to another photo does not bring the old one back', async () => {
    await using lib = await VectorLibrary.create(dim);
    lib.put(embeddings(blockRows, dim, 1));
    await settled(lib);
    lib.uncommit([blockRows]);
    lib.commit(embeddings(1, dim, 9, blockRows));
    await lib.reopen();
    await expectSame(lib);
  });

  test('a photo that lost its files is not found, and is again when it is back', async () => {
    await using lib = await VectorLibrary.create(dim);
    lib.put(embeddings(3000, dim, 1));
    await settled(lib);
    await lib.reopen(() => lib.database.exec('UPDATE photos SET unreferenced_since_ms = 5 WHERE id % 3 = 0'));
    expect(lib.index.size).toBe(2000);
    await expectSame(lib);
    await lib.reopen(() => {
      lib.database.exec('UPDATE photos SET unreferenced_since_ms = NULL WHERE id % 6 = 0');
      lib.database.exec('DELETE FROM photos WHERE unreferenced_since_ms IS NOT NULL');
    });
    expect(lib.index.size).toBe(2500);
    await expectSame(lib);
  });

  test.each([1, 2, 3])('a process that is killed loses nothing it had committed (%i)', async (attempt) => {
    await using folder = await tempFolder();
    const script = join(import.meta.dirname, '..', '..', 'helpers', 'vector-writer.ts');
    const child = spawn(process.execPath, [script, folder.path, String(dim)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let rounds = 0;
    child.stdout.on('data', (data: Buffer) => {
      rounds += data.toString().split('\n').length - 1;
      if (rounds >= 12 + 9 * attempt) child.kill('SIGKILL');
    });
    await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    await using lib = await VectorLibrary.create(dim, {}, folder.path);
    lib.readReference();
    expect(lib.reference.size).toBeGreaterThan(2000);
    await expectSame(lib);
    lib.database.pragma('foreign_key_check');
    lib.store.quickCheck();
  });
});

describe('codes are made anew', () => {
  test('for a database from before there were any', async () => {
    await using folder = await tempFolder();
    const database = new Database(join(folder.path, databaseFileName));
    for (const { up } of pendingMigrations(0).filter(({ version }) => version <= 2)) database.exec(up);
    database.pragma('application_id = 0x45494445');
    database.pragma('user_version = 2');
    database.exec("INSERT INTO packs (id, pack_id, version, space, dim) VALUES (1, 'pack', '1', 'space', 64)");
    const photo = database.prepare(`INSERT INTO photos (id, content_hash, size_bytes, format, width, height, thumb,
      orientation, added_at_ms) VALUES (?, randomblob(32), 1, 'png', 1, 1, '', 1, 0)`);
    const embed = database.prepare('INSERT INTO embeddings (pack, photo_id, vector) VALUES (1, ?, ?)');
    database.transaction(() => {
      for (const [id, one] of embeddings(9000, dim, 1)) {
        photo.run(id);
        embed.run(id, Buffer.from(one.buffer));
      }
    })();
    database.close();
    await using lib = await VectorLibrary.create(dim, {}, folder.path);
    lib.readReference();
    await expectSame(lib);
    expect(lib.index.size).toBe(9000);
    await lib.reopen();
    expect(lib.unsettled).toBe(0);
    await expectSame(lib);
  });

  test.each([
    ['of another format', 'UPDATE code_state SET format = 99'],
    ['without their moments', "UPDATE code_state SET moments = x'00'"],
    ['cut off', 'UPDATE code_block_bytes SET bytes = substr(bytes, 1, 1000) WHERE block = 2'],
    ['with a mask that is cut off', "UPDATE code_blocks SET dead = x'00' WHERE id = 2"],
    ['without their bytes', 'DELETE FROM code_block_bytes WHERE block = 1'],
    ['without anything about them', 'DELETE FROM code_state'],
    ['one less than there were', 'DELETE FROM code_blocks WHERE id = 2'],
    ['of nothing', 'UPDATE code_block_bytes SET bytes = zeroblob(length(bytes)) WHERE block = 1'],
  ])('when blocks are %s', async (_, damage) => {
    await using lib = await VectorLibrary.create(dim, { log: listeningLogger() });
    lib.put(embeddings(5000, dim, 1));
    await settled(lib);
    await lib.reopen(() => lib.database.exec(damage));
    await expectSame(lib);
    await settled(lib);
    await lib.reopen();
    expect(lib.unsettled).toBe(0);
    await expectSame(lib);
  });
});

test('an embedding that cannot be compared keeps no other away', async () => {
  const log = listeningLogger();
  await using lib = await VectorLibrary.create(dim, { log });
  lib.put(embeddings(50, dim, 1));
  await lib.reopen(() => {
    const odd = [new Float32Array(dim), new Float32Array(dim).fill(NaN), new Float32Array(3).fill(1)];
    lib.commit(odd.map((one, i) => [5 + i, one]));
  });
  expect(log.heard).toEqual(Array.from({ length: 3 }, () => 'an embedding cannot be used'));
  expect([lib.index.size, lib.index.has(4), lib.index.has(5)]).toEqual([47, true, false]);
  const { hits } = await lib.index.scan({ terms: [{ embedding: embedding(dim, 1), weight: 1 }], top: 50, only: null });
  expect(hits).toHaveLength(47);
});

test('goes on answering when blocks cannot be written, and says so', async () => {
  const log = listeningLogger();
  await using lib = await VectorLibrary.create(dim, { log });
  lib.database.exec("CREATE TRIGGER full BEFORE INSERT ON code_blocks BEGIN SELECT RAISE(ABORT, 'disk full'); END");
  lib.put(embeddings(3000, dim, 1));
  while (log.heard.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(log.heard).toEqual([expect.stringContaining('could not be stored')]);
  await expectSame(lib);
  lib.database.exec('DROP TRIGGER full');
  lib.put(embeddings(blockRows, dim, 2, 3001));
  await settled(lib);
  expect([lib.unsettled, lib.blocks]).toEqual([0, 3]);
  await lib.reopen();
  await expectSame(lib);
});
