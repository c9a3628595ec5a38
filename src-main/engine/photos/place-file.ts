import { constants } from 'node:fs';
import { copyFile, link, stat, symlink, utimes } from 'node:fs/promises';
import { join, parse } from 'node:path';

/** How a file came to lie in a folder. */
export type Placed = 'symbolicLink' | 'hardLink' | 'copy';

/** Puts something that is `source` at `target`. @throws EEXIST where something is there already */
type Place = (source: string, target: string) => Promise<void>;

/** Ways to let a file lie in another folder, by what they make. */
type Ways = Readonly<Record<Placed, Place>>;

const ways: Ways = {
  // Windows tells links to files from links to folders.
  symbolicLink: (source, target) => symlink(source, target, 'file'),
  hardLink: link,
  copy: copyWithTimes,
};

/**
 * What is said to a link that cannot be made where a copy may be: by file systems that know none, and by Windows where links
 * are a privilege. EXDEV: a hard link from another drive. EMLINK: a file that has as many as it can have.
 */
const refusals: ReadonlySet<string | undefined> = new Set([
  ...['EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'UNKNOWN'],
  ...['EXDEV', 'EMLINK'],
]);

/** Names for files in a folder: `a.jpg`, `a (2).jpg`, `a (3).jpg`, ... */
export class FreeNames {
  readonly #folder: string;
  /** The number that a name was given last: thousands of photos may share one. */
  readonly #last = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The next path to try for a file of this name. */
  next(name: string): string {
    const number = (this.#last.get(name) ?? 0) + 1;
    this.#last.set(name, number);
    const { name: stem, ext } = parse(name);
    return join(this.#folder, number === 1 ? name : `${stem} (${number})${ext}`);
  }
}

/**
 * Let a file lie in another folder, under the first name that is free. Overwrites nothing.
 *
 * @param source absolute, symbolic links resolved.
 * @param wanted the best way first; each of the others where the file system refuses the one before.
 * @param others ways in place of those of this system.
 * @throws errors of the file system
 */
export async function placeFile(
  names: FreeNames,
  source: string,
  name: string,
  wanted: readonly [Placed, ...Placed[]],
  others: Partial<Ways> = {},
): Promise<Placed> {
  const by = { ...ways, ...others };
  for (;;) {
    const target = names.next(name);
    const placed = await placeAt(target, source, wanted, by);
    if (placed !== null) return placed;
  }
}

/** @returns how it was done; null where the name is taken. */
async function placeAt(
  target: string,
  source: string,
  wanted: readonly [Placed, ...Placed[]],
  by: Ways,
): Promise<Placed | null> {
  const [way, next, ...others] = wanted;
  try {
    await by[way](source, target);
    return way;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return null;
    if (next === undefined || !refusals.has(code)) throw error;
    return placeAt(target, source, [next, ...others], by);
  }
}

async function copyWithTimes(source: string, target: string): Promise<void> {
  const { atime, mtime } = await stat(source);
  await copyFile(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  await utimes(target, atime, mtime);
}
