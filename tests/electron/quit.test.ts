import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { quitInOrder } from '../../src-main/electron/quit.ts';
import { app, called, calls } from './stand-in/electron.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const listeners = new Map(signals.map((signal) => [signal, process.listeners(signal)]));

let closed: PromiseWithResolvers<undefined>;
let closings: number;

beforeEach(() => {
  calls.length = 0;
  app.removeAllListeners();
  closed = Promise.withResolvers();
  closings = 0;
  quitInOrder(app as never, async () => {
    closings++;
    await closed.promise;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  for (const signal of signals) {
    for (const listener of process.listeners(signal)) {
      if (!listeners.get(signal)?.includes(listener)) process.removeListener(signal, listener);
    }
  }
});

test('the app ends when everything is closed, and not before', async () => {
  app.quit();
  expect([closings, called('exit')]).toEqual([1, []]);
  closed.resolve(undefined);
  await vi.waitFor(() => {
    expect(called('exit')).toEqual([[0]]);
  });
});

test('asking again while it closes changes nothing', () => {
  app.quit();
  app.quit();
  expect([closings, called('exit')]).toEqual([1, []]);
});

test.each(signals)('%s quits in order, the same one twice at once too, and another one later at once', (signal) => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(1000);
  process.emit(signal, signal);
  process.emit(signal, signal);
  expect([closings, called('exit')]).toEqual([1, []]);
  now.mockReturnValue(2000);
  process.emit(signal, signal);
  expect(called('exit')).toEqual([[1]]);
});

test.each([
  ['linux', 1],
  ['win32', 1],
  ['darwin', 0],
])('without windows the app on %s quits %i times', (platform, times) => {
  vi.spyOn(process, 'platform', 'get').mockReturnValue(platform as NodeJS.Platform);
  app.emit('window-all-closed');
  expect(called('quit')).toHaveLength(times);
});
