import { defineConfig } from 'vitest/config';
import { telemetryOff } from './src-main/core/encoder-environment.ts';
import { useCompileCache } from './tests/helpers/setup/compile-cache.ts';
import { LongestFirst } from './tests/helpers/setup/longest-first.ts';
import { workers } from './tests/helpers/setup/workers.ts';

useCompileCache();

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Native modules and child processes: each test file gets a process of its own.
    pool: 'forks',
    maxWorkers: workers,
    globalSetup: ['tests/helpers/setup/compile-cache.ts'],
    // Some load the inference runtime into their own process.
    env: telemetryOff,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
