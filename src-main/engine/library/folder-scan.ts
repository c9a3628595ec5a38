import type { Folder } from '../../../src-contract/index.ts';
import { hasPhotoExtension } from '../../core/photo-extensions.ts';
import { NoAnswer } from '../answered.ts';
import { pathBelow, resolvedRoot, rootIdentity } from '../folder-paths.ts';
import type { KnownFile, ScanProblem, SeenFile } from '../store/library/files.ts';
import type { LeftOutEntry } from '../store/library/left-out.ts';
import type { SidecarsOfFile } from '../store/library/sidecars.ts';
import type { Store } from '../store/store.ts';
import { FolderRules } from './left-out/folder-rules.ts';
import { SidecarChanges } from './sidecar-changes.ts';
import { scan } from './scanner.ts';
import { foldersWithAny } from './second-look.ts';
import { SeenVideos } from './seen-videos.ts';
import { covers, isAtOrBelowAny, joined, parentOf, type Touched, whole } from './touched.ts';

/** Files written to the database at a time: large enough to be fast, small enough not to hold up a query. */
const transactionSize = 500;

export interface FolderScanOptions {
  readonly signal: AbortSignal;
  /** The data folder, which is never scanned. */
  readonly except: string;
  readonly onBatch: (found: number) => void;
  /** Photos are back that were left out before. */
  readonly onRestored?: (photoIds: readonly number[]) => void;
  /** Parts to look at; everything when missing. */
  readonly parts?: readonly Touched[];
  /** New and changed files that were written less than this ago are left for later; 0 when missing. */
  readonly settleMs?: number;
}

export interface FolderScanCounts {
  readonly found: number;
  readonly unchanged: number;
  /** Files that are gone, or left out from now on. */
  readonly removed: number;
  readonly skipped: number;
}

export interface FolderScanResult extends FolderScanCounts {
  /** Videos beside photos that are new, changed or gone. */
  readonly videosChanged: number;
  /** Parts with files that were left for later, or were away for a moment. */
  readonly unsettled: readonly Touched[];
}

const nothing: FolderScanResult = {
  found: 0,
  unchanged: 0,
  removed: 0,
  skipped: 0,
  videosChanged: 0,
  unsettled: [],
};

/**
 * Bring the file rows of one folder, or of parts of it, up to date with the disk.
 *
 * [Note: Offline] Files are removed only by a scan that ran to its end over a reachable root. A root that cannot be
 * read is offline: an ejected drive costs nothing and its photos stay findable. So is one that holds none of its files
 * and is another place than it was: the mount point of a drive that is not there. And so is a drive without an answer.
 * Where a root that is a link leads is found out once, and what was not seen is looked for a second time: of a root that
 * is away for a moment neither its beginning nor its end says anything.
 *
 * [Note: Changed files] A file is unchanged when its size, its modification time and its change time are what they
 * were. Programs can put back the modification time but not the change time; that also differs after a chmod, which
 * costs a hash.
 */
export async function scanFolder(store: Store, folder: Folder, options: FolderScanOptions): Promise<FolderScanResult> {
  const place = await rootIdentity(folder.path);
  if (place === undefined) {
    store.folders.setOffline(folder.id);
    return nothing;
  }
  // A link may lead elsewhere by now.
  const root = await resolvedRoot(folder.path);
  if (root !== folder.path && (await rootIdentity(root)) !== place) {
    store.folders.setOffline(folder.id);
    return nothing;
  }
  const before = store.folders.rootIdentity(folder.id);
  // Parts of another place than before say nothing about whether it is the right one.
  const isPartial = options.parts !== undefined && before === place && folder.state === 'online';
  const scan = new RunningScan(
    store,
    folder,
    { root, place },
    { ...options, parts: isPartial ? options.parts : [whole] },
  );
  let failure: { readonly reason: unknown } | undefined;
  try {
    await scan.walk();
    await scan.lookAgain();
  } catch (reason) {
    failure = { reason };
  }
  // A drive pulled in the middle makes everything after it look unreadable, or empty.
  const isSilent = failure?.reason instanceof NoAnswer;
  const isLost = isSilent || (await rootIdentity(folder.path)) !== place || scan.isEmptied(before);
  if (isLost) {
    store.folders.setOffline(folder.id);
    return { ...nothing, ...scan.counts };
  }
  if (failure !== undefined) throw failure.reason;
  const result = scan.finish();
  if (!isPartial) store.folders.endScan(folder.id, Date.now());
  return result;
}

class RunningScan {
  readonly counts = { found: 0, unchanged: 0 };
  readonly #store: Store;
  readonly #folder: Folder;
  readonly #root: string;
  readonly #place: string;
  readonly #options: FolderScanOptions;
  readonly #parts: readonly Touched[];
  /** Files of the parts as they were; those that are seen are taken out. */
  readonly #known: Map<string, KnownFile>;
  readonly #hadFiles: boolean;
  readonly #problems: ScanProblem[] = [];
  /** Folders that were seen but not entered: what is known of them stays. */
  readonly #passed = new Set<string>();
  readonly #unsettled = new Set<string>();
  /** Folders that were not seen as they are: nothing that lies directly in them is taken for gone. */
  #unsure: ReadonlySet<string> = new Set();
  readonly #sidecars: SidecarChanges;
  /** Files that were left out before; those that are seen are taken out. */
  readonly #kept: Map<string, number>;
  readonly #leftOut: LeftOutEntry[] = [];
  #restored: string[] = [];
  #away: number[] = [];
  readonly #videos: SeenVideos;
  #batch: SeenFile[] = [];
  #stamp: number | undefined;

  /** @param at where the folder really lies, and its identity */
  constructor(
    store: Store,
    folder: Folder,
    { root, place }: { readonly root: string; readonly place: string },
    options: FolderScanOptions,
  ) {
    this.#store = store;
    this.#folder = folder;
    this.#root = root;
    this.#place = place;
    this.#options = options;
    this.#parts = joined(options.parts ?? [whole]);
    this.#known = this.#load();
    this.#videos = new SeenVideos(store, folder.id, this.#parts);
    this.#hadFiles = this.#known.size > 0;
    this.#sidecars = new SidecarChanges(store.sidecars, folder.id, this.#parts);
    this.#kept = store.leftOut.kept(folder.id);
  }

  #load(): Map<string, KnownFile> {
    const known = new Map<string, KnownFile>();
    for (const part of this.#parts) {
      for (const [path, file] of this.#store.files.known(this.#folder.id, part.path))
        if (covers(part, path)) known.set(path, file);
    }
    return known;
  }

  async walk(): Promise<void> {
    const { signal, except } = this.#options;
    const rules = new FolderRules(this.#folder.path, this.#folder.patterns);
    for await (const entry of scan(this.#root, { signal, except, parts: this.#parts, rules })) {
      if (entry.kind === 'problem') this.#problems.push(entry);
      else if (entry.kind === 'passed') this.#passed.add(entry.path);
      else if (entry.kind === 'beside') this.#seeBeside(entry);
      else if (entry.kind === 'left-out') this.#leaveOut(entry);
      else if (entry.kind === 'video') this.#videos.see(entry);
      else this.#see(entry);
    }
    this.#write();
  }

  /** Look once more for what was not seen. @throws NoAnswer, what aborts the signal */
  async lookAgain(): Promise<void> {
    const { signal, except } = this.#options;
    const own = pathBelow(this.#root, except);
    const explained = new Set([...this.#leftOutPaths(), ...this.#unreadable(), ...(own === undefined ? [] : [own])]);
    const missed = [...this.#known.keys()].filter(
      (path) => hasPhotoExtension(path) && !isAtOrBelowAny(explained, path),
    );
    this.#unsure = await foldersWithAny(this.#root, missed, signal);
    for (const path of this.#unsure) this.#unsettled.add(path);
  }

  #leftOutPaths(): Set<string> {
    return new Set(this.#leftOut.map(({ path }) => path));
  }

  #unreadable(): Set<string> {
    return new Set(this.#problems.filter(({ code }) => code === 'ENTRY_UNREADABLE').map(({ path }) => path));
  }

  #see(file: SeenFile): void {
    const before = this.#known.get(file.relativePath);
    this.#known.delete(file.relativePath);
    if (this.#store.aside.has(this.#folder.id, file.relativePath)) {
      this.#kept.delete(file.relativePath);
      return;
    }
    this.counts.found++;
    if (before !== undefined && isUnchanged(before, file)) {
      this.counts.unchanged++;
      if (before.ctimeMs === null) this.#batch.push(file);
    } else if (this.#isBeingWritten(file)) {
      this.#unsettled.add(parentOf(file.relativePath));
    } else {
      if (before === undefined && this.#kept.delete(file.relativePath)) this.#restored.push(file.relativePath);
      this.#batch.push(file);
    }
    if (this.#batch.length >= transactionSize) this.#write();
    else if (this.counts.found % transactionSize === 0) this.#options.onBatch(this.counts.found);
  }

  #seeBeside({ relativePath, sidecars }: SidecarsOfFile): void {
    this.#sidecars.see({ relativePath, sidecars });
    if (this.#sidecars.waiting >= transactionSize) this.#write();
  }

  #leaveOut({ path, reason, isFolder }: LeftOutEntry): void {
    this.#leftOut.push({ path, reason, isFolder });
    const known = reason === 'cloud' ? this.#known.get(path) : undefined;
    if (known === undefined) return;
    this.#known.delete(path);
    this.#away.push(known.id);
  }

  /**
   * What was only moved or renamed has a fresh change time but an older modification time. A time in the future comes
   * from a clock that was put back: it says nothing.
   */
  #isBeingWritten({ mtimeMs, ctimeMs }: SeenFile): boolean {
    const nowMs = Date.now();
    const settleMs = this.#options.settleMs ?? 0;
    return Math.abs(nowMs - ctimeMs) < settleMs && Math.abs(nowMs - mtimeMs) < settleMs;
  }

  #write(): void {
    if (this.counts.found > 0) this.#begin();
    this.#store.leftOut.setAway(this.#away);
    this.#away = [];
    // Before what was seen is compared with them.
    if (this.#restored.length > 0)
      this.#options.onRestored?.(this.#store.leftOut.restore(this.#folder.id, this.#restored));
    this.#restored = [];
    if (this.#batch.length > 0) this.#store.files.upsertSeen(this.#folder.id, this.#begin(), this.#batch);
    this.#batch = [];
    this.#sidecars.write();
    this.#options.onBatch(this.counts.found);
  }

  #begin(): number {
    this.#stamp ??= this.#store.folders.beginScan(this.#folder.id, this.#place);
    return this.#stamp;
  }

  /** Are all files gone, and the root another place than it was? */
  isEmptied(before: string | null): boolean {
    return this.counts.found === 0 && this.#hadFiles && before !== null && before !== this.#place;
  }

  finish(): FolderScanResult {
    const { id } = this.#folder;
    this.#begin();
    const isLookedAt = (path: string): boolean =>
      !this.#passed.has(path) && this.#parts.some((part) => covers(part, path));
    this.#store.files.setProblems(id, this.#problems, isLookedAt);
    this.#store.leftOut.setEntries(id, this.#leftOut, isLookedAt);
    const unreadable = this.#unreadable();
    const leftOut = this.#leftOutPaths();
    const isGone = (path: string): boolean => !this.#unsure.has(parentOf(path)) && !isAtOrBelowAny(unreadable, path);
    const gone = [...this.#known].filter(([path]) => isGone(path));
    const { out = [], away = [] } = Object.groupBy(gone, ([path]) => (isAtOrBelowAny(leftOut, path) ? 'out' : 'away'));
    this.#store.leftOut.leaveOut(out.map(([, file]) => file.id));
    this.#store.files.remove(away.map(([, file]) => file.id));
    const forgotten = [...this.#kept.keys()].filter(
      (path) => isLookedAt(path) && !isAtOrBelowAny(leftOut, path) && isGone(path),
    );
    this.#store.leftOut.forget(id, forgotten, Date.now());
    // A photo in the cloud has not been looked beside.
    this.#sidecars.finish((path) => !leftOut.has(path) && isGone(path));
    return {
      ...this.counts,
      removed: gone.length,
      skipped: this.#problems.length,
      videosChanged: this.#videos.write(isGone),
      unsettled: [...this.#unsettled].map((path) => ({ path, deep: false })),
    };
  }
}

function isUnchanged(before: KnownFile, file: SeenFile): boolean {
  return (
    before.sizeBytes === file.sizeBytes &&
    before.mtimeMs === file.mtimeMs &&
    (before.ctimeMs === null || before.ctimeMs === file.ctimeMs)
  );
}
