import { os } from '@orpc/server';
import { eventsMethod, type MethodInput, type MethodName, methods } from '../../src-contract/index.ts';
import type { Logger } from '../core/logger.ts';
import { dispatch } from '../engine/dispatch.ts';
import type { Engine } from '../engine/engine.ts';
import { eventStream } from './event-stream.ts';
import { type Procedure, procedure } from './procedure.ts';

/**
 * Every method of the engine and the stream of its events, for `rpcServer`. A method's name is one key, dots included.
 *
 * @param closing ends the streams of events; without it they end with their connections.
 */
export function engineRouter(
  engine: Engine,
  log: Logger,
  closing: AbortSignal = new AbortController().signal,
): Readonly<Record<string, Procedure>> {
  const router: Record<string, Procedure> = {};
  for (const method of Object.keys(methods) as MethodName[]) {
    const call = (input: unknown, signal: AbortSignal): unknown =>
      // Dispatch validates: what a client sends may be anything.
      dispatch(engine, method, input as MethodInput<MethodName>, { signal });
    router[method] = procedure(method, methods[method].output, call, log);
  }
  router[eventsMethod] = os.handler(({ signal }) =>
    Promise.resolve(
      eventStream(
        (listener) => engine.onEvent(listener),
        signal === undefined ? closing : AbortSignal.any([signal, closing]),
      ),
    ),
  );
  return router;
}
