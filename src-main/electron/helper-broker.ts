import {
  type ForkOptions,
  MessageChannelMain,
  type MessagePortMain,
  type UtilityProcess,
  utilityProcess,
} from 'electron';
import { encoderEnvironment } from '../core/encoder-environment.ts';
import { pollerEnvironment, pollerFlags } from '../core/poller-process.ts';
import type { HelperKind, ToEngine } from './engine-protocol.ts';
import { killProcess } from './kill-process.ts';

/** Modules that helpers begin with, absolute paths. */
export type HelperEntries = Readonly<Record<HelperKind, string>>;

/** Starts helpers (encoders, what looks at network drives) for one engine process and connects them to it; they end with it. */
export class HelperBroker implements Disposable {
  readonly #entries: HelperEntries;
  readonly #tellEngine: (message: ToEngine, ports?: MessagePortMain[]) => void;
  readonly #running = new Map<number, UtilityProcess>();

  constructor(entries: HelperEntries, tellEngine: (message: ToEngine, ports?: MessagePortMain[]) => void) {
    this.#entries = entries;
    this.#tellEngine = tellEngine;
  }

  /** @param libraryDir as in `LaunchOptions`. */
  start(which: HelperKind, id: number, libraryDir: string | null): void {
    const child = utilityProcess.fork(this.#entries[which], [], {
      stdio: 'inherit',
      ...forkOptions(which, libraryDir),
    });
    this.#running.set(id, child);
    child.once('spawn', () => {
      this.#tellEngine({ kind: 'helper-pid', id, pid: child.pid });
    });
    child.once('exit', (code) => {
      // Not there when the engine that it belonged to is gone.
      if (this.#running.delete(id)) this.#tellEngine({ kind: 'helper-ended', id, how: `exit code ${code}` });
    });
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage(null, [port1]);
    this.#tellEngine({ kind: 'helper-started', id }, [port2]);
  }

  kill(id: number): void {
    const child = this.#running.get(id);
    if (child !== undefined) killProcess(child);
  }

  [Symbol.dispose](): void {
    const children = [...this.#running.values()];
    this.#running.clear();
    for (const child of children) killProcess(child);
  }
}

function forkOptions(which: HelperKind, libraryDir: string | null): ForkOptions {
  if (which === 'encoder') return { serviceName: 'Eidetic encoder', env: encoderEnvironment(process.env, libraryDir) };
  return { serviceName: 'Eidetic drives', env: pollerEnvironment(process.env), execArgv: [...pollerFlags] };
}
