import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { covers, type Touched } from '../../../../src-main/engine/library/touched.ts';
import { ChokidarTree } from '../../../../src-main/engine/library/watch/chokidar-tree.ts';
import { tempFolder } from '../../../helpers/temp-folder.ts';
import { until } from '../../../helpers/until.ts';

interface Watching extends AsyncDisposable {
  readonly root: string;
  readonly told: Touched[];
  /** What has happened since the last time was told, and covers this path. */
  readonly tells: (path: string) => Promise<void>;
}

async function watching(folders: readonly string[], except = ''): Promise<Watching> {
  const temp = await tempFolder();
  const root = join(temp.path, 'photos');
  for (const folder of ['', ...folders]) await mkdir(join(root, folder), { recursive: true });
  const told: Touched[] = [];
  const failures: unknown[] = [];
  const tree = new ChokidarTree({
    root,
    except: except === '' ? '' : join(root, except),
    onTouched: (parts) => told.push(...parts),
    onFailed: (error) => failures.push(error),
  });
  await tree.start();
  return {
    root,
    told,
    async tells(path) {
      await until(`to be told of ${path}`, () => told.some((part) => covers(part, path)));
      told.length = 0;
    },
    async [Symbol.asyncDispose]() {
      tree[Symbol.dispose]();
      expect(failures).toEqual([]);
      await temp[Symbol.asyncDispose]();
    },
  };
}

describe.concurrent('a watched tree tells where to look', () => {
  test('when a photo is saved by rename over the one before, as editors and sync programs do', async () => {
    await using watched = await watching(['trip']);
    const { root, tells } = watched;
    await writeFile(join(root, 'trip', 'a.jpg'), 'one');
    await tells('trip/a.jpg');
    await writeFile(join(root, 'trip', '.a.jpg.part'), 'two');
    await rename(join(root, 'trip', '.a.jpg.part'), join(root, 'trip', 'a.jpg'));
    await tells('trip/a.jpg');
  });

  test('in folders that came after it began, however deep and fast', async () => {
    await using watched = await watching([]);
    const { root, tells } = watched;
    const deep = 'a/b/c/d/e/f';
    await mkdir(join(root, deep), { recursive: true });
    await writeFile(join(root, deep, 'at-once.jpg'), 'x');
    await tells(`${deep}/at-once.jpg`);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    await writeFile(join(root, deep, 'later.jpg'), 'x');
    await tells(`${deep}/later.jpg`);
  });

  test('in a folder that was deleted and made anew', async () => {
    await using watched = await watching(['trip/day']);
    const { root, tells } = watched;
    for (let round = 0; round < 3; round++) {
      await rm(join(root, 'trip'), { recursive: true });
      await mkdir(join(root, 'trip/day'), { recursive: true });
      await tells('trip/day');
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await writeFile(join(root, 'trip/day', `${round}.jpg`), 'x');
      await tells(`trip/day/${round}.jpg`);
    }
  });

  test('in a folder that was swapped for another by renaming both', async () => {
    await using watched = await watching(['live/sub', 'next/sub']);
    const { root, tells } = watched;
    await rename(join(root, 'live'), join(root, 'old'));
    await rename(join(root, 'next'), join(root, 'live'));
    await tells('live/sub');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await writeFile(join(root, 'live/sub/a.jpg'), 'x');
    await tells('live/sub/a.jpg');
    await writeFile(join(root, 'old/sub/b.jpg'), 'x');
    await tells('old/sub/b.jpg');
  });

  test('when a folder is gone, all that was in it', async () => {
    await using watched = await watching(['trip/day']);
    const { root, tells } = watched;
    await rm(join(root, 'trip'), { recursive: true });
    await tells('trip/day/a.jpg');
  });

  test('and says nothing of hidden names, of the data folder, and of files that are no photos', async () => {
    await using watched = await watching(['data', '.hidden'], 'data');
    const { root, told, tells } = watched;
    await mkdir(join(root, '.later'));
    for (const path of ['data/a.jpg', '.hidden/a.jpg', '.later/a.jpg', '.a.jpg', 'notes.txt'])
      await writeFile(join(root, path), 'x');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(told).toEqual([]);
    await writeFile(join(root, 'a.jpg'), 'x');
    await tells('a.jpg');
  });
});

test('a root that is not there, or no folder, cannot be watched', async () => {
  await using temp = await tempFolder();
  await writeFile(join(temp.path, 'file'), 'x');
  for (const [name, code] of [
    ['nowhere', 'ENOENT'],
    ['file', 'ENOTDIR'],
  ] as const) {
    const options = { root: join(temp.path, name), except: '', onTouched: () => undefined, onFailed: () => undefined };
    using tree = new ChokidarTree(options);
    await expect(tree.start()).rejects.toMatchObject({ code });
  }
});
