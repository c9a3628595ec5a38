import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether `output` was written after the last change to any of the files and folders it is made from. */
export async function isUpToDate(output: string, sources: readonly string[]): Promise<boolean> {
  const written = await modifiedAtMs(output);
  if (written === undefined) return false;
  for (const source of sources) {
    // A folder's own time changes when a file of it is removed.
    const entries = await readdir(source, { recursive: true }).catch(() => []);
    for (const path of [source, ...entries.map((entry) => join(source, entry))]) {
      if (((await modifiedAtMs(path)) ?? Infinity) > written) return false;
    }
  }
  return true;
}

async function modifiedAtMs(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.mtimeMs;
}
