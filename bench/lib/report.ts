import { availableParallelism, cpus, totalmem } from 'node:os';
import { median, quantile, table } from './statistics.ts';

/** What a figure was measured on. */
interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGiB: number;
  readonly platform: string;
  readonly node: string;
}

function machine(): Machine {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
  };
}

export interface Section {
  readonly title: string;
  /** The first row names the columns. */
  readonly rows: readonly (readonly string[])[];
  readonly notes?: readonly string[];
}

/** Print the result: one JSON object, or the machine and aligned tables. */
export function report(json: boolean, result: object, sections: readonly Section[]): void {
  const on = machine();
  if (json) {
    console.log(JSON.stringify({ machine: on, ...result }));
    return;
  }
  console.log(`${on.cpu}, ${on.cores} cores, ${on.memoryGiB} GiB, ${on.platform}, Node ${on.node}`);
  for (const { title, rows, notes = [] } of sections) {
    console.log(`\n${title}\n${table(rows)}`);
    for (const note of notes) console.log(`  ${note}`);
  }
}

/** Say on stderr what is going on: stdout belongs to the result. */
export function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Samples of one quantity, in its own unit. */
export interface Spread {
  readonly n: number;
  readonly min: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

export function spread(samples: readonly number[]): Spread {
  return {
    n: samples.length,
    min: Math.min(...samples),
    p50: median(samples),
    p95: quantile(samples, 0.95),
    max: Math.max(...samples),
  };
}

/** Median with the range it was seen in: `41.2 (39.8-43.0)`. */
export function withRange(samples: readonly number[], digits = 1): string {
  const { min, max, p50 } = spread(samples);
  return `${p50.toFixed(digits)} (${min.toFixed(digits)}-${max.toFixed(digits)})`;
}

/** A quantity that this platform may not tell. */
export function optional(value: number | null, digits = 0): string {
  return value === null ? 'n/a' : value.toFixed(digits);
}
