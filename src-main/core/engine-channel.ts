/** How messages come and go between a process that the engine had started, and the engine. */
export interface Channel {
  send(message: unknown): void;
  onMessage(receive: (message: unknown) => void): void;
  /** Called when the other end is gone. */
  onClose(closed: () => void): void;
}

/** A message port as Electron gives it to a utility process. */
interface Port {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  start(): void;
}

interface ParentPort {
  once(event: 'message', listener: (event: { readonly ports: readonly Port[] }) => void): void;
}

/** What is needed of Node's `process`, or of Electron's. */
interface OwnProcess {
  readonly parentPort?: ParentPort;
  readonly send?: (message: unknown, handle?: undefined, options?: undefined, sent?: () => void) => boolean;
  on(event: 'message', receive: (message: unknown) => void): unknown;
  once(event: 'disconnect', closed: () => void): unknown;
}

/**
 * Find the channel to the engine. Node: the IPC channel of a forked child. Electron: the port that comes with the first
 * message to a utility process, since there the engine is not the parent.
 */
export function withChannel(own: OwnProcess, use: (channel: Channel) => void): void {
  const { parentPort } = own;
  if (parentPort === undefined) {
    use(ipcChannel(own));
    return;
  }
  parentPort.once('message', ({ ports: [port] }) => {
    if (port === undefined) throw new Error('Expected a port to the engine with the first message but received none');
    use(portChannel(port));
  });
}

function ipcChannel(own: OwnProcess): Channel {
  return {
    send: (message) => {
      // Nobody is there to hear that an answer did not come through: the channel's end follows, and with it ours.
      own.send?.(message, undefined, undefined, () => undefined);
    },
    onMessage: (receive) => own.on('message', receive),
    onClose: (closed) => own.once('disconnect', closed),
  };
}

function portChannel(port: Port): Channel {
  return {
    send: (message) => {
      port.postMessage(message);
    },
    onMessage: (receive) => {
      port.on('message', ({ data }) => {
        receive(data);
      });
      port.start();
    },
    onClose: (closed) => {
      port.on('close', closed);
    },
  };
}
