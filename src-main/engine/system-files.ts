import { readdir, readFile } from 'node:fs/promises';

/** Names of what is in a folder of the system, in order; none where there is no such folder or it cannot be read. */
export async function systemNames(folder: string): Promise<string[]> {
  return ((await readdir(folder).catch(unreadable)) ?? []).sort();
}

/** A small text file of the system; null where there is none or it cannot be read. */
export async function systemText(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(unreadable);
}

/** What the file system does not tell is not there for us. Any other error is a mistake of ours. */
function unreadable(error: unknown): null {
  if (error instanceof Error && 'code' in error) return null;
  throw error;
}
