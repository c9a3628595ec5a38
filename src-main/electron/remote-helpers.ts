import type { HelperProcess } from '../engine/helper-process.ts';
import type { FromEngine, HelperKind, ToEngine } from './engine-protocol.ts';

/** What is needed of a MessagePortMain. */
export interface Port {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  start(): void;
  close(): void;
}

type HelperNews = Extract<ToEngine, { kind: `helper-${string}` }>;

/**
 * The engine's helpers under Electron, where only the main process can start processes: they are asked for by message
 * and reached through a port of their own, so what they say does not pass through the main process.
 */
export class RemoteHelpers {
  readonly #tell: (message: FromEngine) => void;
  readonly #helpers = new Map<number, RemoteHelper>();
  #last = 0;

  constructor(tell: (message: FromEngine) => void) {
    this.#tell = tell;
  }

  /** @param libraryDir folder whose libraries it is to find before the system's; null for none. */
  launch(which: HelperKind, libraryDir: string | null = null): HelperProcess {
    const id = ++this.#last;
    const helper = new RemoteHelper(() => {
      this.#tell({ kind: 'kill-helper', id });
    });
    this.#helpers.set(id, helper);
    this.#tell({ kind: 'start-helper', which, id, libraryDir });
    return helper;
  }

  receive(news: HelperNews, port: Port | undefined): void {
    const helper = this.#helpers.get(news.id);
    if (helper === undefined) return;
    switch (news.kind) {
      case 'helper-started':
        if (port === undefined) throw new Error('Expected a port to the helper but received none');
        helper.connect(port);
        break;
      case 'helper-pid':
        helper.pid = news.pid;
        break;
      case 'helper-ended':
        this.#helpers.delete(news.id);
        helper.end(news.how);
        break;
    }
  }
}

class RemoteHelper implements HelperProcess {
  pid: number | undefined;
  readonly kill: () => void;
  #port: Port | undefined;
  #ended: string | undefined;
  /** What was sent before there was a port. */
  readonly #unsent: unknown[] = [];
  readonly #receivers: ((message: unknown) => void)[] = [];
  readonly #exitListeners: ((how: string) => void)[] = [];

  constructor(kill: () => void) {
    this.kill = kill;
  }

  connect(port: Port): void {
    this.#port = port;
    port.on('message', ({ data }) => {
      for (const receive of this.#receivers) receive(data);
    });
    port.start();
    for (const message of this.#unsent.splice(0)) port.postMessage(message);
  }

  end(how: string): void {
    this.#ended = how;
    this.#port?.close();
    for (const listener of this.#exitListeners.splice(0)) listener(how);
  }

  send(message: unknown): void {
    // A message to a process that has just died is answered by its exit, which fails every open call.
    if (this.#ended !== undefined) return;
    if (this.#port === undefined) this.#unsent.push(message);
    else this.#port.postMessage(message);
  }

  onMessage(receive: (message: unknown) => void): void {
    this.#receivers.push(receive);
  }

  onExit(listener: (how: string) => void): void {
    if (this.#ended === undefined) this.#exitListeners.push(listener);
    else listener(this.#ended);
  }
}
