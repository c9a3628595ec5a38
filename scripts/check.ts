/*
 * npm run check: everything that must pass, as npm scripts. The linter, which takes as long as all other static checks
 * together, runs beside the rest; the tests use all processors themselves. Whatever fails, the others run to their end.
 */
import { type Check, runLanes } from './lib/lanes.ts';

const lint: readonly Check[] = [{ script: 'check:lint' }];
const rest: readonly Check[] = [
  { script: 'check:types' },
  { script: 'check:format' },
  { script: 'check:layers' },
  { script: 'check:unused' },
  { script: 'test', isLive: true },
  { script: 'test:e2e', isLive: true },
];

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stop.abort();
  });
}
const results = await runLanes([lint, rest], process.stdout, { signal: stop.signal });
const width = Math.max(...results.map(({ script }) => script.length));
for (const { script, code, seconds } of results) {
  const ending = code === 0 ? 'passed' : `FAILED (${code === null ? 'killed' : `exit code ${code}`})`;
  process.stdout.write(`${script.padEnd(width)}  ${seconds.toFixed(0).padStart(4)} s  ${ending}\n`);
}
if (stop.signal.aborted) process.stdout.write('Stopped before the end.\n');
process.exitCode = !stop.signal.aborted && results.every(({ code }) => code === 0) ? 0 : 1;
