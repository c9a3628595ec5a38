import type { Touched } from '../touched.ts';
import type { WatchFailure } from './folder-watcher.ts';

/** What the watching thread is told. */
export type ToWatcher =
  | { readonly kind: 'watch'; readonly id: number; readonly root: string; readonly except: string }
  | { readonly kind: 'unwatch'; readonly id: number };

/** What the watching thread tells. */
export type FromWatcher =
  | { readonly kind: 'ready'; readonly id: number }
  | { readonly kind: 'touched'; readonly id: number; readonly parts: readonly Touched[] }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: WatchFailure };
