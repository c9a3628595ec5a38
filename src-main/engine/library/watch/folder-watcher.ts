import type { Touched } from '../touched.ts';

/** Why a folder cannot be watched. `limit`: the system watches no more folders for us; `silent`: its drive has no answer. */
export interface WatchFailure {
  readonly cause: 'limit' | 'silent' | 'error';
  /** For the user. */
  readonly message: string;
}

/** What a watcher says. Ids are those that the folders were handed over with. */
export interface WatchListener {
  /** From now on nothing is missed; what changed before may have been. */
  ready(id: number): void;
  touched(id: number, parts: readonly Touched[]): void;
  /** The folder is not watched (any more). */
  failed(id: number, failure: WatchFailure): void;
  /** The watcher itself is gone, and nothing is watched any more. */
  died(reason: string): void;
}

/** Watches folders with everything below them. What it says are hints where to look, not what has changed. */
export interface FolderWatcher extends AsyncDisposable {
  watch(id: number, root: string): void;
  unwatch(id: number): void;
}

export type StartWatcher = (listener: WatchListener) => FolderWatcher;
