import { parentPort } from 'node:worker_threads';
import { ChokidarTree } from './chokidar-tree.ts';
import type { WatchFailure } from './folder-watcher.ts';
import { RecursiveWatch } from './recursive-watch.ts';
import type { TreeWatch, TreeWatchOptions } from './tree-watch.ts';
import type { FromWatcher, ToWatcher } from './watch-protocol.ts';

/** Entry of the thread that watches folders: reading thousands of them does not hold up the engine. */
const watches = new Map<number, TreeWatch>();

function tell(message: FromWatcher): void {
  parentPort?.postMessage(message);
}

async function begin({ id, root, except }: Extract<ToWatcher, { kind: 'watch' }>): Promise<void> {
  end(id);
  const fail = (error: unknown): void => {
    end(id);
    tell({ kind: 'failed', id, failure: failureOf(error) });
  };
  const watch = treeWatch({
    root,
    except,
    onTouched: (parts) => {
      tell({ kind: 'touched', id, parts });
    },
    onFailed: fail,
  });
  watches.set(id, watch);
  try {
    await watch.start();
    if (watches.get(id) === watch) tell({ kind: 'ready', id });
  } catch (error) {
    if (watches.get(id) === watch) fail(error);
  }
}

/** The way of this system; see [Note: Watching folders]. */
function treeWatch(options: TreeWatchOptions): TreeWatch {
  const isRecursive = process.platform === 'darwin' || process.platform === 'win32';
  return isRecursive ? new RecursiveWatch(options) : new ChokidarTree(options);
}

function end(id: number): void {
  watches.get(id)?.[Symbol.dispose]();
  watches.delete(id);
}

function failureOf(error: unknown): WatchFailure {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const message = error instanceof Error ? error.message : String(error);
  if (code !== 'ENOSPC' && code !== 'EMFILE') return { cause: 'error', message };
  const setting = code === 'ENOSPC' ? 'fs.inotify.max_user_watches' : 'fs.inotify.max_user_instances';
  return { cause: 'limit', message: `The system watches no more folders (${setting})` };
}

parentPort?.on('message', (message: ToWatcher) => {
  if (message.kind === 'watch') void begin(message);
  else end(message.id);
});
