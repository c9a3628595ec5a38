import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sliceMs, Slices } from '../../src-main/engine/slices.ts';

let nowMs = 0;
beforeEach(() => {
  nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Others who have so much to do in each of some turns of the event loop. @returns the turns that they had */
function others(turns: number, tookMs: number): { readonly had: number; readonly stop: () => void } {
  const told = { had: 0, stop: () => void (turns = 0) };
  const work = (): void => {
    if (told.had >= turns) return;
    told.had++;
    nowMs += tookMs;
    setImmediate(work);
  };
  setImmediate(work);
  return told;
}

test('work goes on at once until its slice is used up', async () => {
  const slices = new Slices();
  const busy = others(1, 3);
  await slices.breathe();
  expect(busy.had).toBe(0);
  nowMs += sliceMs;
  await slices.breathe();
  expect(busy.had).toBe(1);
  expect(slices.over).toBe(false);
});

test('others get one turn of work that somebody waits for, and as many as they need of polite work', async () => {
  for (const [isPolite, turns] of [
    [false, 1],
    [true, 4],
  ] as const) {
    const slices = new Slices({ isPolite });
    nowMs += sliceMs;
    const busy = others(4, 3);
    await slices.breathe();
    expect(busy.had, `polite: ${isPolite}`).toBe(turns);
    busy.stop();
  }
});

test('polite work goes on at once when others have next to nothing to do, and some day when they never end', async () => {
  const slices = new Slices({ isPolite: true });
  nowMs += sliceMs;
  const idle = others(Infinity, 0.5);
  await slices.breathe();
  expect(idle.had).toBe(1);
  idle.stop();
  nowMs += sliceMs;
  const busy = others(Infinity, 10);
  await slices.breathe();
  expect(busy.had).toBe(10);
  expect(slices.over).toBe(false);
  busy.stop();
});
