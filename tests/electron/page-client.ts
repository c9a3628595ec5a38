import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import {
  type EngineEvent,
  eventsMethod,
  type HostMethodInput,
  type HostMethodName,
  type HostMethodOutput,
  type MethodInput,
  type MethodName,
  type MethodOutput,
  toAppError,
} from '../../src-contract/index.ts';
import type { StandInPort } from './stand-in/ports.ts';

type Methods = Record<string, (input: unknown, options?: { signal?: AbortSignal }) => Promise<unknown>>;

/** What a page does with one of its ports. */
export class PageClient {
  readonly #methods: Methods;
  readonly closed: Promise<void>;

  constructor(port: StandInPort) {
    this.closed = new Promise((resolve) => port.once('close', resolve));
    this.#methods = createORPCClient(new RPCLink({ port }));
    port.start();
  }

  async call<M extends MethodName>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>> {
    return (await this.#call(method, input)) as MethodOutput<M>;
  }

  async host<M extends HostMethodName>(method: M, input: HostMethodInput<M>): Promise<HostMethodOutput<M>> {
    return (await this.#call(method, input)) as HostMethodOutput<M>;
  }

  async events(signal: AbortSignal): Promise<AsyncIterable<EngineEvent>> {
    return (await this.#methods[eventsMethod]?.({}, { signal })) as AsyncIterable<EngineEvent>;
  }

  async #call(method: string, input: unknown): Promise<unknown> {
    try {
      return await this.#methods[method]?.(input);
    } catch (error) {
      throw toAppError(error);
    }
  }
}
