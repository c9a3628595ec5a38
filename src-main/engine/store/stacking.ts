import { bySortKey } from '../../core/stacks/find-stacks.ts';
import { type StackKind, stackKinds } from '../../../src-contract/index.ts';
import type { Db } from './database.ts';
import { type DirectoryKey, type Regrouped, type Regrouping, StackGroups } from './stack-groups.ts';
import type { FoundStack } from '../../core/stacks/stack.ts';
import { StackIndex, type StackPlace, type StackRow } from './stack-index.ts';
import { directorySql } from './words-schema.ts';

/** Looking at a folder anew that took longer, in milliseconds, is left to the background for a while. */
const slowMs = 50;
/** So many times as long as it took. */
const restFactor = 20;
/** What reading stacks may spend on folders before, in milliseconds; the rest is done in the background. */
const readingMs = 50;

/** Folders of more files than this are looked at in the background alone, in slices. */
const mostAtOnce = 2000;
/** Groups of such a folder that are written in one transaction: some milliseconds. */
const groupsAtATime = 50;

/** A stack in the making, the photo to show first in front. */
interface WholeStack extends Pick<FoundStack, 'photos'> {
  readonly kind: StackKind;
  readonly videos: number;
}

interface GroupRow {
  id: number;
  kind: string;
  videos: number;
}

/**
 * Which photos are in which stack, up to date with files and marks: the tables, and a copy in memory that whole timelines
 * are looked up in. See [Note: Stacks].
 */
export class Stacking {
  readonly #db: Db;
  readonly #groups: StackGroups;
  readonly #changes;
  readonly #next;
  readonly #isNoted;
  readonly #note;
  readonly #countFiles;
  readonly #settled;
  readonly #groupsOf;
  readonly #photosOf;
  readonly #countVideos;
  readonly #removeStack;
  readonly #addStack;
  readonly #addPart;
  readonly #partsOf;
  readonly #setting;
  /** Folders that take long, by when they may be looked at again. */
  readonly #slow = new Map<string, number>();
  #index: StackIndex | undefined;

  constructor(db: Db) {
    this.#db = db;
    this.#groups = new StackGroups(db);
    this.#changes = db.prepare<[], DirectoryKey>(
      'SELECT folder_id AS folderId, directory FROM stack_changes WHERE folder_id > 0',
    );
    this.#next = db.prepare<[], DirectoryKey>(
      'SELECT folder_id AS folderId, directory FROM stack_changes WHERE folder_id > 0 LIMIT 1',
    );
    this.#isNoted = db
      .prepare<DirectoryKey, number>(
        'SELECT 1 FROM stack_changes WHERE folder_id = :folderId AND directory = :directory',
      )
      .pluck();
    this.#note = db.prepare<DirectoryKey>(
      'INSERT INTO stack_changes (folder_id, directory) VALUES (:folderId, :directory) ON CONFLICT DO NOTHING',
    );
    this.#countFiles = db
      .prepare<DirectoryKey, number>(
        `SELECT count(*) FROM (SELECT 1 FROM files WHERE folder_id = :folderId AND ${directorySql} = :directory
          AND photo_id IS NOT NULL LIMIT ${mostAtOnce + 1})`,
      )
      .pluck();
    this.#settled = db.prepare<DirectoryKey>(
      'DELETE FROM stack_changes WHERE folder_id = :folderId AND directory = :directory',
    );
    this.#groupsOf = db.prepare<[number], GroupRow>(`
      SELECT id, kind, videos FROM stack_photos JOIN stack_groups ON id = group_id WHERE photo_id = ?`);
    this.#photosOf = db.prepare<[number], { photoId: number; sortKey: string }>(
      'SELECT photo_id AS photoId, sort_key AS sortKey FROM stack_photos WHERE group_id = ?',
    );
    // Copies of one video in several folders are one.
    this.#countVideos = db
      .prepare<[string], number>(
        `SELECT count(DISTINCT size_bytes) FROM stack_videos JOIN videos ON id = video_id
        WHERE group_id IN (SELECT value FROM json_each(?))`,
      )
      .pluck();
    this.#removeStack = db.prepare<[number]>('DELETE FROM stacks WHERE id = ?');
    this.#addStack = db.prepare<StackRow>(
      'INSERT OR REPLACE INTO stacks (id, kind, parts) VALUES (:id, :kind, :parts)',
    );
    this.#addPart = db.prepare<StackPlace>(
      'INSERT INTO stack_parts (photo_id, stack, rank) VALUES (:photoId, :stack, :rank)',
    );
    this.#partsOf = db
      .prepare<[number], number>('SELECT photo_id FROM stack_parts WHERE stack = ? ORDER BY rank')
      .pluck();
    this.#setting = db.prepare<[], string>("SELECT value FROM settings WHERE key = 'stacks'").pluck();
    // Of an engine that ended while it looked at them.
    db.exec(`
      INSERT INTO stack_changes (folder_id, directory)
        SELECT -folder_id, directory FROM stack_changes WHERE folder_id < 0 ON CONFLICT DO NOTHING;
      DELETE FROM stack_changes WHERE folder_id < 0`);
  }

  /** Whether stacks are shown as one, as the user has set it. */
  get isOn(): boolean {
    return this.#setting.get() !== 'false';
  }

  /** What is in which stack now, but for what takes long to find out, which the background does. Not to be kept. */
  read(): StackIndex {
    this.#write();
    return this.#loaded();
  }

  /** Photos of a stack, the one to show first. */
  partsOf(stack: number): number[] {
    return this.#partsOf.all(stack);
  }

  /** Look at folders where something may belong together in another way than before, as long as that is quickly done. */
  #write(): void {
    const startedMs = performance.now();
    for (const key of this.#changes.all()) {
      const nowMs = performance.now();
      if (nowMs - startedMs >= readingMs) return;
      if ((this.#slow.get(nameOf(key)) ?? 0) <= nowMs && !this.#isLarge(key)) this.#look(key);
    }
  }

  /**
   * Look at some folder, whatever it takes; at a large one in slices.
   *
   * @param breathe lets others have their turn.
   * @returns whether there was one, and it was looked at to the end.
   */
  async writeNext(breathe: () => Promise<void>, signal: AbortSignal): Promise<boolean> {
    const next = this.#next.get();
    if (next === undefined) return false;
    if (this.#isLarge(next)) await this.#lookInSlices(next, breathe, signal);
    else this.#look(next);
    return !signal.aborted;
  }

  #isLarge(key: DirectoryKey): boolean {
    return (this.#countFiles.get(key) ?? 0) > mostAtOnce;
  }

  /**
   * [Note: Large folders] Meanwhile the folder is noted by its negative number: so an engine that dies leaves it noted, and a
   * change that comes meanwhile is seen, because it notes the folder anew. What was read is of no worth then. What is written
   * is right as far as it goes, each transaction by itself.
   */
  async #lookInSlices(key: DirectoryKey, breathe: () => Promise<void>, signal: AbortSignal): Promise<void> {
    const mark = { ...key, folderId: -key.folderId };
    this.#db.transaction(() => {
      this.#note.run(mark);
      this.#settled.run(key);
    })();
    const isWorthless = (): boolean => signal.aborted || this.#isNoted.get(key) === 1;
    try {
      const finding = this.#groups.finding(key);
      let step = finding.next();
      while (step.done !== true) {
        await breathe();
        if (isWorthless()) return;
        step = finding.next();
      }
      for (const part of inParts(step.value)) {
        await breathe();
        if (isWorthless()) return;
        this.#writing((index) => {
          this.#resolve(this.#groups.write(key, part), index);
        });
      }
      this.#settled.run(mark);
    } finally {
      this.#db.transaction(() => {
        if (this.#isNoted.get(mark) === 1) this.#note.run(key);
        this.#settled.run(mark);
      })();
    }
  }

  /** Photos were deleted, whose ids others may get. */
  photosDeleted(): void {
    this.#index = undefined;
  }

  #look(key: DirectoryKey): void {
    const startedMs = performance.now();
    this.#writing((index) => {
      this.#settled.run(key);
      this.#resolve(this.#groups.regroup(key), index);
    });
    const nowMs = performance.now();
    const name = nameOf(key);
    if (nowMs - startedMs > slowMs) this.#slow.set(name, nowMs + restFactor * (nowMs - startedMs));
    else this.#slow.delete(name);
  }

  /** In one transaction. */
  #writing(write: (index: StackIndex) => void): void {
    const index = this.#loaded();
    try {
      this.#db.transaction(() => {
        write(index);
      })();
    } catch (error) {
      // What it has taken in of a transaction that came to nothing is not so.
      this.#index = undefined;
      throw error;
    }
  }

  /** Make stacks of the groups that photos are in now, and of those that these have photos in common with. */
  #resolve({ changed, whole }: Regrouped, index: StackIndex): void {
    // Those of before go as a whole, and what was in them is looked at too.
    const open = new Set<number>();
    for (const photoId of changed) {
      open.add(photoId);
      for (const other of this.#takeApart(photoId, index)) open.add(other);
    }
    const done = new Set<number>();
    // Hardly any photo lies in several folders with company in each: the rest need not be looked for.
    for (const { kind, photos, videoIds } of whole) {
      for (const { photoId } of photos) done.add(photoId);
      this.#put({ kind, photos, videos: videoIds.length }, index);
    }
    for (const photoId of open) {
      if (done.has(photoId)) continue;
      const { groups, sortKeys } = this.#around(photoId, index);
      for (const id of sortKeys.keys()) done.add(id);
      if (groups.length > 0) this.#put(this.#joined(groups, sortKeys), index);
    }
  }

  #takeApart(photoId: number, index: StackIndex): number[] {
    const stack = index.stackOf(photoId);
    if (stack === 0) return [];
    const parts = this.partsOf(stack);
    this.#removeStack.run(stack);
    for (const part of parts) index.remove(part);
    return parts;
  }

  /** All groups that can be reached from a photo by photos that groups share, and the photos in them. */
  #around(from: number, index: StackIndex): { groups: GroupRow[]; sortKeys: Map<number, string> } {
    const groups = new Map<number, GroupRow>();
    const sortKeys = new Map<number, string>();
    const open = [from];
    const seen = new Set(open);
    for (let photoId = open.pop(); photoId !== undefined; photoId = open.pop()) {
      this.#takeApart(photoId, index);
      for (const group of this.#groupsOf.all(photoId)) {
        if (groups.has(group.id)) continue;
        groups.set(group.id, group);
        for (const part of this.#photosOf.all(group.id)) {
          const before = sortKeys.get(part.photoId);
          if (before === undefined || part.sortKey < before) sortKeys.set(part.photoId, part.sortKey);
          if (seen.has(part.photoId)) continue;
          seen.add(part.photoId);
          open.push(part.photoId);
        }
      }
    }
    return { groups: [...groups.values()], sortKeys };
  }

  #joined(groups: readonly GroupRow[], sortKeys: ReadonlyMap<number, string>): WholeStack {
    const photos = Array.from(sortKeys, ([photoId, sortKey]) => ({ photoId, sortKey })).sort(bySortKey);
    const kinds = new Set(groups.map(({ kind }) => kind));
    return { kind: stackKinds.find((each) => kinds.has(each)) ?? 'version', photos, videos: this.#videosOf(groups) };
  }

  #put({ kind, photos, videos }: WholeStack, index: StackIndex): void {
    const id = photos.reduce((least, { photoId }) => Math.min(least, photoId), Infinity);
    const row = { id, kind, parts: photos.length + videos };
    this.#addStack.run(row);
    const places = photos.map(({ photoId }, rank) => ({ photoId, stack: id, rank }));
    for (const place of places) this.#addPart.run(place);
    index.put(row, places);
  }

  #videosOf(groups: readonly GroupRow[]): number {
    const [only, ...others] = groups;
    if (groups.every(({ videos }) => videos === 0)) return 0;
    if (only !== undefined && others.length === 0) return only.videos;
    return this.#countVideos.get(JSON.stringify(groups.map(({ id }) => id))) ?? 0;
  }

  #loaded(): StackIndex {
    if (this.#index !== undefined) return this.#index;
    const index = new StackIndex();
    const rows = this.#db.prepare<[], StackRow & StackPlace>(`
      SELECT stacks.id, kind, parts, photo_id AS photoId, stack, rank FROM stack_parts JOIN stacks ON stacks.id = stack`);
    for (const row of rows.iterate()) index.put(row, [row]);
    this.#index = index;
    return index;
  }
}

/** What goes first. */
function* inParts({ gone, added }: Regrouping): Generator<Regrouping> {
  for (let at = 0; at < gone.length; at += groupsAtATime) yield { gone: gone.slice(at, at + groupsAtATime), added: [] };
  for (let at = 0; at < added.length; at += groupsAtATime)
    yield { gone: [], added: added.slice(at, at + groupsAtATime) };
}

function nameOf({ folderId, directory }: DirectoryKey): string {
  return `${folderId} ${directory}`;
}
