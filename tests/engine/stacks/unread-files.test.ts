import { describe, expect, test } from 'vitest';
import { AppError, type ErrorCode } from '../../../src-contract/index.ts';
import { noMetadata, type PhotoMetadata } from '../../../src-main/core/photo-metadata.ts';
import { noVideoFacts } from '../../../src-main/core/stacks/marks.ts';
import { readUnread } from '../../../src-main/engine/stacks/unread-files.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { createLogger } from '../../../src-main/headless/log.ts';
import { seen, writeFolder } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { openBeside } from '../../helpers/words.ts';

interface Library extends AsyncDisposable {
  readonly store: Store;
  readonly dir: string;
  /** Read what is unread. @returns names of the files that were read, in order; at most so many. */
  readonly run: (how?: { fails?: Record<string, ErrorCode>; most?: number }) => Promise<string[]>;
}

/** Photos of a library that knew of no marks, and two videos beside them. */
async function library(): Promise<Library> {
  const dir = await tempFolder();
  const store = Store.open(dir.path);
  writeFolder(store, '/photos', {
    'old.jpg': { takenAt: '2001-01-01T00:00:00' },
    'new.jpg': { takenAt: '2023-01-01T00:00:00' },
    'raw.nef': { takenAt: '2024-01-01T00:00:00', format: 'nef' },
    'middle.heic': { takenAt: '2010-01-01T00:00:00', format: 'heic' },
  });
  store.videos.update(1, seen('a.mov', 'b.mov'), []);
  {
    using beside = openBeside(dir.path);
    beside.raw.exec('DELETE FROM photo_marks');
  }
  const run: Library['run'] = async ({ fails = {}, most = Infinity } = {}) => {
    const asked: string[] = [];
    const abort = new AbortController();
    const answer = async <T>(path: string, value: T): Promise<T> => {
      const name = path.slice('/photos/'.length);
      asked.push(name);
      if (asked.length >= most) abort.abort();
      const code = fails[name];
      if (code !== undefined) throw new AppError(code, 'as the test wants it');
      return Promise.resolve(value);
    };
    const encoder = {
      readPhoto: ({ path }: { path: string }): Promise<PhotoMetadata> =>
        answer(path, { ...noMetadata, burstId: 'b', people: ['Ada'] }),
      readVideo: (path: string) => answer(path, noVideoFacts),
    };
    await readUnread({ store, encoder, log: createLogger() }, abort.signal);
    return asked;
  };
  return {
    store,
    dir: dir.path,
    run,
    async [Symbol.asyncDispose]() {
      store[Symbol.dispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

describe('files of an older library', () => {
  test('are read once: videos, then photos, newest first', async () => {
    await using lib = await library();
    expect(await lib.run()).toEqual(['a.mov', 'b.mov', 'raw.nef', 'new.jpg', 'middle.heic', 'old.jpg']);
    expect(await lib.run()).toEqual([]);
    expect(lib.store.photoMetadata.writeNoted(9), 'what they say').toBe(4);
    expect(lib.store.details.details(1)?.people).toEqual([{ name: 'Ada', box: null }]);
    expect(lib.store.stacking.read().badgeOf(1)).toEqual({ kind: 'burst', parts: 4 });
  });

  test('are gone on with after an end at any place', async () => {
    await using lib = await library();
    const all: string[] = [];
    for (let i = 0; i < 6; i++) {
      const asked = await lib.run({ most: 1 });
      expect(asked).toHaveLength(1);
      all.push(...asked);
    }
    expect(all).toEqual(['a.mov', 'b.mov', 'raw.nef', 'new.jpg', 'middle.heic', 'old.jpg']);
  });

  test('are left alone when the encoder has died over them three times', async () => {
    await using lib = await library();
    const fails = { 'new.jpg': 'ENCODER_CRASHED', 'a.mov': 'ENCODER_CRASHED' } as const;
    expect(await lib.run({ fails })).toHaveLength(6);
    expect(await lib.run({ fails })).toEqual(['a.mov', 'new.jpg']);
    expect(await lib.run({ fails })).toEqual(['a.mov', 'new.jpg']);
    expect(await lib.run({ fails })).toEqual([]);
  });

  test('are asked for again as long as they cannot be reached, and not when they are damaged', async () => {
    await using lib = await library();
    const fails = { 'new.jpg': 'PHOTO_MISSING', 'a.mov': 'PHOTO_UNREADABLE', 'old.jpg': 'PHOTO_DAMAGED' } as const;
    expect(await lib.run({ fails })).toHaveLength(6);
    for (let i = 0; i < 5; i++) expect(await lib.run({ fails })).toEqual(['a.mov', 'new.jpg']);
    lib.store.folders.setOffline(1);
    expect(await lib.run({ fails })).toEqual([]);
  });
});
