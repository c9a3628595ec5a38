import { lstat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type DuplicateGroup, type DuplicateKind, type KeepReason, maxVersions } from '../../../src-contract/index.ts';
import { groupVersions, withReasons } from '../../core/duplicates/group.ts';
import { keeperOf, reasonFor, type Version } from '../../core/duplicates/keeper.ts';
import type { PhotoPair, VersionRow } from '../store/duplicates.ts';
import type { Store } from '../store/store.ts';

/** What there is to choose from: a photo with its files, or one of the files of a photo. */
interface Choice extends Version {
  readonly rows: readonly [VersionRow, ...VersionRow[]];
}

/** A group of which nobody has looked at the disk. */
export interface FoundGroup {
  readonly kind: DuplicateKind;
  readonly keeper: Choice;
  readonly others: readonly { readonly version: Choice; readonly reason: KeepReason }[];
  /** Bytes of all but the one to keep. */
  readonly bytes: number;
}

/** Groups of a kind, those that save most first. */
export function findGroups(store: Store, kind: DuplicateKind): FoundGroup[] {
  const found = finders[kind](store);
  return found
    .map((group) => ({ ...group, kind, bytes: group.others.reduce((sum, { version }) => sum + bytesOf(version), 0) }))
    .sort((a, b) => b.bytes - a.bytes || a.keeper.id - b.keeper.id);
}

type Found = Omit<FoundGroup, 'kind' | 'bytes'>;

const finders: Readonly<Record<DuplicateKind, (store: Store) => Found[]>> = {
  exact: (store) => {
    const files = store.duplicates.versions(store.duplicates.copies()).map((row) => choiceOf(row.fileId, [row]));
    return [...Map.groupBy(files, ({ rows: [{ photoId }] }) => photoId).values()]
      .filter((copies) => copies.length > 1)
      .map((copies) => {
        const { keeper, reasons } = keeperOf(copies);
        return { keeper, others: withReasons(copies, reasons) };
      });
  },
  near: (store) => {
    // What belongs together is looked at first: those photos are no duplicates.
    store.stacking.read();
    const pairs = store.duplicates.pairs();
    return groupVersions(photosOf(store, pairs.flat()), pairs);
  },
  burst: (store) => {
    store.stacking.read();
    const bursts = store.duplicates.bursts();
    const photos = new Map(photosOf(store, bursts.flat()).map((photo) => [photo.id, photo]));
    const kept = new Set(store.duplicates.keptPairs([...photos.keys()]).map(nameOf));
    return bursts.flatMap((ids) => {
      // What the camera or a person has picked stands first.
      const [keeper, ...others] = ids.flatMap((id) => photos.get(id) ?? []);
      if (keeper === undefined) return [];
      const open = others.filter(({ id }) => !kept.has(nameOf(id < keeper.id ? [id, keeper.id] : [keeper.id, id])));
      if (open.length === 0) return [];
      return [{ keeper, others: open.map((version) => ({ version, reason: reasonFor(keeper, version) })) }];
    });
  },
};

function nameOf([a, b]: PhotoPair): string {
  return `${a} ${b}`;
}

/** Photos that can be reached, with all files. */
function photosOf(store: Store, photoIds: readonly number[]): Choice[] {
  const rows = Map.groupBy(store.duplicates.versions([...new Set(photoIds)]), ({ photoId }) => photoId);
  return [...rows].flatMap(([id, [first, ...more]]) => (first === undefined ? [] : [choiceOf(id, [first, ...more])]));
}

function choiceOf(id: number, rows: readonly [VersionRow, ...VersionRow[]]): Choice {
  const [row] = rows;
  return {
    id,
    rows,
    name: basename(row.relativePath),
    format: row.format,
    width: row.width,
    height: row.height,
    sizeBytes: row.sizeBytes,
    hasOwnDate: row.hasOwnDate === 1,
    hasPosition: row.hasPosition === 1,
    rating: row.rating,
    keywords: row.keywords,
    sharpness: row.sharpness,
    isDamaged: row.isDamaged === 1,
    colourfulness: row.colourfulness,
    modifiedAtMs: Math.min(...rows.map(({ mtimeMs }) => mtimeMs)),
  };
}

function bytesOf({ rows, sizeBytes }: Choice): number {
  return rows.length * sizeBytes;
}

/** A group as it is told; null where nothing is left of it. */
export async function toldGroup({ kind, keeper, others }: FoundGroup): Promise<DuplicateGroup | null> {
  const apart = kind === 'exact' ? await onDiskTwice(keeper, others) : others;
  if (apart.length === 0) return null;
  const rest = apart.slice(0, maxVersions - 1).map(({ version, reason }) => versionOf(version, reason));
  return { kind, versions: [versionOf(keeper, null), ...rest] };
}

/**
 * Of files with the same content those that are files of their own: a folder that is mounted twice, or a hard link, has the
 * same file under two paths, and who throws away one would lose both, or save nothing. What cannot be looked at is no copy.
 */
async function onDiskTwice(keeper: Choice, others: FoundGroup['others']): Promise<FoundGroup['others']> {
  const seen = new Set([await fileKey(keeper)]);
  if (seen.has(null)) return [];
  const apart: FoundGroup['others'][number][] = [];
  for (const other of others) {
    const key = await fileKey(other.version);
    if (key === null || seen.has(key)) continue;
    seen.add(key);
    apart.push(other);
  }
  return apart;
}

async function fileKey({ rows: [{ folderPath, relativePath }] }: Choice): Promise<string | null> {
  try {
    const { dev, ino } = await lstat(join(folderPath, relativePath), { bigint: true });
    return `${dev} ${ino}`;
  } catch {
    // It is gone, which the next scan finds out.
    return null;
  }
}

function versionOf(choice: Choice, reason: KeepReason | null): DuplicateGroup['versions'][number] {
  const { rows, name, format, width, height } = choice;
  const [row] = rows;
  return {
    photoId: row.photoId,
    fileIds: rows.map(({ fileId }) => fileId),
    name,
    folder: dirname(join(row.folderPath, row.relativePath)),
    format,
    width,
    height,
    sizeBytes: bytesOf(choice),
    takenAt: row.takenAt,
    reason,
  };
}
