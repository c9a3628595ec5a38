import type { EngineEvent } from '../../src-contract/index.ts';

/**
 * Everything the engine says, for one client, until `until` is aborted. A client that reads slowly misses what is
 * outdated: of each kind of event only the newest waits for it.
 *
 * @param subscribe begins to listen and returns how to end that.
 */
export function eventStream(
  subscribe: (listener: (event: EngineEvent) => void) => Disposable,
  until: AbortSignal,
): AsyncGenerator<EngineEvent, undefined, undefined> {
  const waiting = new Map<EngineEvent['event'], EngineEvent>();
  let news = Promise.withResolvers<undefined>();
  // From now on and not from the first read: nothing that happens in between may be lost.
  const subscription = subscribe((event) => {
    waiting.set(event.event, event);
    news.resolve(undefined);
  });
  const end = (): void => {
    subscription[Symbol.dispose]();
    news.resolve(undefined);
  };
  if (until.aborted) end();
  // Also for a stream that is dropped before its first read: a generator that never began runs no `finally`.
  else until.addEventListener('abort', end, { once: true });

  const read = async function* (): AsyncGenerator<EngineEvent, undefined, undefined> {
    try {
      while (!until.aborted) {
        for (const [kind, event] of waiting) {
          waiting.delete(kind);
          yield event;
        }
        if (waiting.size === 0) await news.promise;
        news = Promise.withResolvers<undefined>();
      }
      return undefined;
    } finally {
      until.removeEventListener('abort', end);
      subscription[Symbol.dispose]();
    }
  };
  return read();
}
