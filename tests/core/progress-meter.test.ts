import { expect, test } from 'vitest';
import { ProgressMeter } from '../../src-main/core/progress-meter.ts';

test('knows no rate before two moments differ', () => {
  const meter = new ProgressMeter(1000);
  expect([meter.perSecond, meter.etaSeconds(10)]).toEqual([0, null]);
  meter.record(1000, 5);
  expect([meter.perSecond, meter.etaSeconds(10)]).toEqual([0, null]);
});

test('counts over the time since the start', () => {
  const meter = new ProgressMeter(0);
  meter.record(2000, 10);
  expect([meter.perSecond, meter.etaSeconds(15)]).toEqual([5, 3]);
});

test('forgets what is longer ago than its window', () => {
  const meter = new ProgressMeter(0);
  for (let second = 1; second <= 20; second++) meter.record(second * 1000, second * 100);
  for (let second = 21; second <= 40; second++) meter.record(second * 1000, 2000 + (second - 20));
  expect(meter.perSecond).toBeCloseTo(1);
  expect(meter.etaSeconds(60)).toBeCloseTo(60);
});

test('gives no estimate while nothing is done, nor when the clock was set back', () => {
  const meter = new ProgressMeter(10_000);
  meter.record(20_000, 0);
  expect([meter.perSecond, meter.etaSeconds(5)]).toEqual([0, null]);
  meter.record(5000, 3);
  expect([meter.perSecond, meter.etaSeconds(5)]).toEqual([0, null]);
});
