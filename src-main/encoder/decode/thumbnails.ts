import { randomUUID } from 'node:crypto';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../src-contract/index.ts';

/** Where the thumbnail of a content lies inside the cache: two levels of folders keep each below a few thousand. */
export function thumbPath(contentHash: string): string {
  return `${contentHash.slice(0, 2)}/${contentHash.slice(2, 4)}/${contentHash}.webp`;
}

/**
 * Put a thumbnail into the cache unless it is there. The name follows from the photo's content, so a present file is
 * the right one; it appears under its name only when complete.
 *
 * @throws THUMBNAIL_WRITE_FAILED
 */
export async function cacheThumbnail(
  cacheDir: string,
  relativePath: string,
  render: () => Promise<Buffer>,
): Promise<void> {
  const path = join(cacheDir, relativePath);
  if (await exists(path)) return;
  const bytes = await render();
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } catch (error) {
    // A full disk leaves half a file; when not even removing works, the error above all is why.
    await rm(temporary, { force: true }).catch(() => undefined);
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('THUMBNAIL_WRITE_FAILED', `The thumbnail cannot be written: ${reason}`, { cause: error });
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
