import { rmSync } from 'node:fs';
import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';

/** Bytes of previews that are kept; those go first that were not looked at for longest. */
export const defaultPreviewBytes = 1_000_000_000;

/**
 * Bytes of tiles and of the pixels that they are cut out of: some forty photos of 12 megapixels, and the largest that may be
 * decoded, 300 megapixels with transparency.
 */
export const defaultTileBytes = 1_500_000_000;

/** A folder of previews or tiles, kept within bounds. */
export class PreviewCache {
  readonly dir: string;
  readonly #maxBytes: number;
  #sizes: Promise<LRUCache<string, number>> | undefined;

  constructor(dir: string, maxBytes: number) {
    this.dir = dir;
    this.#maxBytes = maxBytes;
  }

  /** Note that a preview is about to be shown: it is now the last to go. Absolute path. */
  async used(path: string): Promise<void> {
    this.#sizes ??= this.#read();
    const sizes = await this.#sizes.catch((error: unknown) => {
      // Whatever kept the folder from being read may be gone the next time.
      this.#sizes = undefined;
      throw error;
    });
    const { size, mtime } = await stat(path);
    sizes.set(path, size);
    // Written down, because many systems do not note who reads what.
    await utimes(path, new Date(), mtime);
  }

  async clear(): Promise<void> {
    await rm(this.dir, { recursive: true, force: true });
    this.#sizes = undefined;
  }

  async #read(): Promise<LRUCache<string, number>> {
    const found: { path: string; size: number; atimeMs: number }[] = [];
    const entries = await readdir(this.dir, { withFileTypes: true, recursive: true }).catch(emptyWhenMissing);
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const { size, atimeMs } = await stat(path);
      found.push({ path, size, atimeMs });
    }
    const sizes = new LRUCache<string, number>({
      maxSize: this.#maxBytes,
      // One that is larger than the bounds is kept by itself, until the next: what is not in the list is never deleted.
      sizeCalculation: (size) => Math.min(Math.max(1, size), this.#maxBytes),
      dispose: (_size, path, reason) => {
        if (reason === 'evict') rmSync(path, { force: true });
      },
    });
    for (const { path, size } of found.sort((a, b) => a.atimeMs - b.atimeMs)) sizes.set(path, size);
    return sizes;
  }
}

function emptyWhenMissing(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
