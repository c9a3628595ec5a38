import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { HostMethodName } from '../../src-contract/index.ts';
import type { DesktopApi } from '../../src-contract/desktop.ts';
import { desktopApi, receivePorts } from './desktop.ts';

/** What calls a method by name. Rejects when the connection is lost meanwhile. */
export interface Link {
  call(path: readonly string[], input: unknown, options: { signal?: AbortSignal; context: object }): Promise<unknown>;
}

export interface Links {
  readonly engine: Link;
  readonly host: Link;
}

/** What is between page and main side. `refused`: it is there, and does not know this page any more. */
export type Connected = Links | 'lost' | 'refused';

type Listener = (connected: Connected) => void;

/**
 * The way to the main side: message ports under Electron, a WebSocket in a browser. Comes back by itself when it is lost.
 *
 * Calls wait for the first connection, and fail at once while a lost one is not back.
 */
export class Connection {
  #links: Connected = 'lost';
  #first = Promise.withResolvers<Links>();
  #everConnected = false;
  readonly #listeners = new Set<Listener>();

  constructor() {
    if (desktopApi === undefined) this.#openSocket(0);
    else this.#openPorts(desktopApi);
  }

  /** Hear of every connection made and of every one lost. */
  onLinks(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Was there a connection that is not there any more? */
  get isLost(): boolean {
    return this.#everConnected && typeof this.#links === 'string';
  }

  async link(method: string): Promise<Link> {
    const links = this.#everConnected ? this.#links : await this.#first.promise;
    if (typeof links === 'string') throw new ConnectionLost();
    return isHostMethod(method) ? links.host : links.engine;
  }

  #set(links: Connected): void {
    this.#links = links;
    if (typeof links !== 'string') {
      this.#everConnected = true;
      this.#first.resolve(links);
    }
    for (const listener of this.#listeners) listener(links);
  }

  #openPorts(desktop: DesktopApi): void {
    receivePorts(({ engine, host }) => {
      // Before the link's own listener, so that calls which fail by it find the connection lost.
      engine.addEventListener('close', () => {
        if (this.#links === links) this.#set('lost');
      });
      const links = { engine: new PortLink({ port: engine }), host: new PortLink({ port: host }) };
      engine.start();
      host.start();
      this.#set(links);
    });
    desktop.connect();
  }

  /** A socket does not say why it was refused; a page does. */
  async #askWhy(): Promise<void> {
    const status = await fetch('/', { method: 'HEAD' }).then(
      (answer) => answer.status,
      // Nobody is there: that is what the socket said, too.
      () => undefined,
    );
    const unauthorized = 401;
    if (status === unauthorized && typeof this.#links === 'string') this.#set('refused');
  }

  #openSocket(attempt: number): void {
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`);
    let opened = false;
    socket.addEventListener('open', () => {
      opened = true;
      this.#set({ engine: link, host: link });
    });
    // Before the link's own listener, as above.
    socket.addEventListener('close', () => {
      if (opened || attempt === 0) this.#set('lost');
      else void this.#askWhy();
      // Soon at first (a laptop that woke up), then patiently: 0.3, 0.6, 1.2, 2.4, then every 5 seconds.
      const waitMs = opened ? 300 : Math.min(5000, 300 * 2 ** attempt);
      setTimeout(() => {
        this.#openSocket(opened ? 0 : attempt + 1);
      }, waitMs);
    });
    const link = new SocketLink({ websocket: socket });
  }
}

/** The main side is not there. The page shows this as a state of its own, not as an error of what was asked. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';

  constructor() {
    super('Expected a connection to Eidetic but it is lost');
  }
}

function isHostMethod(method: string): method is HostMethodName {
  return method.startsWith('host.');
}
