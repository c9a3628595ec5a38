import { describe, expect, test } from 'vitest';
import { type EngineEvent, defaultSettings } from '../../src-contract/index.ts';
import { eventStream } from '../../src-main/host/event-stream.ts';

const changed: EngineEvent = { event: 'library.changed' };
const settings: EngineEvent = { event: 'settings.changed', settings: defaultSettings };

function indexing(found: number): EngineEvent {
  return {
    event: 'library.indexing',
    state: { running: true, progress: { phase: 'scanning', folder: 'photos', found }, error: null },
  };
}

/** A source of events that knows how many listen. */
class Source {
  readonly #listeners = new Set<(event: EngineEvent) => void>();

  readonly subscribe = (listener: (event: EngineEvent) => void): Disposable => {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  };

  get listening(): number {
    return this.#listeners.size;
  }

  say(...events: EngineEvent[]): void {
    for (const event of events) for (const listener of this.#listeners) listener(event);
  }
}

describe('a stream of events', () => {
  test('has every event for a client that keeps up', async () => {
    const source = new Source();
    const stream = eventStream(source.subscribe, new AbortController().signal);
    const seen: unknown[] = [];
    for (const event of [indexing(1), indexing(2), changed, settings, indexing(3)]) {
      const next = stream.next();
      source.say(event);
      seen.push((await next).value);
    }
    expect(seen).toEqual([indexing(1), indexing(2), changed, settings, indexing(3)]);
    await stream.return(undefined);
  });

  test('has the newest of each kind for a client that does not', async () => {
    const source = new Source();
    const stream = eventStream(source.subscribe, new AbortController().signal);
    source.say(indexing(1), changed, indexing(2), changed, settings, indexing(3));
    const seen = [(await stream.next()).value, (await stream.next()).value, (await stream.next()).value];
    expect(seen).toEqual([indexing(3), changed, settings]);
    const next = stream.next();
    source.say(indexing(4));
    expect((await next).value).toEqual(indexing(4));
    await stream.return(undefined);
  });

  test('misses nothing between the subscription and the first read', async () => {
    const source = new Source();
    const stream = eventStream(source.subscribe, new AbortController().signal);
    source.say(changed);
    expect((await stream.next()).value).toEqual(changed);
    await stream.return(undefined);
  });

  test('ends for a reader that waits when it is aborted, and listens no more', async () => {
    const source = new Source();
    const abort = new AbortController();
    const stream = eventStream(source.subscribe, abort.signal);
    const next = stream.next();
    expect(source.listening).toBe(1);
    abort.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(source.listening).toBe(0);
  });

  test.each([
    [
      'it is aborted before it is read',
      (abort: AbortController) => {
        abort.abort();
      },
    ],
    ['it is aborted before it begins', undefined],
  ])('listens no more when %s', async (_, meanwhile) => {
    const source = new Source();
    const abort = new AbortController();
    if (meanwhile === undefined) abort.abort();
    const stream = eventStream(source.subscribe, abort.signal);
    meanwhile?.(abort);
    expect(source.listening).toBe(0);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  test('listens no more when its reader leaves', async () => {
    const source = new Source();
    const stream = eventStream(source.subscribe, new AbortController().signal);
    source.say(changed);
    for await (const _event of stream) break;
    expect(source.listening).toBe(0);
  });
});
