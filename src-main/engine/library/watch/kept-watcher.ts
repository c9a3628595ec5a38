import { whole } from '../touched.ts';
import type { FolderWatcher, StartWatcher, WatchListener } from './folder-watcher.ts';

/** The longest wait before it is started again, and how long it must live to be trusted anew: in first waits. */
const longestWaits = 300;
/** After so many deaths it is not believed that it watches before it has lived for long. */
const suspectDeaths = 3;

export interface KeptWatcherOptions {
  readonly start: StartWatcher;
  /** Before a watcher that died is started again: each time twice as long as before, up to 300 times. */
  readonly restartMs: number;
  readonly listener: WatchListener;
  /** Watching is to be tried again: a watcher that died may be started anew. */
  readonly retry: () => void;
}

/**
 * A watcher that is started when there is something to watch, and again after it died, with longer and longer waits.
 *
 * Its deaths are forgotten when it has lived for long, not when it begins to watch: one may die each time just after
 * that. One that died several times is `ready` only then; until then all of a folder is told as touched.
 */
export class KeptWatcher implements AsyncDisposable {
  readonly #options: KeptWatcherOptions;
  #watcher: FolderWatcher | undefined;
  #deaths = 0;
  #restart: NodeJS.Timeout | undefined;
  #trial: NodeJS.Timeout | undefined;
  /** Folders that it watches without its being believed. */
  readonly #held = new Set<number>();
  #closed = false;

  constructor(options: KeptWatcherOptions) {
    this.#options = options;
  }

  /** How often it died since it last lived for long. */
  get deaths(): number {
    return this.#deaths;
  }

  /** Has it died too often to be believed? */
  get isSuspect(): boolean {
    return this.#deaths >= suspectDeaths;
  }

  /** @returns false while nothing can be watched, because it died. */
  watch(id: number, root: string): boolean {
    if (this.#closed || this.#restart !== undefined) return false;
    this.#watcher ??= this.#start();
    this.#watcher.watch(id, root);
    return true;
  }

  unwatch(id: number): void {
    this.#held.delete(id);
    this.#watcher?.unwatch(id);
  }

  #start(): FolderWatcher {
    const { start, listener } = this.#options;
    return start({
      ...listener,
      ready: (id) => {
        this.#ready(id);
      },
      failed: (id, failure) => {
        this.#held.delete(id);
        listener.failed(id, failure);
      },
      died: (reason) => {
        this.#died(reason);
      },
    });
  }

  #ready(id: number): void {
    const { restartMs, listener } = this.#options;
    if (this.#deaths > 0)
      this.#trial ??= setTimeout(() => {
        this.#trust();
      }, restartMs * longestWaits).unref();
    if (this.isSuspect) {
      this.#held.add(id);
      listener.touched(id, [whole]);
    } else {
      listener.ready(id);
    }
  }

  #trust(): void {
    this.#trial = undefined;
    this.#deaths = 0;
    for (const id of this.#held) this.#options.listener.ready(id);
    this.#held.clear();
  }

  #died(reason: string): void {
    this.#watcher = undefined;
    this.#deaths++;
    clearTimeout(this.#trial);
    this.#trial = undefined;
    this.#held.clear();
    this.#options.listener.died(reason);
    if (this.#closed) return;
    const { restartMs } = this.#options;
    this.#restart = setTimeout(
      () => {
        this.#restart = undefined;
        this.#options.retry();
      },
      restartMs * Math.min(2 ** (this.#deaths - 1), longestWaits),
    ).unref();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#restart);
    clearTimeout(this.#trial);
    await this.#watcher?.[Symbol.asyncDispose]();
  }
}
