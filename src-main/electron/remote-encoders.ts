import type { EncoderLauncher, EncoderProcess } from '../engine/encoder/index.ts';
import type { FromEngine, ToEngine } from './engine-protocol.ts';

/** What is needed of a MessagePortMain. */
export interface Port {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  start(): void;
  close(): void;
}

type EncoderNews = Extract<ToEngine, { kind: `encoder-${string}` }>;

/**
 * The engine's encoders under Electron, where only the main process can start processes: they are asked for by message
 * and reached through a port of their own, so what they say does not pass through the main process.
 */
export class RemoteEncoders {
  readonly #tell: (message: FromEngine) => void;
  readonly #encoders = new Map<number, RemoteEncoder>();
  #last = 0;

  constructor(tell: (message: FromEngine) => void) {
    this.#tell = tell;
  }

  readonly launch: EncoderLauncher = () => {
    const id = ++this.#last;
    const encoder = new RemoteEncoder(() => {
      this.#tell({ kind: 'kill-encoder', id });
    });
    this.#encoders.set(id, encoder);
    this.#tell({ kind: 'start-encoder', id });
    return encoder;
  };

  receive(news: EncoderNews, port: Port | undefined): void {
    const encoder = this.#encoders.get(news.id);
    if (encoder === undefined) return;
    switch (news.kind) {
      case 'encoder-started':
        if (port === undefined) throw new Error('Expected a port to the encoder but received none');
        encoder.connect(port);
        break;
      case 'encoder-pid':
        encoder.pid = news.pid;
        break;
      case 'encoder-ended':
        this.#encoders.delete(news.id);
        encoder.end(news.how);
        break;
    }
  }
}

class RemoteEncoder implements EncoderProcess {
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
