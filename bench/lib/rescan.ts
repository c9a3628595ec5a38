import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scanFolder } from '../../src-main/engine/library/folder-scan.ts';
import { Store } from '../../src-main/engine/store/store.ts';
import { scratchFolder } from './library.ts';
import { clocked } from './processes.ts';

export interface RescanResult {
  readonly files: number;
  readonly firstSeconds: number;
  readonly unchanged: number;
  /** The second and every further pass. */
  readonly unchangedSeconds: readonly number[];
  /** One folder of the tree alone. */
  readonly partSeconds: readonly number[];
}

/** Scan a tree of small files several times into a real database: the first pass writes, the others find no change. */
export async function rescanTree(files: number, passes: number): Promise<RescanResult> {
  await using scratch = await scratchFolder();
  const root = join(scratch.path, 'photos');
  const dataDir = join(scratch.path, 'data');
  await makeTree(root, files);
  await mkdir(dataDir);
  using store = Store.open(dataDir);
  const folder = store.folders.add(root, Date.now());
  const options = { signal: new AbortController().signal, except: dataDir, onBatch: () => undefined };
  const first = await clocked(() => scanFolder(store, folder, options));
  const unchangedSeconds: number[] = [];
  let unchanged = 0;
  for (let pass = 0; pass < passes; pass++) {
    const again = await clocked(() => scanFolder(store, folder, options));
    unchanged = again.value.unchanged;
    unchangedSeconds.push(again.ms / 1000);
  }
  const partSeconds: number[] = [];
  const online = store.folders.byId(folder.id) ?? folder;
  for (let pass = 0; pass < passes; pass++) {
    const part = await clocked(() =>
      scanFolder(store, online, { ...options, parts: [{ path: 'day-0000', deep: false }] }),
    );
    partSeconds.push(part.ms / 1000);
  }
  return { files: first.value.found, firstSeconds: first.ms / 1000, unchanged, unchangedSeconds, partSeconds };
}

/** A hundred files a folder, as photos sorted by day lie. */
export async function makeTree(root: string, files: number): Promise<void> {
  const perFolder = 100;
  for (let start = 0; start < files; start += perFolder) {
    const folder = join(root, `day-${String(start / perFolder).padStart(4, '0')}`);
    await mkdir(folder, { recursive: true });
    const count = Math.min(perFolder, files - start);
    await Promise.all(
      Array.from({ length: count }, (_, i) => writeFile(join(folder, `IMG_${start + i}.jpg`), String(start + i))),
    );
  }
}
