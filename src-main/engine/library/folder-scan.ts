import type { Folder } from '../../../src-contract/index.ts';
import type { SeenFile } from '../store/files.ts';
import type { Store } from '../store/store.ts';
import { isReachable } from './folder-paths.ts';
import { scan, type ScanEntry } from './scanner.ts';

/** Files written to the database at a time: large enough to be fast, small enough not to hold up a query. */
const transactionSize = 500;

export interface FolderScanOptions {
  readonly signal: AbortSignal;
  /** The data folder, which is never scanned. */
  readonly except: string;
  readonly onBatch: (found: number) => void;
}

export interface FolderScanResult {
  readonly found: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly skipped: number;
}

const nothing: FolderScanResult = { found: 0, unchanged: 0, removed: 0, skipped: 0 };

/**
 * Bring the file rows of one folder up to date with the disk.
 *
 * [Note: Offline] Files are removed only by a scan that ran to its end over a reachable root. A root that cannot be
 * read is offline: an ejected drive costs nothing and its photos stay findable.
 */
export async function scanFolder(store: Store, folder: Folder, options: FolderScanOptions): Promise<FolderScanResult> {
  if (!(await isReachable(folder.path))) {
    store.folders.setOffline(folder.id);
    return nothing;
  }
  const stamp = store.folders.beginScan(folder.id);
  const problems: Extract<ScanEntry, { kind: 'problem' }>[] = [];
  let batch: SeenFile[] = [];
  let found = 0;
  let unchanged = 0;
  const write = (): void => {
    unchanged += store.files.upsertSeen(folder.id, stamp, batch);
    found += batch.length;
    batch = [];
    options.onBatch(found);
  };
  let failure: { readonly reason: unknown } | undefined;
  try {
    for await (const entry of scan(folder.path, { signal: options.signal, except: options.except })) {
      if (entry.kind === 'problem') problems.push(entry);
      else batch.push(entry);
      if (batch.length >= transactionSize) write();
    }
    write();
  } catch (reason) {
    failure = { reason };
  }
  // A drive pulled in the middle makes everything after it look unreadable.
  if (!(await isReachable(folder.path))) {
    store.folders.setOffline(folder.id);
    return { ...nothing, found, unchanged };
  }
  if (failure !== undefined) throw failure.reason;
  store.files.setProblems(folder.id, problems);
  const unreadable = problems.filter((problem) => problem.code === 'ENTRY_UNREADABLE').map((problem) => problem.path);
  const removed = store.files.removeUnseen(folder.id, stamp, unreadable);
  store.folders.endScan(folder.id, Date.now());
  return { found, unchanged, removed, skipped: problems.length };
}
