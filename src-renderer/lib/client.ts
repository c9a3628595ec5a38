import {
  EngineEvent,
  eventsMethod,
  hostMethods,
  type HostMethodInput,
  type HostMethodName,
  type HostMethodOutput,
  type MethodInput,
  type MethodName,
  type MethodOutput,
  methods,
  toAppError,
} from '../../src-contract/index.ts';
import { Connection, ConnectionLost } from './connection.ts';

/** The main side as the page sees it: typed calls whose answers are validated on arrival. */
export class Client {
  readonly connection = new Connection();

  /**
   * Call a method of the engine.
   *
   * @param options.signal ends the work on the other side, too; the call rejects with its reason.
   * @throws AppError as the engine gave it; ConnectionLost
   */
  async call<M extends MethodName>(
    method: M,
    input: MethodInput<M>,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<MethodOutput<M>> {
    const output = await this.#call(method, input, options.signal);
    return methods[method].output.parse(output) as MethodOutput<M>;
  }

  /** Call a method of the host around the page. */
  async host<M extends HostMethodName>(method: M, input: HostMethodInput<M>): Promise<HostMethodOutput<M>> {
    return hostMethods[method].output.parse(await this.#call(method, input)) as HostMethodOutput<M>;
  }

  /** Events as long as the connection holds. */
  async *events(signal: AbortSignal): AsyncGenerator<EngineEvent, void, undefined> {
    const stream = (await this.#call(eventsMethod, {}, signal)) as AsyncIterable<unknown>;
    for await (const event of stream) yield EngineEvent.parse(event);
  }

  async #call(method: string, input: unknown, signal?: AbortSignal): Promise<unknown> {
    const link = await this.connection.link(method);
    try {
      return await link.call([method], input, { context: {}, ...(signal && { signal }) });
    } catch (thrown) {
      signal?.throwIfAborted();
      throw this.connection.isLost ? new ConnectionLost() : toAppError(thrown);
    }
  }
}

/** Was a call ended by its own signal? */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
