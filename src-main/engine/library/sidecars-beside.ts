import { lstat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { SidecarNames } from '../../core/sidecars/sidecar-names.ts';
import { answered } from '../answered.ts';
import { Slices } from '../slices.ts';
import type { SeenSidecar, SidecarsOfFile } from '../store/library/sidecars.ts';

export interface BesideOptions {
  /** Photos whose sidecars are asked for size and time at once. */
  readonly photosAtOnce: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Find what lies beside the photos of one folder. Which sidecars belong to which photo follows from the names in the
 * folder, so that only files are asked for that are there.
 *
 * @param root absolute path of the registered folder.
 * @param photos paths of the photos, relative to it, all in the same folder.
 * @param sidecars names of the sidecars in that folder.
 * @returns photos that have any, in order.
 * @throws NoAnswer, what aborts the signal
 */
export async function* sidecarsBeside(
  root: string,
  photos: readonly string[],
  sidecars: readonly string[],
  { photosAtOnce, signal }: BesideOptions,
): AsyncGenerator<SidecarsOfFile, void, undefined> {
  if (sidecars.length === 0 || photos.length === 0) return;
  const slices = new Slices();
  const names = new SidecarNames();
  for (const name of sidecars) {
    names.add(name);
    await slices.breathe();
  }
  const folder = join(root, posix.dirname(photos[0] ?? ''));
  const inspected = new Map<string, Promise<SeenSidecar | undefined>>();
  /** One can belong to every photo of a folder. */
  const inspectOnce = (name: string): Promise<SeenSidecar | undefined> => {
    const known = inspected.get(name) ?? inspect(folder, name);
    inspected.set(name, known);
    return known;
  };
  for (let start = 0; start < photos.length; start += photosAtOnce) {
    signal?.throwIfAborted();
    const own = photos
      .slice(start, start + photosAtOnce)
      .map((relativePath) => ({ relativePath, names: names.of(posix.basename(relativePath)) }))
      .filter((each) => each.names.length > 0);
    const seen = await Promise.all(
      own.map(async (each) => ({
        relativePath: each.relativePath,
        sidecars: (await Promise.all(each.names.map(inspectOnce))).filter((sidecar) => sidecar !== undefined),
      })),
    );
    yield* seen.filter((each) => each.sidecars.length > 0);
    await slices.breathe();
  }
}

/** Undefined for what has gone since its name was read, or cannot be asked: it does not count now. */
async function inspect(folder: string, name: string): Promise<SeenSidecar | undefined> {
  try {
    const { size, mtimeMs, ctimeMs } = await answered(lstat(join(folder, name)), folder);
    return { name, sizeBytes: size, mtimeMs, ctimeMs };
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
