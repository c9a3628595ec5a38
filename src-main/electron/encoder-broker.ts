import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';
import { encoderEnvironment } from '../core/encoder-environment.ts';
import type { ToEngine } from './engine-protocol.ts';
import { killProcess } from './kill-process.ts';

/** Starts encoders for one engine process and connects the two; they end with it. */
export class EncoderBroker implements Disposable {
  readonly #entry: string;
  readonly #tellEngine: (message: ToEngine, ports?: MessagePortMain[]) => void;
  readonly #running = new Map<number, UtilityProcess>();

  constructor(entry: string, tellEngine: (message: ToEngine, ports?: MessagePortMain[]) => void) {
    this.#entry = entry;
    this.#tellEngine = tellEngine;
  }

  start(id: number): void {
    const child = utilityProcess.fork(this.#entry, [], {
      serviceName: 'Eidetic encoder',
      stdio: 'inherit',
      env: encoderEnvironment(process.env),
    });
    this.#running.set(id, child);
    child.once('spawn', () => {
      this.#tellEngine({ kind: 'encoder-pid', id, pid: child.pid });
    });
    child.once('exit', (code) => {
      // Not there when the engine that it belonged to is gone.
      if (this.#running.delete(id)) this.#tellEngine({ kind: 'encoder-ended', id, how: `exit code ${code}` });
    });
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage(null, [port1]);
    this.#tellEngine({ kind: 'encoder-started', id }, [port2]);
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
