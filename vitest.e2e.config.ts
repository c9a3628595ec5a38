import { defineConfig } from 'vitest/config';
import { telemetryOff } from './src-main/core/encoder-environment.ts';
import { useCompileCache } from './tests/helpers/setup/compile-cache.ts';
import { LongestFirst } from './tests/helpers/setup/longest-first.ts';

useCompileCache();

/** The page in a real browser over the real server: `npm run test:e2e`. */
export default defineConfig({
  test: {
    include: ['tests/**/*.e2e.ts'],
    globalSetup: ['tests/helpers/setup/compile-cache.ts', 'tests/e2e/lib/global-setup.ts'],
    pool: 'forks',
    env: telemetryOff,
    // A server, a model and a browser each, which wait for one another much of the time.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // With two files at once, indexing hundreds of photos and their captions has one processor.
    testTimeout: 180_000,
    hookTimeout: 360_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
