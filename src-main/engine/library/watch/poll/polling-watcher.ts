import type { HelperProcess } from '../../../helper-process.ts';
import type { FolderWatcher, WatchListener } from '../folder-watcher.ts';
import type { ToWatcher } from '../watch-protocol.ts';
import type { FromPoller } from './drive-poller.ts';

/** A process that gives no sign of life for so long hangs as a whole, and is killed. */
const lifelessMs = 60_000;

export interface PollingWatcherOptions {
  readonly launch: () => HelperProcess;
  /** Folder that is passed by: the data folder. */
  readonly except: string;
  readonly lifelessMs?: number;
}

/**
 * Watches folders on network drives by looking, in a process of its own.
 *
 * [Note: Network drives] A call to a drive that does not answer keeps its thread for as long as that lasts, cannot be
 * taken back, and keeps the process from ending in order. So it is made where there are threads enough and from where a
 * kill is harmless: four such calls would stop the engine.
 */
export class PollingWatcher implements FolderWatcher {
  readonly #process: HelperProcess;
  readonly #except: string;
  readonly #watchdog: NodeJS.Timeout;
  #heardMs = performance.now();
  #closed = false;

  constructor(listener: WatchListener, options: PollingWatcherOptions) {
    this.#except = options.except;
    this.#process = options.launch();
    this.#process.onMessage((message) => {
      this.#heardMs = performance.now();
      if (!this.#closed) tell(listener, message as FromPoller);
    });
    this.#process.onExit((how) => {
      clearInterval(this.#watchdog);
      if (!this.#closed) listener.died(how);
      this.#closed = true;
    });
    const limitMs = options.lifelessMs ?? lifelessMs;
    this.#watchdog = setInterval(() => {
      if (performance.now() - this.#heardMs > limitMs) this.#process.kill();
    }, limitMs / 4).unref();
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  watch(id: number, root: string): void {
    this.#send({ kind: 'watch', id, root, except: this.#except });
  }

  unwatch(id: number): void {
    this.#send({ kind: 'unwatch', id });
  }

  #send(message: ToWatcher): void {
    if (!this.#closed) this.#process.send(message);
  }

  /** Not waited for: the end of a process that hangs in a drive may take its time. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    clearInterval(this.#watchdog);
    this.#process.kill();
    return Promise.resolve();
  }
}

function tell(listener: WatchListener, message: FromPoller): void {
  if (message.kind === 'ready') listener.ready(message.id);
  else if (message.kind === 'touched') listener.touched(message.id, message.parts);
  else if (message.kind === 'failed') listener.failed(message.id, message.failure);
}
