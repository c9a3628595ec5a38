import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type FolderScanResult, scanFolder } from '../../../src-main/engine/library/folder-scan.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { tempFolder, writeFiles } from '../../helpers/temp-folder.ts';

/** Files that are written to the database at a time: a scan can be interrupted behind them. */
const many = Object.fromEntries(Array.from({ length: 520 }, (_, i) => [`${1000 + i}.jpg`, `${i}`]));

interface Scanned extends FolderScanResult {
  readonly state: string | undefined;
  /** Relative paths that are known afterwards. */
  readonly files: string[];
}

/** Scan a folder into a library, and do something the first time that files are written, and before it ends. */
async function scanned(
  store: Store,
  path: string,
  { dataDir = '', during, after }: { dataDir?: string; during?: () => void; after?: () => void } = {},
): Promise<Scanned> {
  const folder = store.folders.byPath(path) ?? store.folders.add(path, 0);
  let calls = 0;
  const result = await scanFolder(store, folder, {
    signal: new AbortController().signal,
    except: dataDir,
    onBatch: () => {
      calls++;
      if (calls === 1) during?.();
      // Before the last look at the root.
      else after?.();
    },
  });
  const files = [...store.files.known(folder.id, '')].map(([file]) => file).sort();
  return { ...result, state: store.folders.byId(folder.id)?.state, files };
}

test('a root that is away for a moment in the middle of a scan loses nothing', async () => {
  await using folder = await tempFolder();
  const root = join(folder.path, 'photos');
  await writeFiles(root, { ...many, 'sub/a.jpg': 'a', 'sub/deep/b.jpg': 'b' });
  using store = Store.open(join(folder.path, 'data'));
  const before = await scanned(store, root);
  const during = await scanned(store, root, {
    during: () => {
      renameSync(root, `${root}-away`);
    },
    after: () => {
      renameSync(`${root}-away`, root);
    },
  });
  expect(during).toMatchObject({ removed: 0, state: 'online' });
  expect(during.files).toEqual(before.files);
  expect(during.unsettled).toContainEqual({ path: 'sub/deep', deep: false });
  expect(await scanned(store, root)).toMatchObject({ found: 522, unchanged: 522, unsettled: [] });
});

test('a link in the place of the root that leads elsewhere for a moment changes nothing', async () => {
  await using folder = await tempFolder();
  const root = join(folder.path, 'photos');
  const [moved, other] = [join(folder.path, 'moved'), join(folder.path, 'other')];
  await writeFiles(root, { ...many, 'sub/a.jpg': 'a' });
  await writeFiles(other, { 'sub/strange.jpg': 's' });
  using store = Store.open(join(folder.path, 'data'));
  const before = await scanned(store, root);
  await rename(root, moved);
  await symlink(moved, root);
  const lead = (to: string) => (): void => {
    rmSync(root);
    symlinkSync(to, root);
  };
  const during = await scanned(store, root, { during: lead(other), after: lead(moved) });
  expect(during).toMatchObject({ found: 521, removed: 0, state: 'online' });
  expect(during.files).toEqual(before.files);
});

test('what goes while a scan is on is gone', async () => {
  await using folder = await tempFolder();
  const root = join(folder.path, 'photos');
  await writeFiles(root, { ...many, 'sub/a.jpg': 'a', 'sub/deep/b.jpg': 'b' });
  using store = Store.open(join(folder.path, 'data'));
  await scanned(store, root);
  await rm(join(root, 'sub/a.jpg'));
  const during = await scanned(store, root, {
    during: () => {
      rmSync(join(root, 'sub/deep'), { recursive: true });
      // In its place is another folder now, which holds a file of another name.
      mkdirSync(join(root, 'sub/deep'));
    },
  });
  expect(during).toMatchObject({ removed: 2, state: 'online', unsettled: [] });
  expect(during.files).toEqual(Object.keys(many));
  await rename(join(root, 'sub'), join(folder.path, 'elsewhere'));
  await symlink(join(folder.path, 'elsewhere'), join(root, 'sub'));
  expect(await scanned(store, root)).toMatchObject({ removed: 0, skipped: 1 });
});

test('the data folder is not scanned where the root has become a link', async () => {
  await using folder = await tempFolder();
  const root = join(folder.path, 'photos');
  const moved = join(folder.path, 'moved');
  await writeFiles(root, { 'a.jpg': 'a', 'eidetic/thumbnails/1.webp': 't' });
  await mkdir(join(folder.path, 'data'));
  await rename(root, moved);
  await symlink(moved, root);
  using store = Store.open(join(folder.path, 'data'));
  // Once it was.
  expect((await scanned(store, root)).files).toHaveLength(2);
  const { files, unsettled } = await scanned(store, root, { dataDir: join(moved, 'eidetic') });
  expect(files).toEqual(['a.jpg']);
  expect(unsettled).toEqual([]);
});
