import { availableParallelism } from 'node:os';

/**
 * How many files of tests run at once. Vitest leaves one processor to itself, which is half of a machine that has two; most
 * files wait for a process of theirs part of the time.
 */
export const workers = Math.max(2, availableParallelism() - 1);
