import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { SidecarRequest } from '../../core/encoder-protocol.ts';
import { noFacts, type SidecarFacts } from '../../core/sidecars/sidecar-facts.ts';
import { sidecarKind } from '../../core/sidecars/sidecar-names.ts';
import { readExportData } from './export-data.ts';
import { picasaFacts, readPicasaNotes } from './picasa-ini.ts';
import { readXmpSidecar } from './xmp-sidecar.ts';

/** Sidecars have some kilobytes; what is larger is something else. */
const maxSidecarBytes = 4 << 20;

/** Not through links, and without waiting for a pipe that nobody writes to. Windows has neither. */
const flags = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK | constants.O_NOFOLLOW);

/** Errors that tell of the file itself: it will not be another one at the next try, unless its times are. */
const lasting: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM', 'ELOOP']);

/** A content that is a sidecar's, or what is wrong with it. */
type Content = { readonly bytes: Buffer } | { readonly warning: string };

/**
 * Read sidecar files. What is wrong with one is a warning in what it says, under its name. One that several photos have is
 * opened once.
 *
 * @returns in order; null where one cannot be read now: it is gone, or its drive is.
 */
export async function readSidecars(requests: readonly SidecarRequest[]): Promise<(SidecarFacts | null)[]> {
  const read: (SidecarFacts | null)[] = [];
  const byPath = new Map<string, ((photo: string) => SidecarFacts) | null>();
  // One after the other: nobody waits for them, and each is a small file.
  for (const { path, photo } of requests) {
    const factsOf = byPath.get(path) ?? (await opened(path));
    byPath.set(path, factsOf);
    read.push(factsOf === null ? null : factsOf(photo));
  }
  return read;
}

async function opened(path: string): Promise<((photo: string) => SidecarFacts) | null> {
  const name = basename(path);
  const content = await contentOf(path);
  if (content === null) return null;
  const warned = (facts: SidecarFacts): SidecarFacts => ({
    ...facts,
    warnings: facts.warnings.map((warning) => `${name}: ${warning}`),
  });
  if ('warning' in content) return always(warned({ ...noFacts, warnings: [content.warning] }));
  switch (sidecarKind(name)) {
    case 'json':
      return always(warned(readExportData(content.bytes)));
    case 'picasa': {
      const notes = readPicasaNotes(content.bytes);
      return (photo) => picasaFacts(notes, photo);
    }
    default:
      return always(warned(readXmpSidecar(content.bytes)));
  }
}

function always(facts: SidecarFacts): () => SidecarFacts {
  return () => facts;
}

async function contentOf(path: string): Promise<Content | null> {
  try {
    await using file = await open(path, flags);
    const { size, isFile } = await file.stat().then((stats) => ({ size: stats.size, isFile: stats.isFile() }));
    if (!isFile) return { warning: 'not a file' };
    if (size > maxSidecarBytes) return { warning: 'larger than 4 MiB, which no sidecar is' };
    const bytes = Buffer.alloc(size);
    const { bytesRead } = await file.read(bytes, 0, size, 0);
    return { bytes: bytes.subarray(0, bytesRead) };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return lasting.has(error.code) ? { warning: `cannot be read (${String(error.code)})` } : null;
  }
}
