import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokenWindows } from '../../../src-main/core/text/windows.ts';

const frame = { bos: 1000, eos: 1001 };

test('a text that fits is one window with its frame', () => {
  const options = { contextLength: 6, ...frame, overflow: 'window-mean' } as const;
  expect(tokenWindows([], options)).toEqual([[1000, 1001]]);
  expect(tokenWindows([1, 2], options)).toEqual([[1000, 1, 2, 1001]]);
  expect(tokenWindows([1, 2, 3, 4], options)).toEqual([[1000, 1, 2, 3, 4, 1001]]);
});

test('a text without frame tokens has the whole context', () => {
  expect(tokenWindows([1, 2, 3], { contextLength: 3, overflow: 'window-mean' })).toEqual([[1, 2, 3]]);
  expect(tokenWindows([1, 2, 3], { contextLength: 3, eos: 9, overflow: 'truncate' })).toEqual([[1, 2, 9]]);
});

test('a longer text is cut into windows that overlap by half', () => {
  const ids = [1, 2, 3, 4, 5, 6, 7];
  expect(tokenWindows(ids, { contextLength: 6, ...frame, overflow: 'window-mean' })).toEqual([
    [1000, 1, 2, 3, 4, 1001],
    [1000, 3, 4, 5, 6, 1001],
    [1000, 5, 6, 7, 1001],
  ]);
});

test('a longer text is cut off where the pack says so', () => {
  const ids = [1, 2, 3, 4, 5, 6, 7];
  expect(tokenWindows(ids, { contextLength: 6, ...frame, overflow: 'truncate' })).toEqual([[1000, 1, 2, 3, 4, 1001]]);
});

const context = fc.integer({ min: 3, max: 40 });
const length = fc.integer({ min: 0, max: 300 });

test('every token is in some window, in order, and every two neighbours within half a window share one', () => {
  fc.assert(
    fc.property(context, length, fc.boolean(), fc.boolean(), (contextLength, count, hasBos, hasEos) => {
      const ids = Array.from({ length: count }, (_, i) => i);
      const options = { contextLength, bos: hasBos ? 1000 : undefined, eos: hasEos ? 1001 : undefined };
      const windows = tokenWindows(ids, { ...options, overflow: 'window-mean' });
      const inner = windows.map((window) => window.slice(hasBos ? 1 : 0, hasEos ? -1 : undefined));
      const room = contextLength - Number(hasBos) - Number(hasEos);
      for (const window of windows) {
        expect(window.length).toBeLessThanOrEqual(contextLength);
        if (hasBos) expect(window[0]).toBe(1000);
        if (hasEos) expect(window.at(-1)).toBe(1001);
      }
      for (const part of inner) expect(part).toEqual(ids.slice(part[0] ?? 0, (part[0] ?? 0) + part.length));
      expect([...new Set(inner.flat())]).toEqual(ids);
      const near = Math.floor(room / 2);
      for (let i = 0; i + near < count; i++)
        expect(inner.some((part) => part.includes(i) && part.includes(i + near))).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('cutting off keeps the beginning and never exceeds the context', () => {
  fc.assert(
    fc.property(context, length, (contextLength, count) => {
      const ids = Array.from({ length: count }, (_, i) => i);
      const [window, ...others] = tokenWindows(ids, { contextLength, ...frame, overflow: 'truncate' });
      expect(others).toEqual([]);
      expect(window).toEqual([1000, ...ids.slice(0, contextLength - 2), 1001]);
    }),
  );
});
