import { AppError } from '../../../src-contract/index.ts';
import type { FolderScanResult } from './folder-scan.ts';
import { joined, type Touched } from './touched.ts';

export interface FolderChangesOptions {
  readonly scanParts: (folderId: number, parts: readonly Touched[]) => Promise<FolderScanResult | undefined>;
  /** Nothing is left to look at, but for what is still being written. */
  readonly onScanned: (hasChanged: boolean) => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** Parts with files that are still being written are looked at again after this. */
  readonly unsettledMs: number;
}

/**
 * Parts of folders that may have changed, looked at one folder after the other. What comes in meanwhile is joined, so
 * that thousands of files copied in cost a few scans.
 */
export class FolderChanges implements AsyncDisposable {
  readonly #options: FolderChangesOptions;
  readonly #waiting = new Map<number, Touched[]>();
  readonly #later = new Map<number, Touched[]>();
  #laterTimer: NodeJS.Timeout | undefined;
  #working: Promise<void> | undefined;
  #closed = false;

  constructor(options: FolderChangesOptions) {
    this.#options = options;
  }

  add(folderId: number, parts: readonly Touched[]): void {
    if (this.#closed || parts.length === 0) return;
    this.#waiting.set(folderId, joined([...(this.#waiting.get(folderId) ?? []), ...parts]));
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  /** Forget what waits. */
  clear(): void {
    this.#waiting.clear();
    this.#later.clear();
    clearTimeout(this.#laterTimer);
    this.#laterTimer = undefined;
  }

  /** Never rejects: what goes wrong is told. */
  async #work(): Promise<void> {
    // After whoever added something: `#working` is set by then.
    await Promise.resolve();
    let hasChanged = false;
    try {
      for (let [next] = this.#waiting; next !== undefined; [next] = this.#waiting) {
        const [folderId, parts] = next;
        this.#waiting.delete(folderId);
        hasChanged = (await this.#look(folderId, parts)) || hasChanged;
      }
      if (!this.#closed) await this.#options.onScanned(hasChanged);
    } catch (error) {
      this.#options.onError(error);
    }
  }

  /** @returns whether anything is another than it was. */
  async #look(folderId: number, parts: readonly Touched[]): Promise<boolean> {
    try {
      const result = await this.#options.scanParts(folderId, parts);
      if (result === undefined) return false;
      if (result.unsettled.length > 0) this.#putOff(folderId, result.unsettled);
      return result.removed > 0 || result.found > result.unchanged || result.videosChanged > 0;
    } catch (error) {
      // By something else that happens to the folders: what was to be looked at still is.
      if (error instanceof AppError && error.code === 'CANCELLED') this.#putOff(folderId, parts);
      else this.#options.onError(error);
      return false;
    }
  }

  /** One second look for all that is put off: each of its own would make more of them while files keep coming. */
  #putOff(folderId: number, parts: readonly Touched[]): void {
    if (this.#closed) return;
    this.#later.set(folderId, joined([...(this.#later.get(folderId) ?? []), ...parts]));
    this.#laterTimer ??= setTimeout(() => {
      this.#laterTimer = undefined;
      const later = [...this.#later];
      this.#later.clear();
      for (const [id, waiting] of later) this.add(id, waiting);
    }, this.#options.unsettledMs).unref();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.clear();
    await this.#working;
  }
}
