import type { FolderWatch } from '../../../../src-contract/index.ts';
import type { Logger } from '../../../core/logger.ts';
import type { EngineEvents } from '../../engine-events.ts';
import { resolvedRoot, rootIdentity } from '../../folder-paths.ts';
import { isOnNetwork } from '../../network-drive.ts';
import type { WatchableFolder } from '../../store/library/folders.ts';
import type { Store } from '../../store/store.ts';
import { type Touched, whole } from '../touched.ts';
import type { StartWatcher, WatchFailure } from './folder-watcher.ts';
import { KeptWatcher } from './kept-watcher.ts';

export interface WatchTimes {
  /** Between two looks at whether the roots are there. */
  readonly rootsMs: number;
  /** Between two scans of a folder that cannot be watched, after which watching it is tried again. */
  readonly rescanMs: number;
  /** Before a watcher that died is started again: each time twice as long as before, up to 300 times. */
  readonly restartMs: number;
  /** Before a folder is scanned again that is offline although its root is there: each time four times as long as before. */
  readonly offlineMs: number;
}

const watchTimes: WatchTimes = { rootsMs: 5000, rescanMs: 15 * 60_000, restartMs: 1000, offlineMs: 15_000 };

export interface FolderWatchingOptions {
  readonly store: Store;
  readonly events: EngineEvents;
  readonly log: Logger;
  /** What watches folders of this machine. */
  readonly start: StartWatcher;
  /** What looks at those on network drives; without it they are scanned from time to time. */
  readonly startPolling: StartWatcher | undefined;
  /** See `network-drive.ts`, which is asked when this is missing. */
  readonly isOnNetwork?: (path: string) => Promise<boolean>;
  readonly touch: (folderId: number, parts: readonly Touched[]) => void;
  readonly times?: Partial<WatchTimes>;
}

interface Watched extends WatchableFolder {
  /** The place that is watched; undefined when the root is not reachable. */
  place: string | undefined;
  /** Where it really lies. What that is is watched: of a link, the system tells what happens to the link itself. */
  root: string;
  state: 'starting' | 'on' | 'failed' | 'off';
  reason: string | null;
  /** What watches it, once that is known. */
  by: KeptWatcher | undefined;
  /** The next scan of a folder that is offline although its root is there. */
  retry: { readonly atMs: number; readonly waitMs: number } | undefined;
}

/**
 * Keeps all folders watched that take part in indexing, and says of each whether it is.
 *
 * [Note: Watching fails] Where a folder cannot be watched (the system's limit, an error) or the watcher died, the
 * folder is scanned from time to time instead, and watching is tried again. One that died several times is said to have
 * done so, once, until it has lived for minutes. Roots that come and go are noticed
 * by looking at them every few seconds: no file system tells that a drive was mounted over a folder, or that a link which
 * a root has become, or lies behind, leads elsewhere now. Those on network drives are polled ([Note: Polling]) and scanned from time to time as well.
 */
export class FolderWatching implements AsyncDisposable {
  readonly #options: FolderWatchingOptions;
  readonly #times: WatchTimes;
  readonly #folders = new Map<number, Watched>();
  readonly #listening: Disposable;
  readonly #timers: NodeJS.Timeout[];
  readonly #watcher: KeptWatcher;
  readonly #poller: KeptWatcher | undefined;
  #refreshing: Promise<void> | undefined;
  #again = false;
  #closed = false;

  constructor(options: FolderWatchingOptions) {
    this.#options = options;
    this.#times = { ...watchTimes, ...options.times };
    this.#watcher = this.#keep(options.start);
    this.#poller = options.startPolling && this.#keep(options.startPolling);
    this.#listening = options.events.on(({ event }) => {
      if (event === 'library.changed') this.refresh();
    });
    this.#timers = [
      setInterval(() => {
        this.refresh();
      }, this.#times.rootsMs).unref(),
      setInterval(() => {
        this.#rescan();
      }, this.#times.rescanMs).unref(),
    ];
    this.refresh();
  }

  get states(): FolderWatch[] {
    return [...this.#folders.values()].map(({ id, state, reason }) => ({
      folderId: id,
      state: state === 'starting' ? 'off' : state,
      reason: state === 'starting' ? 'Watching begins' : reason,
    }));
  }

  /** Watch the folders that there are now. */
  refresh(): void {
    this.#again = true;
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
  }

  async #refresh(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        await this.#compare(this.#options.store.folders.watchable());
      } catch (error) {
        this.#options.log.error({ error: String(error) }, 'the folders to watch could not be found out');
      }
    }
  }

  async #compare(wanted: readonly WatchableFolder[]): Promise<void> {
    const ids = new Set(wanted.map(({ id }) => id));
    for (const id of this.#folders.keys()) {
      if (ids.has(id)) continue;
      this.#folders.get(id)?.by?.unwatch(id);
      this.#folders.delete(id);
    }
    // At once: a drive that does not answer holds up no other.
    await Promise.all(
      wanted.map(async (folder) => {
        const place = await rootIdentity(folder.path);
        const root = place === undefined ? folder.path : await resolvedRoot(folder.path);
        if (!this.#closed) await this.#follow(folder, place, root);
      }),
    );
  }

  /** Begin, end or move the watch of one folder as its root comes and goes. */
  async #follow(folder: WatchableFolder, place: string | undefined, root: string): Promise<void> {
    const before = this.#folders.get(folder.id);
    if (before !== undefined && before.place === place && before.root === root) {
      this.#retryOffline(before, place !== undefined && folder.isOffline === 1);
      return;
    }
    const watched: Watched = { ...folder, place, root, state: 'off', reason: null, by: before?.by, retry: undefined };
    this.#folders.set(folder.id, watched);
    if (place === undefined) {
      watched.by?.unwatch(folder.id);
      this.#set(watched, 'off', 'The folder cannot be reached');
    } else {
      await this.#begin(watched);
    }
    // A root that was there before and is another now: an ejected drive, or one that is back.
    if (before !== undefined || (place !== undefined && folder.isOffline === 1)) {
      this.#options.touch(folder.id, [whole]);
    }
  }

  /** A scan did not wait for its drive, which has come back without its root ever having been away. */
  #retryOffline(watched: Watched, isOffline: boolean): void {
    if (!isOffline) {
      watched.retry = undefined;
      return;
    }
    const nowMs = performance.now();
    const { offlineMs, rescanMs } = this.#times;
    watched.retry ??= { atMs: nowMs + offlineMs, waitMs: offlineMs };
    if (nowMs < watched.retry.atMs) return;
    const waitMs = Math.min(watched.retry.waitMs * 4, rescanMs);
    watched.retry = { atMs: nowMs + waitMs, waitMs };
    this.#options.touch(watched.id, [whole]);
  }

  async #begin(watched: Watched): Promise<void> {
    const onNetwork = await (this.#options.isOnNetwork ?? isOnNetwork)(watched.root);
    // Closed, or forgotten meanwhile.
    if (this.#closed || this.#folders.get(watched.id) !== watched) return;
    const by = onNetwork ? this.#poller : this.#watcher;
    if (watched.by !== by) watched.by?.unwatch(watched.id);
    watched.by = by;
    if (by === undefined) {
      this.#set(watched, 'failed', 'Changes on a network drive are not told: they are looked for every 15 minutes');
    } else if (by.watch(watched.id, watched.root)) {
      if (watched.state !== 'failed' || !by.isSuspect) watched.state = 'starting';
    } else if (watched.state !== 'failed') {
      this.#set(watched, 'failed', 'The watcher died: changes are looked for every 15 minutes');
    }
  }

  #keep(start: StartWatcher): KeptWatcher {
    const kept: KeptWatcher = new KeptWatcher({
      start,
      restartMs: this.#times.restartMs,
      retry: () => {
        this.#retry();
      },
      listener: {
        ready: (id) => {
          const watched = this.#folders.get(id);
          if (watched?.by !== kept) return;
          this.#set(watched, 'on', null);
          // What changed while watching began.
          this.#options.touch(id, [whole]);
        },
        touched: (id, parts) => {
          this.#options.touch(id, parts);
        },
        failed: (id, failure) => {
          this.#fail(id, failure);
        },
        died: (reason) => {
          this.#died(kept, reason);
        },
      },
    });
    return kept;
  }

  #fail(id: number, { cause, message }: WatchFailure): void {
    const watched = this.#folders.get(id);
    if (watched === undefined) return;
    this.#options.log.warn({ folder: id, cause }, 'a folder cannot be watched');
    this.#set(watched, 'failed', `${message}: changes are looked for every 15 minutes`);
    // A scan of a drive that does not answer would wait for it.
    if (cause !== 'silent') this.#options.touch(id, [whole]);
  }

  #died(kept: KeptWatcher, reason: string): void {
    this.#options.log.warn({ deaths: kept.deaths, polls: kept === this.#poller }, 'the watcher died');
    for (const watched of this.#folders.values()) {
      if (watched.by === kept && (watched.state === 'on' || watched.state === 'starting'))
        this.#set(watched, 'failed', `The watcher died (${reason}): changes are looked for every 15 minutes`);
    }
  }

  /** Scan what cannot be watched, or is polled, and try to watch it again. */
  #rescan(): void {
    for (const { id, state, by } of this.#folders.values()) {
      const isPolled = state === 'on' && by === this.#poller;
      if (state === 'failed' || isPolled) this.#options.touch(id, [whole]);
    }
    this.#retry();
  }

  #retry(): void {
    for (const watched of this.#folders.values()) if (watched.state === 'failed') void this.#begin(watched);
  }

  #set(watched: Watched, state: Watched['state'], reason: string | null): void {
    const isNew = watched.state !== state || watched.reason !== reason;
    watched.state = state;
    watched.reason = reason;
    if (isNew) this.#options.events.changed();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#listening[Symbol.dispose]();
    await this.#refreshing;
    await Promise.all([this.#watcher[Symbol.asyncDispose](), this.#poller?.[Symbol.asyncDispose]()]);
  }
}
