import type { MonthRuns } from '../../../src-contract/index.ts';

/** Months of photos in order of time, each as long as it lasts. @param dates as `PhotoDetails.datedAt`. */
export function monthRuns(dates: Iterable<string>): MonthRuns {
  const runs: MonthRuns = [];
  let current: MonthRuns[number] | undefined;
  for (const date of dates) {
    const month = date.slice(0, 7);
    if (current?.month !== month) {
      current = { month, count: 0 };
      runs.push(current);
    }
    current.count++;
  }
  return runs;
}
