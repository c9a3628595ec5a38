import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../core/logger.ts';
import type { Store } from '../store/store.ts';

/** How long closing waits for a backup that is on. */
const closingMs = 2000;

/** What keeps the library's own data in order, beside everything else. What goes wrong here is logged and tried again. */
export class Housekeeping implements AsyncDisposable {
  readonly #store: Store;
  readonly #log: Logger;
  readonly #abort = new AbortController();
  readonly #cleaning: Promise<void>;
  #backup: Promise<void> | undefined;
  #isLost = false;

  /** @param caches folders in which an encoder that was killed may have left unfinished files. */
  constructor(store: Store, caches: readonly string[], log: Logger) {
    this.#store = store;
    this.#log = log;
    if (store.notice !== null) log.error({ kind: store.notice.kind }, 'the database was damaged and has been replaced');
    this.#cleaning = store.wasUnclean ? this.#clean(caches, Date.now()) : Promise.resolve();
  }

  /** Back up the database, at most once a day, and no more once its folder is gone. */
  backUp(): void {
    if (this.#isLost) return;
    this.#backup ??= this.#backUp().finally(() => {
      this.#backup = undefined;
    });
  }

  async #backUp(): Promise<void> {
    try {
      if (await this.#store.backUpIfDue(this.#abort.signal)) this.#log.info({}, 'backed up');
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      this.#isLost = this.#store.isLost;
      if (this.#isLost)
        this.#log.error({ error: String(error) }, 'the data folder is gone: nothing is backed up any more');
      else this.#log.warn({ error: String(error) }, 'a backup failed');
    }
  }

  /** Remove files that were begun before this start and never finished. */
  async #clean(caches: readonly string[], beforeMs: number): Promise<void> {
    let removed = 0;
    try {
      for (const cache of caches) removed += await removeUnfinished(cache, beforeMs, this.#abort.signal);
    } catch (error) {
      this.#log.warn({ error: String(error) }, 'unfinished files could not be removed');
    }
    if (removed > 0) this.#log.info({ removed, ms: Date.now() - beforeMs }, 'unfinished files removed');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const deadline = setTimeout(() => {
      this.#abort.abort();
    }, closingMs);
    await this.#backup;
    clearTimeout(deadline);
    this.#abort.abort();
    await this.#cleaning;
  }
}

async function removeUnfinished(cache: string, beforeMs: number, signal: AbortSignal): Promise<number> {
  const entries = await readdir(cache, { withFileTypes: true, recursive: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  let removed = 0;
  for (const entry of entries.filter((candidate) => candidate.isFile() && candidate.name.endsWith('.tmp'))) {
    if (signal.aborted) break;
    const path = join(entry.parentPath, entry.name);
    // Those of our own encoder are still needed.
    const isOld = await stat(path).then(
      ({ mtimeMs }) => mtimeMs < beforeMs,
      () => false,
    );
    if (!isOld) continue;
    await rm(path, { force: true });
    removed++;
  }
  return removed;
}
