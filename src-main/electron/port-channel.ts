import type { RpcChannel } from '../host/rpc-server.ts';

/** What is needed of a MessagePortMain. */
export interface ServerPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** A message port as the RPC server knows a client. */
export function portChannel(port: ServerPort): RpcChannel {
  const closed: (() => void)[] = [];
  let open = true;
  const end = (): void => {
    if (!open) return;
    open = false;
    for (const listener of closed) listener();
  };
  port.on('close', end);
  return {
    // A port has no backpressure to tell of.
    send: (message) => {
      port.postMessage(message);
      return Promise.resolve();
    },
    onMessage: (listener) => {
      port.on('message', ({ data }) => {
        listener(data);
      });
      port.start();
    },
    onClose: (listener) => {
      closed.push(listener);
    },
    close: () => {
      port.close();
      // The end that closes hears nothing of it from the port.
      end();
    },
  };
}
