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
  for (const path of await filesBelow(pageDir).catch(() => [])) {
    const url = `/${relative(pageDir, path).split(sep).join('/')}`;
    files.set(url, pageFile(path, url));
  }
  const index = files.get('/index.html');
  if (index === undefined) {
    throw new AppError('NOT_SUPPORTED_HERE', `Expected the built page in "${pageDir}" but there is no index.html`);
  }
  return files.set('/', index);
}

/** Folder by folder, by name: within the archive of a packaged app no other way of listing works. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const paths = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
  return (await Promise.all(paths)).flat();
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
