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

type Listener = (links: Links | null) => void;

/**
 * The way to the main side: message ports under Electron, a WebSocket in a browser. Comes back by itself when it is lost.
 *
 * Calls wait for the first connection, and fail at once while a lost one is not back.
 */
export class Connection {
  #links: Links | null = null;
  #first = Promise.withResolvers<Links>();
  #everConnected = false;
  readonly #listeners = new Set<Listener>();

  constructor() {
    if (desktopApi === undefined) this.#openSocket(0);
    else this.#openPorts(desktopApi);
  }

  /** Hear of every connection made, and null of every one lost. Says what is now right away. */
  onLinks(listener: Listener): () => void {
    this.#listeners.add(listener);
    listener(this.#links);
    return () => this.#listeners.delete(listener);
  }

  /** Was there a connection that is not there any more? */
  get isLost(): boolean {
    return this.#everConnected && this.#links === null;
  }

  async link(method: string): Promise<Link> {
    const links = this.#everConnected ? this.#links : await this.#first.promise;
    if (links === null) throw new ConnectionLost();
    return isHostMethod(method) ? links.host : links.engine;
  }

  #set(links: Links | null): void {
    this.#links = links;
    if (links !== null) {
      this.#everConnected = true;
      this.#first.resolve(links);
    }
    for (const listener of this.#listeners) listener(links);
  }

  #openPorts(desktop: DesktopApi): void {
    receivePorts(({ engine, host }) => {
      // Before the link's own listener, so that calls which fail by it find the connection lost.
      engine.addEventListener('close', () => {
        if (this.#links === links) this.#set(null);
      });
      const links = { engine: new PortLink({ port: engine }), host: new PortLink({ port: host }) };
      engine.start();
      host.start();
      this.#set(links);
    });
    desktop.connect();
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
      if (opened) this.#set(null);
      else if (attempt === 0) for (const listener of this.#listeners) listener(null);
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
