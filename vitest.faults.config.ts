import { defineConfig } from 'vitest/config';

/** Random operations and random kills: minutes of them, apart from the other tests. */
export default defineConfig({
  test: {
    include: ['tests/faults/**/*.faults.ts'],
    pool: 'forks',
    testTimeout: 20 * 60_000,
    maxConcurrency: 2,
  },
});
