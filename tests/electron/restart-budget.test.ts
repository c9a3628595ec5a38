import { expect, test } from 'vitest';
import { RestartBudget } from '../../src-main/electron/restart-budget.ts';

test('gives so many restarts within the time, and more when that has passed', () => {
  const budget = new RestartBudget(2, 1000);
  const taken = [0, 100, 200, 999, 1000, 1050, 1100, 1101].map((nowMs) => budget.take(nowMs));
  expect(taken).toEqual([true, true, false, false, true, false, true, false]);
});
