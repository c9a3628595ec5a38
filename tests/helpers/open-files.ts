import { readdir, readlink } from 'node:fs/promises';

/** How many files below a folder this process holds open. Linux only. */
export async function openFilesBelow(folder: string): Promise<number> {
  const links = await Promise.all(
    (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
  );
  return links.filter((link) => link.startsWith(folder)).length;
}
