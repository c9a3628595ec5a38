import type { FolderWatcher, StartWatcher, WatchListener } from './folder-watcher.ts';

/** A watcher that died this often in a row is left alone until it is revived. */
const maxDeaths = 5;

export interface KeptWatcherOptions {
  readonly start: StartWatcher;
  /** Before a watcher that died is started again: each time four times as long as before. */
  readonly restartMs: number;
  readonly listener: WatchListener;
  /** Watching is to be tried again: a watcher that died may be started anew. */
  readonly retry: () => void;
}

/** A watcher that is started when there is something to watch, and again after it died, with longer and longer waits. */
export class KeptWatcher implements AsyncDisposable {
  readonly #options: KeptWatcherOptions;
  #watcher: FolderWatcher | undefined;
  #deaths = 0;
  #restart: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: KeptWatcherOptions) {
    this.#options = options;
  }

  /** How often it died since it last watched a folder. */
  get deaths(): number {
    return this.#deaths;
  }

  /** @returns false while nothing can be watched, because it died. */
  watch(id: number, root: string): boolean {
    if (this.#closed || this.#restart !== undefined || this.#deaths > maxDeaths) return false;
    this.#watcher ??= this.#start();
    this.#watcher.watch(id, root);
    return true;
  }

  unwatch(id: number): void {
    this.#watcher?.unwatch(id);
  }

  /** Give one that died too often another chance. */
  revive(): void {
    if (this.#deaths > maxDeaths) this.#deaths = 0;
  }

  #start(): FolderWatcher {
    const { start, listener } = this.#options;
    return start({
      ...listener,
      ready: (id) => {
        this.#deaths = 0;
        listener.ready(id);
      },
      died: (reason) => {
        this.#died(reason);
      },
    });
  }

  #died(reason: string): void {
    this.#watcher = undefined;
    this.#deaths++;
    this.#options.listener.died(reason);
    if (this.#closed || this.#deaths > maxDeaths) return;
    this.#restart = setTimeout(
      () => {
        this.#restart = undefined;
        this.#options.retry();
      },
      this.#options.restartMs * 4 ** (this.#deaths - 1),
    ).unref();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#restart);
    await this.#watcher?.[Symbol.asyncDispose]();
  }
}
