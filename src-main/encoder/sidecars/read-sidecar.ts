import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { noFacts, type SidecarFacts } from '../../core/sidecars/sidecar-facts.ts';
import { sidecarKind } from '../../core/sidecars/sidecar-names.ts';
import { readExportData } from './export-data.ts';
import { readXmpSidecar } from './xmp-sidecar.ts';

/** Sidecars have some kilobytes; what is larger is something else. */
const maxSidecarBytes = 4 << 20;

/** Not through links, and without waiting for a pipe that nobody writes to. Windows has neither. */
const flags = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK | constants.O_NOFOLLOW);

/** Errors that tell of the file itself: it will not be another one at the next try, unless its times are. */
const lasting: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM', 'ELOOP']);

/**
 * Read a sidecar file. What is wrong with it is a warning in what it says, under its name.
 *
 * @returns null where it cannot be read now: it is gone, or its drive is.
 */
export async function readSidecar(path: string): Promise<SidecarFacts | null> {
  const name = basename(path);
  const warn = (warning: string): string => `${name}: ${warning}`;
  try {
    await using file = await open(path, flags);
    const { size, isFile } = await file.stat().then((stats) => ({ size: stats.size, isFile: stats.isFile() }));
    if (!isFile) return { ...noFacts, warnings: [warn('not a file')] };
    if (size > maxSidecarBytes) return { ...noFacts, warnings: [warn('larger than 4 MiB, which no sidecar is')] };
    const bytes = Buffer.alloc(size);
    const { bytesRead } = await file.read(bytes, 0, size, 0);
    const content = bytes.subarray(0, bytesRead);
    const facts = sidecarKind(name) === 'json' ? readExportData(content) : readXmpSidecar(content);
    return { ...facts, warnings: facts.warnings.map(warn) };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return lasting.has(error.code) ? { ...noFacts, warnings: [warn(`cannot be read (${String(error.code)})`)] } : null;
  }
}
