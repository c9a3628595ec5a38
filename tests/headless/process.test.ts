import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { StorageReport } from '../../src-contract/index.ts';
import { eidetic } from '../helpers/cli.ts';
import { photo } from '../helpers/photos.ts';
import { type Files, tempFolder, writeFiles } from '../helpers/temp-folder.ts';
import { until } from '../helpers/until.ts';
import { openBeside } from '../helpers/words.ts';

/** Pictures of different content for the price of one: readers ignore what follows the end of a PNG. */
async function manyPhotos(count: number): Promise<Files> {
  const bytes = await photo(1, { format: 'png' });
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`${i}.png`, Buffer.concat([bytes, Buffer.from(`${i}`)])]),
  );
}

async function library(files: Files | Promise<Files>): Promise<AsyncDisposable & { photos: string; dataDir: string }> {
  const folder = await tempFolder();
  const photos = join(folder.path, 'photos');
  await writeFiles(photos, await files);
  return { photos, dataDir: join(folder.path, 'data'), [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

/** Wait until indexing has got as far as writing thumbnails. */
async function encodingBegan(dataDir: string): Promise<void> {
  for (;;) {
    const entries = await readdir(join(dataDir, 'thumbnails')).catch(() => []);
    if (entries.length > 0) return;
    await sleep(5);
  }
}

/** Wait until a run of the indexer has ended with so many photos. */
async function photosIndexed(dataDir: string, count: number): Promise<void> {
  await encodingBegan(dataDir);
  await until('photos', () => {
    using beside = openBeside(dataDir);
    return beside.raw.prepare("SELECT count(*) FROM files WHERE state = 'indexed'").pluck().get() === count;
  });
  // What is left of the run is a matter of milliseconds, what comes behind it of seconds.
  await sleep(100);
}

/** How many packs have encoded their captions. */
function captionsOf(dataDir: string): unknown {
  using beside = openBeside(dataDir);
  return beside.raw.prepare('SELECT count(*) FROM caption_banks').pluck().get();
}

describe('words about itself', () => {
  test('--help lists the commands and exit codes', async () => {
    const { code, stdout, stderr } = await eidetic(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const word of [
      'index',
      'search',
      'status',
      'failures',
      'forget',
      'doctor',
      '--data-dir',
      'Exit codes:',
      '130',
    ])
      expect(stdout).toContain(word);
  });

  test('--version prints the version alone', async () => {
    expect(await eidetic(['--version'])).toMatchObject({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' });
  });

  test.each([
    ['no command', []],
    ['an unknown command', ['find', 'x']],
    ['an unknown option', ['search', 'x', '--colour', 'red']],
    ['an unknown provider', ['--provider', 'abacus', 'status']],
    ['an empty data folder', ['--data-dir', '', 'status']],
  ])('%s is answered with how to get help, and code 2', async (_, args) => {
    await using lib = await library({});
    const { code, stdout, stderr } = await eidetic(args, { env: { EIDETIC_DATA_DIR: lib.dataDir } });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/--help|Usage: eidetic|--data-dir/);
  });

  test('an unknown log level is answered with the known ones, and code 2', async () => {
    await using lib = await library({});
    const { code, stderr } = await eidetic(['status'], { dataDir: lib.dataDir, env: { EIDETIC_LOG: 'loud' } });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^INVALID_ARGUMENT: .*debug, info, warn, error, silent.*"loud"\n$/);
  });
});

describe('what it cannot work with', () => {
  test('a data folder that is a file, with code 4', async () => {
    await using lib = await library({ 'a.jpg': photo(1) });
    const { code, stdout, stderr } = await eidetic(['status'], { dataDir: join(lib.photos, 'a.jpg') });
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toMatch(/^DATA_DIR_UNUSABLE: .*a\.jpg/);
  });

  test('a file in place of the database is put aside, and that is said', async () => {
    await using lib = await library({});
    await writeFiles(lib.dataDir, { 'library.sqlite': 'precious notes' });
    const { code, stderr } = await eidetic(['status'], lib);
    expect(code).toBe(0);
    expect(stderr).toMatch(/The database was damaged and put aside in "damaged-/);
  });

  test('a pack that is not there, with code 5', async () => {
    await using lib = await library({});
    const { code, stderr } = await eidetic(['--pack', '/nowhere', 'status'], lib);
    expect(code).toBe(5);
    expect(stderr).toMatch(/^PACK_NOT_FOUND: .*\/nowhere/);
  });

  test('a library that another process uses, with code 4 and its number', async () => {
    await using lib = await library({});
    const holder = fork(new URL('../helpers/hold-data-dir.ts', import.meta.url), [lib.dataDir]);
    await once(holder, 'message');
    const { code, stderr } = await eidetic(['status'], lib);
    expect(code).toBe(4);
    expect(stderr).toMatch(new RegExp(`^DATA_DIR_LOCKED: .*process ${String(holder.pid)} is using it`));
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(await eidetic(['status'], lib)).toMatchObject({ code: 0 });
  });
});

describe('the data folder', () => {
  test('is EIDETIC_DATA_DIR unless --data-dir names another', async () => {
    await using lib = await library({ 'a.jpg': photo(1) });
    const env = { EIDETIC_DATA_DIR: join(lib.dataDir, 'from-env') };
    const dirOf = async (options: { dataDir?: string }): Promise<string> =>
      reportedDataDir((await eidetic(['status', '--json'], { env, ...options })).json[0]);
    expect(await dirOf({})).toBe(env.EIDETIC_DATA_DIR);
    expect(await dirOf({ dataDir: lib.dataDir })).toBe(lib.dataDir);
  });

  test('is the place of the platform where the variable is empty', async () => {
    await using lib = await library({});
    const env = { EIDETIC_DATA_DIR: '', HOME: lib.dataDir, XDG_DATA_HOME: '', LOCALAPPDATA: lib.dataDir };
    const { json } = await eidetic(['status', '--json'], { env });
    expect(reportedDataDir(json[0]).startsWith(lib.dataDir)).toBe(true);
  });
});

describe('being stopped', () => {
  test('SIGINT while indexing keeps what is done, and the next run goes on', async () => {
    await using lib = await library(manyPhotos(150));
    const first = await eidetic(['index', '--json', lib.photos], {
      ...lib,
      meanwhile: async (child) => {
        await encodingBegan(lib.dataDir);
        child.kill('SIGINT');
      },
    });
    expect(first).toMatchObject({ code: 130, stderr: '' });
    const { encoded } = first.json[0]?.['summary'] as { encoded: number };
    const second = await eidetic(['index', '--json'], lib);
    expect(second).toMatchObject({ code: 0 });
    expect(second.json[0]?.['summary']).toMatchObject({
      found: 150,
      encoded: 150 - encoded,
      failed: 0,
      cancelled: false,
    });
  });

  test('SIGINT while captions are encoded ends with what was indexed, and a search finds it', async () => {
    await using lib = await library({ 'a.jpg': photo(1) });
    const first = await eidetic(['index', '--json', lib.photos], {
      ...lib,
      meanwhile: async (child) => {
        await photosIndexed(lib.dataDir, 1);
        child.kill('SIGINT');
      },
    });
    expect(first).toMatchObject({ code: 130, stderr: '' });
    expect(first.json[0]?.['summary']).toMatchObject({ encoded: 1 });
    expect(await eidetic(['search', '--no-index', 'x'], lib)).toMatchObject({ code: 0 });
  });

  test('SIGINT while tags are found ends with code 130 and tells none, and the next run finds them', async () => {
    await using lib = await library({ 'a.jpg': photo(1) });
    await eidetic(['index', lib.photos], {
      ...lib,
      meanwhile: async (child) => {
        await photosIndexed(lib.dataDir, 1);
        child.kill('SIGINT');
      },
    });
    expect(captionsOf(lib.dataDir)).toBe(0);
    const stopped = await eidetic(['tags', '--json'], {
      ...lib,
      meanwhile: async (child) => {
        // What is left then are a thousand words.
        await until('captions', () => captionsOf(lib.dataDir) === 1, 50_000);
        child.kill('SIGINT');
      },
    });
    expect(stopped).toMatchObject({ code: 130, stdout: '', stderr: 'CANCELLED: Cancelled by SIGINT\n' });
    expect(await eidetic(['tags'], lib)).toMatchObject({ code: 0 });
  });

  test('a kill while indexing loses nothing that was written', async () => {
    await using lib = await library(manyPhotos(120));
    await eidetic(['index', lib.photos], {
      ...lib,
      meanwhile: async (child) => {
        await encodingBegan(lib.dataDir);
        child.kill('SIGKILL');
      },
    });
    const { code, json } = await eidetic(['index', '--json'], lib);
    expect(code).toBe(0);
    expect(json[0]?.['summary']).toMatchObject({ found: 120, failed: 0 });
    const [status] = (await eidetic(['status', '--json'], lib)).json;
    expect(status).toMatchObject({ photos: 120, files: 120, pending: 0, failed: 0 });
  });
});

describe('answering queries from standard input', () => {
  let lib: Awaited<ReturnType<typeof library>>;
  beforeAll(async () => {
    lib = await library({ 'a.jpg': photo(1) });
    await eidetic(['index', lib.photos], lib);
  });
  afterAll(() => lib[Symbol.asyncDispose]());

  test('ends at once with code 130 on SIGINT', async () => {
    const { code, json, stderr } = await eidetic(['search', '--queries', '-'], {
      ...lib,
      input: null,
      meanwhile: async (child) => {
        child.stdin?.write('one\n');
        await firstOutput(child);
        child.kill('SIGINT');
      },
    });
    expect(json.map(({ query }) => query)).toEqual(['one']);
    expect(stderr).toBe('CANCELLED: Cancelled by SIGINT\n');
    expect(code).toBe(130);
  });

  test('ends without a word when the reader has seen enough', async () => {
    const { code, stderr } = await eidetic(['search', '--queries', '-'], {
      ...lib,
      // Never closed: only a process that notices its closed output can end.
      input: null,
      meanwhile: async (child) => {
        child.stdin?.write('a dog\n');
        await firstOutput(child);
        child.stdout?.destroy();
        child.stdin?.write('a cat\na tree\na house\n');
      },
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

function reportedDataDir(status: unknown): string {
  return z.looseObject(StorageReport.shape).parse(status).dataDir;
}

async function firstOutput(child: ChildProcess): Promise<void> {
  if (child.stdout !== null) await once(child.stdout, 'data');
}
