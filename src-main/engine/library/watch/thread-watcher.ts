import { Worker } from 'node:worker_threads';
import { siblingModule } from '../../../core/sibling-module.ts';
import type { FolderWatcher, WatchListener } from './folder-watcher.ts';
import type { FromWatcher, ToWatcher } from './watch-protocol.ts';

/** What is read of each file while watching begins is garbage at once; a heap without limits would keep much of it. */
const maxHeapMiB = 96;
const maxYoungHeapMiB = 8;

/** Watches folders in a thread of its own: whatever ends that thread, the engine goes on. */
export class ThreadWatcher implements FolderWatcher {
  readonly #worker: Worker;
  readonly #except: string;
  #closed = false;

  constructor(listener: WatchListener, except: string) {
    this.#except = except;
    const worker = new Worker(new URL(siblingModule(import.meta.url, './watch-worker')), {
      name: 'watcher',
      // Flags of this process (a loader, --eval) are not meant for it.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMiB, maxYoungGenerationSizeMb: maxYoungHeapMiB },
    });
    this.#worker = worker;
    worker.unref();
    let reason = 'it ended';
    worker.on('message', (message: FromWatcher) => {
      if (this.#closed) return;
      if (message.kind === 'ready') listener.ready(message.id);
      else if (message.kind === 'touched') listener.touched(message.id, message.parts);
      else listener.failed(message.id, message.failure);
    });
    worker.on('error', (error) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    worker.on('exit', () => {
      if (!this.#closed) listener.died(reason);
      this.#closed = true;
    });
  }

  watch(id: number, root: string): void {
    this.#tell({ kind: 'watch', id, root, except: this.#except });
  }

  unwatch(id: number): void {
    this.#tell({ kind: 'unwatch', id });
  }

  #tell(message: ToWatcher): void {
    this.#worker.postMessage(message);
  }

  /** End the thread at once, as if it had died. */
  kill(): Promise<number> {
    return this.#worker.terminate();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    await this.#worker.terminate();
  }
}
