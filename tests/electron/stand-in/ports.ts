import { EventEmitter } from 'node:events';

/** A port on its way to another process, with what waits in it. */
export interface PortState {
  readonly id: string;
  readonly peer: string;
  readonly queue: readonly Letter[];
}

interface Letter {
  readonly data: unknown;
  readonly ports: readonly PortState[];
}

/** What processes send each other so that a pair of ports works across them. */
export type Envelope =
  | { readonly kind: 'parent'; readonly data: unknown; readonly ports: readonly PortState[] }
  | { readonly kind: 'port'; readonly to: string; readonly data: unknown; readonly ports: readonly PortState[] }
  | { readonly kind: 'close'; readonly to: string };

let made = 0;

/** The ports of this process. What is for a port elsewhere goes out through `route`. */
export class Hub {
  /** Takes an envelope for a port that is not here. */
  route: (envelope: Envelope) => void = () => undefined;
  readonly #ports = new Map<string, StandInPort>();

  channel(): [StandInPort, StandInPort] {
    const name = `${process.pid}.${++made}`;
    const [one, two] = [`${name}.1`, `${name}.2`];
    return [this.adopt({ id: one, peer: two, queue: [] }), this.adopt({ id: two, peer: one, queue: [] })];
  }

  adopt(state: PortState): StandInPort {
    const port = new StandInPort(this, state);
    this.#ports.set(state.id, port);
    return port;
  }

  /** Give a port away. */
  release(port: StandInPort): PortState {
    this.#ports.delete(port.id);
    return port.detach();
  }

  forget(port: StandInPort): void {
    this.#ports.delete(port.id);
  }

  receive(envelope: Exclude<Envelope, { kind: 'parent' }>): void {
    const port = this.#ports.get(envelope.to);
    if (port === undefined) this.route(envelope);
    else if (envelope.kind === 'close') port.hearClose();
    else port.deliver(envelope);
  }
}

/** Works as Electron's MessagePortMain. */
export class StandInPort extends EventEmitter {
  readonly id: string;
  readonly #peer: string;
  readonly #hub: Hub;
  readonly #queue: Letter[];
  #state: 'waiting' | 'started' | 'gone' = 'waiting';

  constructor(hub: Hub, { id, peer, queue }: PortState) {
    super();
    this.#hub = hub;
    this.id = id;
    this.#peer = peer;
    this.#queue = [...queue];
  }

  postMessage(data: unknown, transfer: readonly StandInPort[] = []): void {
    if (this.#state === 'gone') return;
    const ports = transfer.map((port) => this.#hub.release(port));
    const copy: unknown = structuredClone(data);
    setImmediate(() => {
      this.#hub.receive({ kind: 'port', to: this.#peer, data: copy, ports });
    });
  }

  start(): void {
    if (this.#state !== 'waiting') return;
    this.#state = 'started';
    for (const letter of this.#queue.splice(0)) this.deliver(letter);
  }

  close(): void {
    if (this.#state === 'gone') return;
    this.#state = 'gone';
    this.#hub.forget(this);
    setImmediate(() => {
      this.#hub.receive({ kind: 'close', to: this.#peer });
    });
  }

  deliver(letter: Letter): void {
    if (this.#state === 'waiting') this.#queue.push(letter);
    else if (this.#state === 'started') {
      this.emit('message', { data: letter.data, ports: letter.ports.map((state) => this.#hub.adopt(state)) });
    }
  }

  hearClose(): void {
    this.#state = 'gone';
    this.#hub.forget(this);
    this.emit('close');
  }

  detach(): PortState {
    this.#state = 'gone';
    return { id: this.id, peer: this.#peer, queue: this.#queue.splice(0) };
  }
}
