import { expect, test } from 'vitest';
import { measureBatches, photosPerSecond } from '../../../src-main/encoder/probe/measure-speed.ts';

/** A clock that a run moves on by what it costs. */
class Clock {
  ms = 0;
  readonly now = (): number => this.ms;
  readonly run = (costMs: number): Promise<void> => {
    this.ms += costMs;
    return Promise.resolve();
  };
}

test('a rate leaves out the inference that compiles', async () => {
  const clock = new Clock();
  let runs = 0;
  const run = (): Promise<void> => clock.run(runs++ === 0 ? 5000 : 100);
  expect(await photosPerSecond(4, run, clock.now)).toBeCloseTo(40, 6);
  expect(runs).toBe(8);
});

test('batches are tried up to what the pack allows', async () => {
  const clock = new Clock();
  const measured = await measureBatches(16, (batch) => clock.run(10 + batch), clock.now);
  expect(measured.map(({ batch }) => batch)).toEqual([1, 4, 8, 16]);
  expect(measured[3]?.photosPerSecond).toBeCloseTo(16 / 0.026, 3);
});

test('none larger is tried where one is slower than the best, or takes too long', async () => {
  const clock = new Clock();
  const cost = (batch: number): number => (batch >= 8 ? batch * 100 : batch * 10);
  const slower = await measureBatches(64, (batch) => clock.run(cost(batch)), clock.now);
  expect(slower.map(({ batch }) => batch)).toEqual([1, 4, 8]);
  const long = await measureBatches(64, (batch) => clock.run(1000 + batch * 200), clock.now);
  expect(long.map(({ batch }) => batch)).toEqual([1, 4]);
});

test('one that does not fit the memory ends it, unless it is the first', async () => {
  const clock = new Clock();
  const run = (limit: number) => (batch: number) =>
    batch > limit ? Promise.reject(new Error('out of memory')) : clock.run(batch);
  expect((await measureBatches(64, run(8), clock.now)).map(({ batch }) => batch)).toEqual([1, 4, 8]);
  await expect(measureBatches(64, run(0), clock.now)).rejects.toThrow('out of memory');
});
