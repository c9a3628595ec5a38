import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of all files below a folder; 0 when it does not exist. Files that vanish meanwhile do not count. */
export async function folderBytes(folder: string): Promise<number> {
  let total = 0;
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(ignoreMissing([]));
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    total += await fileBytes(join(entry.parentPath, entry.name));
  }
  return total;
}

/** Bytes of one file; 0 when it does not exist. */
export async function fileBytes(path: string): Promise<number> {
  return stat(path).then((file) => file.size, ignoreMissing(0));
}

function ignoreMissing<T>(fallback: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return fallback;
    throw error;
  };
}
