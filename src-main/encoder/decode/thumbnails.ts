import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../../../src-contract/index.ts';

/**
 * Where a rendering of a content lies inside a cache: two levels of folders keep each below a few thousand.
 *
 * @param ending what tells it from others of the same photo.
 */
export function renderingPath(contentHash: string, ending: string): string {
  return `${contentHash.slice(0, 2)}/${contentHash.slice(2, 4)}/${contentHash}${ending}`;
}

/** Where the thumbnail of a content lies inside the cache. */
export function thumbPath(contentHash: string): string {
  return renderingPath(contentHash, '.webp');
}

/**
 * Put a thumbnail into the cache unless it is there. The name follows from the photo's content, so a present file is
 * the right one; it appears under its name only when complete.
 *
 * Written synchronously: this is a decode thread, the cache is on a local disk, and four trips to the thread pool cost
 * more than writing 20 KB.
 *
 * @throws THUMBNAIL_WRITE_FAILED
 */
export async function cacheThumbnail(
  cacheDir: string,
  relativePath: string,
  render: () => Promise<Buffer>,
): Promise<void> {
  if (existsSync(join(cacheDir, relativePath))) return;
  const bytes = await render();
  await writeWhole(join(cacheDir, relativePath), (temporary) => {
    writeFileSync(temporary, bytes);
  });
}

/**
 * Put a file into a cache unless it is there; it appears under its name only when complete.
 *
 * @param write writes it under the path given. An `AppError` of its own says something else than that it cannot.
 * @throws THUMBNAIL_WRITE_FAILED
 */
export async function cacheFile(
  cacheDir: string,
  relativePath: string,
  write: (temporary: string) => void | Promise<void>,
): Promise<void> {
  const path = join(cacheDir, relativePath);
  if (!existsSync(path)) await writeWhole(path, write);
}

async function writeWhole(path: string, write: (temporary: string) => void | Promise<void>): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    await write(temporary);
    renameSync(temporary, path);
  } catch (error) {
    removeLeftover(temporary);
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('THUMBNAIL_WRITE_FAILED', `The thumbnail cannot be written: ${reason}`, { cause: error });
  }
}

/** A full disk leaves half a file. When not even removing works, the error that led here says why. */
function removeLeftover(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}
