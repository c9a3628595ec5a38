import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { access, lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isInCloud } from '../in-cloud.ts';
import { LeftAlone, leftAlone } from './left-alone.ts';

/** What lies at the path of a sidecar, to be replaced. */
export interface SidecarContent {
  readonly bytes: Buffer;
  readonly stats: Pick<Stats, 'size' | 'mtimeMs' | 'ino' | 'mode'>;
}

/** As much as is read of one. */
const maxSidecarBytes = 4 << 20;

/** Not through links, and without waiting for a pipe that nobody writes to. Windows has neither. */
const readFlags = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK | constants.O_NOFOLLOW);

/**
 * Read a sidecar that is to be changed.
 *
 * @returns null where there is none.
 * @throws LeftAlone where it is none that may be replaced.
 */
export async function readSidecar(path: string): Promise<SidecarContent | null> {
  const name = basename(path);
  const found = await statsOf(path);
  if (found === null) return null;
  if (found.isSymbolicLink()) throw new LeftAlone(`${name} is a symbolic link`);
  if (!found.isFile()) throw new LeftAlone(`${name} is not a file`);
  // The other names of it would go on meaning the content before.
  if (found.nlink > 1) throw new LeftAlone(`${name} is a file with several names`);
  if (found.size > maxSidecarBytes) throw new LeftAlone(`${name} is larger than 4 MiB, which no sidecar is`);
  if (await isInCloud(path)) throw new LeftAlone(`${name} lies with a cloud service`);
  try {
    // To replace a file asks for no right on the file itself, but whoever has it protected means it.
    await access(path, constants.W_OK);
    await using file = await open(path, readFlags);
    return { bytes: await file.readFile(), stats: found };
  } catch (error) {
    throw leftAlone(`${name} cannot be changed`, error);
  }
}

/**
 * Write a sidecar, all of it or nothing: into a file beside it, which takes its place when it is on the disk. One that was
 * left by a process that died is written over, since it is called the same, or removed by the next pass.
 *
 * @param before as it was read; null where there was none.
 * @throws LeftAlone where it cannot be, or where something else lies there by now.
 */
export async function writeSidecar(path: string, bytes: Buffer, before: SidecarContent | null): Promise<void> {
  const name = basename(path);
  const folder = dirname(path);
  const beside = join(folder, nameBeside(name));
  try {
    await rm(beside, { force: true });
    {
      await using file = await open(beside, 'wx');
      if (before !== null) await file.chmod(before.stats.mode & 0o777);
      await file.writeFile(bytes);
      await file.sync();
    }
    await refuseChanged(path, before);
    await rename(beside, path);
    await syncFolder(folder);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {
      // What kept it from being written says more, and the next try removes it.
    });
    throw leftAlone(`${name} cannot be written`, error);
  }
}

/** What a sidecar is called while it is written. */
function nameBeside(name: string): string {
  return `.eidetic-${createHash('sha256').update(name).digest('hex').slice(0, 16)}.tmp`;
}

/** Is that what a sidecar was called that was being written, by a process that died where none is written now? */
export function isLeftBeside(name: string): boolean {
  return /^\.eidetic-[\da-f]{16}\.tmp$/u.test(name);
}

/** Remove a sidecar. @throws LeftAlone where it cannot be, or where something else lies there by now. */
export async function removeSidecar(path: string, before: SidecarContent): Promise<void> {
  await refuseChanged(path, before);
  try {
    await rm(path);
  } catch (error) {
    throw leftAlone(`${basename(path)} cannot be removed`, error);
  }
}

async function refuseChanged(path: string, before: SidecarContent | null): Promise<void> {
  const now = await statsOf(path);
  const was = before?.stats;
  if (now?.size === was?.size && now?.mtimeMs === was?.mtimeMs && now?.ino === was?.ino) return;
  throw new LeftAlone(`${basename(path)} was changed by another program just now`);
}

async function statsOf(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw leftAlone(`${basename(path)} cannot be reached`, error);
  }
}

/** So that the new name outlasts a power cut. Windows has no such call, and not every drive. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder, constants.O_RDONLY);
  await handle.sync().catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && (error.code === 'EINVAL' || error.code === 'ENOTSUP')))
      throw error;
  });
}
