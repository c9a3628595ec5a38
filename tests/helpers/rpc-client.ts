import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { WebSocket } from 'ws';
import type {
  EngineEvent,
  eventsMethod,
  HostMethodInput,
  HostMethodName,
  HostMethodOutput,
  MethodInput,
  MethodName,
  MethodOutput,
} from '../../src-contract/index.ts';

interface CallOptions {
  readonly signal?: AbortSignal;
}

/** Everything that a page can call. */
export type Api = {
  readonly [M in MethodName]: (input: MethodInput<M>, options?: CallOptions) => Promise<MethodOutput<M>>;
} & {
  readonly [M in HostMethodName]: (input: HostMethodInput<M>, options?: CallOptions) => Promise<HostMethodOutput<M>>;
} & Readonly<
    Record<typeof eventsMethod, (input?: undefined, options?: CallOptions) => Promise<AsyncGenerator<EngineEvent>>>
  >;

/** Call the contract over a WebSocket, as the page does, without its types in the way of what is no valid call. */
export function rpcClient(socket: WebSocket): Api {
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  return createORPCClient<never>(link);
}
