import { type IpcMainEvent, MessageChannelMain, type WebContents } from 'electron';
import type { EngineStatus } from '../../src-contract/desktop.ts';
import type { Logger } from '../core/logger.ts';
import type { RpcChannel } from '../host/rpc-server.ts';
import { channels } from './channels.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';
import { origin } from './origin.ts';
import { portChannel } from './port-channel.ts';

export interface PageConnectionOptions {
  readonly contents: WebContents;
  readonly engine: EngineSupervisor;
  /** Answers the page's calls to the host. */
  readonly serveHost: (channel: RpcChannel) => void;
  readonly log: Logger;
}

/** One page's lines to engine and host: made when it asks, and made again when the engine comes back. */
export class PageConnection implements Disposable {
  readonly #options: PageConnectionOptions;
  readonly #statusListener: Disposable;
  /** The page that is loaded now has asked for ports. */
  #wanted = false;
  #hostChannel: RpcChannel | undefined;

  constructor(options: PageConnectionOptions) {
    this.#options = options;
    const { contents, engine } = options;
    contents.ipc.on(channels.connect, (event) => {
      if (this.#isPage(event)) this.#connect();
    });
    contents.ipc.on(channels.askEngine, (event) => {
      if (this.#isPage(event)) this.#tellStatus(engine.status);
    });
    contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      // What comes next must ask for itself.
      if (isMainFrame && !isSameDocument) this.#hangUp();
    });
    contents.once('destroyed', () => {
      this[Symbol.dispose]();
    });
    this.#statusListener = engine.onStatus((status) => {
      this.#tellStatus(status);
      if (this.#wanted) this.#handOver();
    });
  }

  [Symbol.dispose](): void {
    this.#statusListener[Symbol.dispose]();
    this.#hangUp();
  }

  #connect(): void {
    this.#wanted = true;
    if (this.#options.engine.status.state === 'failed') this.#options.engine.start();
    this.#handOver();
  }

  #handOver(): void {
    const { contents, engine, serveHost } = this.#options;
    const toEngine = new MessageChannelMain();
    if (!engine.connectPage(toEngine.port2)) return;
    const toHost = new MessageChannelMain();
    this.#hostChannel?.close();
    this.#hostChannel = portChannel(toHost.port2);
    serveHost(this.#hostChannel);
    contents.mainFrame.postMessage(channels.ports, null, [toEngine.port1, toHost.port1]);
  }

  #hangUp(): void {
    this.#wanted = false;
    this.#hostChannel?.close();
    this.#hostChannel = undefined;
  }

  #tellStatus(status: EngineStatus): void {
    const { contents } = this.#options;
    if (!contents.isDestroyed()) contents.mainFrame.send(channels.engine, status);
  }

  /** Is it the page itself that speaks: our origin, in the window's main frame? */
  #isPage({ sender, senderFrame }: IpcMainEvent): boolean {
    const { contents, log } = this.#options;
    const isPage =
      sender === contents &&
      senderFrame !== null &&
      senderFrame.parent === null &&
      senderFrame.frameTreeNodeId === contents.mainFrame.frameTreeNodeId &&
      senderFrame.origin === origin;
    if (!isPage) log.warn({}, 'refused a message that is not of the page');
    return isPage;
  }
}
