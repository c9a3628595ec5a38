import { defineConfig } from 'vitest/config';
import { telemetryOff } from './src-main/core/encoder-environment.ts';

/** Random operations and random kills: minutes of them, apart from the other tests. */
export default defineConfig({
  test: {
    include: ['tests/faults/**/*.faults.ts'],
    pool: 'forks',
    env: telemetryOff,
    testTimeout: 20 * 60_000,
    maxConcurrency: 2,
  },
});
