import { type ChildProcess, fork } from 'node:child_process';
import { on, once } from 'node:events';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { Engine } from '../../../src-main/engine/engine.ts';
import { databaseFileName } from '../../../src-main/engine/store/database.ts';
import { forkEncoder } from '../../../src-main/headless/fork-encoder.ts';
import { createLogger } from '../../../src-main/headless/log.ts';
import { killProcess } from '../../helpers/kill-process.ts';
import { pack1Library } from '../../helpers/pack-1-library.ts';
import { pack1PhotoCount } from '../../helpers/pack-1-photos.ts';
import type { PackChangeReport } from '../../helpers/pack-change-script.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { builtinPack, fewCaptions, fixturePack } from '../../helpers/temp-library.ts';

const fixturePackId = 'eidetic-builtin-1';
const calledHarbour = pack1PhotoCount / 4;
const inJuly = 18;

function read<T>(dataDir: string, sql: string): T[] {
  const database = new Database(join(dataDir, databaseFileName), { readonly: true, fileMustExist: true });
  try {
    return database.prepare<[], T>(sql).all();
  } finally {
    database.close();
  }
}

/** Columns of photos, by name. */
function photoColumns(dataDir: string): string {
  return read<{ name: string }>(dataDir, "SELECT name FROM pragma_table_info('photos') ORDER BY cid")
    .map(({ name }) => name)
    .join(', ');
}

/** Everything that a change of packs has no business with, of photos the columns given. */
function untouched(dataDir: string, columns: string): unknown {
  return {
    photos: read(dataDir, `SELECT ${columns} FROM photos ORDER BY id`),
    files: read(
      dataDir,
      'SELECT id, folder_id, relative_path, size_bytes, mtime_ms, state, photo_id FROM files ORDER BY id',
    ),
    saved: read(dataDir, 'SELECT * FROM saved_searches'),
    // The library is from before the decoders of today, who note that.
    settings: read(dataDir, "SELECT * FROM settings WHERE key <> 'decoderVersion'"),
  };
}

interface Embedded {
  readonly hash: string;
  readonly pack_id: string;
  readonly vector: Buffer;
}

function embedded(dataDir: string): Embedded[] {
  return read(
    dataDir,
    `SELECT lower(hex(content_hash)) AS hash, pack_id, vector FROM embeddings
    JOIN photos ON photos.id = photo_id JOIN packs ON packs.id = pack ORDER BY hash`,
  );
}

function floats({ vector }: Embedded): Float32Array {
  return new Float32Array(new Uint8Array(vector).buffer);
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? NaN), 0);
}

class Host {
  readonly reports: PackChangeReport[] = [];
  readonly #child: ChildProcess;

  constructor(dataDir: string, packDir: string) {
    this.#child = fork(new URL('../../helpers/pack-change-script.ts', import.meta.url), [dataDir, packDir], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 2, 'ipc'],
    });
  }

  /** Kill it, and its encoder, as soon as it has told of something. */
  async killWhen(isTime: (report: PackChangeReport) => boolean): Promise<PackChangeReport> {
    const found = await this.#firstThat(isTime);
    // An encoder whose host is gone ends by itself.
    if (found.encoder !== undefined) killProcess(found.encoder);
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
    return found;
  }

  async #firstThat(isTime: (report: PackChangeReport) => boolean): Promise<PackChangeReport> {
    for await (const [message] of on(this.#child, 'message', { close: ['exit'] })) {
      const report = message as PackChangeReport;
      this.reports.push(report);
      if (isTime(report)) return report;
    }
    throw new Error('Expected the host to live until it is killed');
  }
}

/** What a fresh library of the same photos has. */
async function freshly(packDir: string, photos: string): Promise<{ id: string; embeddings: Embedded[] }> {
  await using folder = await tempFolder();
  await using engine = await openEngine(folder.path, packDir);
  await engine.library.addFolder(photos);
  await engine.library.index({ folderIds: null, retryFailed: false });
  return { id: engine.library.status().pack.id, embeddings: embedded(folder.path) };
}

function openEngine(dataDir: string, packDir: string): Promise<Engine> {
  return Engine.open({
    dataDir,
    packDir,
    adoptPack: true,
    launchEncoder: forkEncoder,
    log: createLogger(),
    captions: fewCaptions,
  });
}

test.each([
  ['a fixture', fixturePack('tiny-clip')],
  ['the built-in pack', builtinPack],
])(
  'a library of built-in pack 1 becomes one of %s, killed twice on the way, and answers all the time',
  async (_, packDir) => {
    await using lib = await pack1Library();
    const fresh = await freshly(packDir, lib.photos);
    expect(fresh.id).not.toBe(fixturePackId);
    // Later versions know more of a photo than the one that left this library.
    const columns = photoColumns(lib.dataDir);
    const before = untouched(lib.dataDir, columns);
    const reports: PackChangeReport[] = [];
    for (const atLeast of [6, 24]) {
      const host = new Host(lib.dataDir, packDir);
      const last = await host.killWhen(({ searched }) => searched >= atLeast);
      expect(last.change !== null && last.searched < pack1PhotoCount, 'in the middle').toBe(true);
      reports.push(...host.reports);
    }
    const done = embedded(lib.dataDir).filter(({ pack_id }) => pack_id === fresh.id);
    expect(done.length).toBeGreaterThanOrEqual(24);
    const host = new Host(lib.dataDir, packDir);
    await host.killWhen(({ searched, change }) => searched === pack1PhotoCount && change === null);
    reports.push(...host.reports);

    for (const { called, dated, searched, unseen } of reports) {
      expect(called, 'found by words').toBe(calledHarbour);
      expect(dated, 'found by date').toBe(inJuly);
      expect(searched + unseen).toBe(pack1PhotoCount);
    }
    {
      await using engine = await openEngine(lib.dataDir, packDir);
      await engine.library.index({ folderIds: null, retryFailed: false });
      expect(engine.library.failures()).toEqual([]);
    }
    expect(untouched(lib.dataDir, columns)).toEqual(before);
    const after = embedded(lib.dataDir);
    expect(after.map(({ hash, pack_id }) => [hash, pack_id])).toEqual(
      fresh.embeddings.map(({ hash, pack_id }) => [hash, pack_id]),
    );
    const cosines = after.map((one, i) => cosine(floats(one), floats(fresh.embeddings[i] ?? one)));
    expect(Math.min(...cosines)).toBeGreaterThan(0.9999);
    expect(read(lib.dataDir, 'SELECT pack_id FROM packs')).toEqual([{ pack_id: fresh.id }]);
  },
  240_000,
);
