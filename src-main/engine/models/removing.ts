import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../core/logger.ts';
import { isMissing } from './is-missing.ts';

/** Removes folders of many files: they are gone at once, and their space comes soon. */
export class Removing {
  readonly #dir: string;
  readonly #log: Logger;

  /** @param dir where they are until they are removed, on the same drive as they; begun anew where it is missing. */
  constructor(dir: string, log: Logger) {
    this.#dir = dir;
    this.#log = log;
  }

  /** Take a folder out of its place; nothing where it is missing. @throws the file system's error */
  async moveAway(dir: string): Promise<void> {
    await mkdir(this.#dir, { recursive: true });
    try {
      await rename(dir, join(this.#dir, crypto.randomUUID()));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  /** Remove all that was moved away. */
  empty(): Promise<void> {
    return this.remove(this.#dir);
  }

  /** Remove a folder that nobody needs. What cannot be removed now, as where a virus scanner holds it, is with the next start. */
  async remove(dir: string): Promise<void> {
    try {
      await rm(dir, { recursive: true, force: true });
    } catch (error) {
      this.#log.warn({ error: error instanceof Error ? error.message : String(error) }, 'a folder was not removed yet');
    }
  }
}
