import type { Channel } from '../../../../core/engine-channel.ts';
import type { FromWatcher, ToWatcher } from '../watch-protocol.ts';
import { FolderPoll, type PolledFiles } from './folder-poll.ts';

export interface PollTimes {
  /** Between two rounds at least. */
  readonly restMs: number;
  /** Without any answer for so long, a drive hangs. */
  readonly silentMs: number;
  /** Between two signs of life. */
  readonly aliveMs: number;
}

const pollTimes: PollTimes = { restMs: 10_000, silentMs: 20_000, aliveMs: 10_000 };
/** Rests are so many times as long as the round before, where that is more: a slow drive is not kept busy by us. */
const restPerRound = 3;
const longestRestMs = 5 * 60_000;
/** For so long at most a list is waited for of a drive that gives signs of life. */
const longestListMs = 10 * 60_000;

/** What the process tells. `alive`: its thread runs, whatever drives do. */
export type FromPoller = FromWatcher | { readonly kind: 'alive' };

/**
 * What the polling process does: looks at each folder that it is told in rounds, and tells what happened there. A drive
 * that does not answer holds up its own folder alone; when it answers again, its folder is `ready` anew.
 */
export function pollDrives(channel: Channel, files: PolledFiles, times: PollTimes = pollTimes): void {
  const polled = new Map<number, PolledFolder>();
  const tell = (message: FromPoller): void => {
    channel.send(message);
  };
  channel.onMessage((received) => {
    const message = received as ToWatcher;
    const before = polled.get(message.id);
    if (message.kind === 'watch' && before?.root === message.root) {
      before.tellAnew();
      return;
    }
    before?.[Symbol.dispose]();
    polled.delete(message.id);
    if (message.kind === 'watch') polled.set(message.id, new PolledFolder(message, files, times, tell));
  });
  setInterval(() => {
    tell({ kind: 'alive' });
  }, times.aliveMs);
}

class PolledFolder implements Disposable {
  readonly root: string;
  readonly #id: number;
  readonly #poll: FolderPoll;
  readonly #times: PollTimes;
  readonly #tell: (message: FromPoller) => void;
  #rest: NodeJS.Timeout | undefined;
  #answeredMs = performance.now();
  #isReady = false;
  #hasFailed = false;
  #closed = false;

  constructor(
    { id, root, except }: Extract<ToWatcher, { kind: 'watch' }>,
    files: PolledFiles,
    times: PollTimes,
    tell: (message: FromPoller) => void,
  ) {
    this.#id = id;
    this.root = root;
    this.#times = times;
    this.#tell = tell;
    this.#poll = new FolderPoll({ root, except, files: this.#noting(files) });
    void this.#round();
  }

  /** The same files; that they answer is noted. */
  #noting(files: PolledFiles): PolledFiles {
    const noted = async <T>(call: Promise<T>): Promise<T> => {
      try {
        return await call;
      } finally {
        this.#answeredMs = performance.now();
      }
    };
    return {
      lstat: (path) => noted(files.lstat(path)),
      readdir: async (path, options) => {
        using _asking = this.#askForLife(() => noted(files.statfs(path)));
        return await noted(files.readdir(path, options));
      },
      statfs: (path) => noted(files.statfs(path)),
    };
  }

  /** The list of a large folder may take long on a slow drive: that it is alive is asked beside it. */
  #askForLife(ask: () => Promise<unknown>): Disposable {
    const begunMs = performance.now();
    let isAsked = false;
    const timer = setInterval(() => {
      if (isAsked || performance.now() - begunMs > longestListMs) return;
      isAsked = true;
      const answered = (): void => {
        isAsked = false;
      };
      // An error is an answer, too.
      ask().then(answered, answered);
    }, this.#times.silentMs / 2);
    return {
      [Symbol.dispose]: () => {
        clearInterval(timer);
      },
    };
  }

  async #round(): Promise<void> {
    this.#answeredMs = performance.now();
    const begunMs = this.#answeredMs;
    const watchdog = setInterval(() => {
      if (performance.now() - this.#answeredMs > this.#times.silentMs)
        this.#fail('The drive does not answer', 'silent');
    }, this.#times.silentMs / 4);
    try {
      const parts = await this.#poll.round();
      if (this.#closed) return;
      if (!this.#isReady) this.#tell({ kind: 'ready', id: this.#id });
      else if (parts.length > 0) this.#tell({ kind: 'touched', id: this.#id, parts });
      this.#isReady = true;
      this.#hasFailed = false;
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error), 'error');
    } finally {
      clearInterval(watchdog);
    }
    if (this.#closed) return;
    const { restMs } = this.#times;
    const longMs = Math.min((performance.now() - begunMs) * restPerRound, longestRestMs);
    this.#rest = setTimeout(() => void this.#round(), Math.max(restMs, longMs));
  }

  /** Say again whether it is looked at: begun a second time, a folder that hangs would keep more threads. */
  tellAnew(): void {
    this.#isReady = false;
    this.#hasFailed = false;
  }

  /** Told once; rounds go on, and what comes after the next whole one is told again. */
  #fail(message: string, cause: 'silent' | 'error'): void {
    this.#isReady = false;
    if (this.#closed || this.#hasFailed) return;
    this.#hasFailed = true;
    this.#tell({ kind: 'failed', id: this.#id, failure: { cause, message } });
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    clearTimeout(this.#rest);
  }
}
