import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { getMimeType } from 'hono/utils/mime';
import { AppError } from '../../src-contract/index.ts';
import type { FileToSend } from './file-answer.ts';
import { pagePolicy } from './security-headers.ts';

/** Bundlers put a hash of the content into the names of the files below this folder. */
const hashedFolder = '/assets/';

/**
 * The files of the built page by URL path. It is a closed list, made once: whatever a request asks for, no path is ever
 * made from it.
 *
 * @throws NOT_SUPPORTED_HERE when the page has not been built.
 */
export async function pageFiles(pageDir: string): Promise<ReadonlyMap<string, FileToSend>> {
  const files = new Map<string, FileToSend>();
  const entries = await readdir(pageDir, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const url = `/${relative(pageDir, path).split(sep).join('/')}`;
    files.set(url, pageFile(path, url));
  }
  const index = files.get('/index.html');
  if (index === undefined) {
    throw new AppError('NOT_SUPPORTED_HERE', `Expected the built page in "${pageDir}" but there is no index.html`);
  }
  return files.set('/', index);
}

function pageFile(path: string, url: string): FileToSend {
  const isHashed = url.startsWith(hashedFolder);
  return {
    path,
    contentType: getMimeType(url) ?? 'application/octet-stream',
    contentHash: null,
    headers: {
      'Content-Security-Policy': pagePolicy,
      'Cache-Control': isHashed ? 'private, max-age=31536000, immutable' : 'no-store',
    },
  };
}
