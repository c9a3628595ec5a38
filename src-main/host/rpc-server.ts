import { ORPCError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import { ErrorCode } from '../../src-contract/index.ts';
import type { Logger } from '../core/logger.ts';
import { parseRpcMessage } from './rpc-message.ts';
import type { Procedure } from './procedure.ts';

/** One connection to a client: a WebSocket, a MessagePort. */
export interface RpcChannel {
  /** Settles when the other side can take more; never rejects, a broken connection is told by `onClose`. */
  send(message: string | Uint8Array): Promise<void>;
  /** Text and bytes are calls, if anything is; whatever else comes is refused. */
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  /** Called for a client that does not speak the protocol. */
  close(): void;
}

/**
 * Answer calls of the contract over any channel.
 *
 * @returns what connects a client. Its calls are cancelled and its streams end when the channel closes.
 */
export function rpcServer(router: Readonly<Record<string, Procedure>>, log: Logger): (channel: RpcChannel) => void {
  const handler = new RPCHandler({ ...router }, { interceptors: [nameEveryError] });
  return (channel) => {
    const socket = {
      send: (message: string | Uint8Array) => channel.send(message),
      addEventListener: (kind: 'message' | 'close', listener: (event: { data: unknown }) => void) => {
        if (kind === 'close') {
          channel.onClose(() => {
            listener({ data: undefined });
          });
          return;
        }
        channel.onMessage((sent) => {
          const data = parseRpcMessage(sent);
          if (data !== undefined) {
            listener({ data });
            return;
          }
          log.warn({}, 'a client sent what is no call; its connection was closed');
          channel.close();
        });
      },
    };
    // The handler needs no more of a WebSocket than this, and with no more it serves any channel.
    void handler.upgrade(socket as unknown as Parameters<typeof handler.upgrade>[0]);
  };
}

interface Handling {
  next(): Promise<{ readonly matched: boolean }>;
}

/** Give what the library itself finds wrong one of our codes: a method that is unknown, a body that is damaged. */
async function nameEveryError<T extends Handling>(handling: T): Promise<Awaited<ReturnType<T['next']>>> {
  let result;
  try {
    result = await handling.next();
  } catch (error) {
    if (error instanceof ORPCError && ErrorCode.safeParse(error.code).success) throw error;
    throw new ORPCError('INVALID_ARGUMENT', { message: 'Expected a call of the contract but received a damaged one' });
  }
  if (!result.matched) {
    throw new ORPCError('INVALID_ARGUMENT', { message: 'Expected a method of the contract but received another' });
  }
  return result as Awaited<ReturnType<T['next']>>;
}
