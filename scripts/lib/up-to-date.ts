import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from './is-missing.ts';

/** Whether `output` was written after the last change to any of the files and folders it is made from. */
export async function isUpToDate(output: string, sources: readonly string[]): Promise<boolean> {
  const written = await modifiedAtMs(output);
  if (written === undefined) return false;
  for (const source of sources) {
    // A folder's own time changes when a file of it is removed.
    const entries = await readdir(source, { recursive: true }).catch((error: unknown) => {
      // A source can be a file, which is all there is of it then.
      if (isMissing(error) || isNoFolder(error)) return [];
      throw error;
    });
    for (const path of [source, ...entries.map((entry) => join(source, entry))]) {
      if (((await modifiedAtMs(path)) ?? Infinity) > written) return false;
    }
  }
  return true;
}

async function modifiedAtMs(path: string): Promise<number | undefined> {
  const found = await stat(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  return found?.mtimeMs;
}

function isNoFolder(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOTDIR';
}
