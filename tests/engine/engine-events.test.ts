import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EngineEvent } from '../../src-contract/index.ts';
import { EngineEvents } from '../../src-main/engine/engine-events.ts';
import { createLogger } from '../../src-main/headless/log.ts';

beforeEach(() => {
  vi.stubEnv('EIDETIC_LOG', 'silent');
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** Events with everything they have told so far, by name. */
function listened(): { events: EngineEvents; told: string[]; listening: Disposable } {
  const events = new EngineEvents(createLogger());
  const told: string[] = [];
  return { events, told, listening: events.on(({ event }) => told.push(event)) };
}

test('changes are told at once, then at most once a second, and the last one never gets lost', () => {
  const { events, told } = listened();
  events.changed();
  expect(told).toHaveLength(1);
  for (let i = 0; i < 35; i++) {
    vi.advanceTimersByTime(100);
    events.changed();
  }
  expect(told).toHaveLength(4);
  vi.advanceTimersByTime(1000);
  expect(told).toHaveLength(5);
  vi.advanceTimersByTime(10_000);
  expect(told, 'nothing more without a change').toHaveLength(5);
});

test('everything else is told as it comes, to all who listen, until they stop', () => {
  const { events, told, listening } = listened();
  const second: EngineEvent[] = [];
  using _listening = events.on((event) => second.push(event));
  const state = { running: true, progress: null, error: null };
  events.publish({ event: 'library.indexing', state });
  listening[Symbol.dispose]();
  events.publish({ event: 'library.indexing', state });
  expect([told.length, second.length]).toEqual([1, 2]);
});

test('one that listens twice is told twice', () => {
  const { events, told } = listened();
  const listener = ({ event }: EngineEvent): number => told.push(event);
  const first = events.on(listener);
  using _second = events.on(listener);
  first[Symbol.dispose]();
  events.changed();
  expect(told).toHaveLength(2);
});

test('a listener that throws keeps nothing from the others', () => {
  const events = new EngineEvents(createLogger());
  events.on(() => {
    throw new Error('a mistake of a host');
  });
  const told: string[] = [];
  events.on(({ event }) => told.push(event));
  events.changed();
  expect(told).toEqual(['library.changed']);
});

test('nothing is told after the end', () => {
  const { events, told } = listened();
  events.changed();
  events.changed();
  events[Symbol.dispose]();
  vi.advanceTimersByTime(5000);
  expect(told).toHaveLength(1);
});
