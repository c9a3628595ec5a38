import type { ErrorCode } from '../../src-contract/index.ts';

/** What may be gone the next time: a drive that stalled, a file still being copied. */
const transient: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'PHOTO_UNREADABLE',
  'PHOTO_MISSING',
  'PHOTO_CHANGED_WHILE_READING',
  'PHOTO_TIMEOUT',
  'INTERNAL',
]);

const firstWaitMs = 60_000;
/** No failed photo waits longer than this. */
export const longestWaitMs = 24 * 3_600_000;
const maxAttempts = 6;

/**
 * When to try a failed photo again, in epoch milliseconds: after 1, 4, 16, 64 minutes and so on. Null: only when the
 * file changes or the user asks, because the content itself is the reason or it failed often enough. What lies with a
 * cloud service is looked for once a day.
 *
 * @param attempts how often it was tried, at least 1.
 */
export function nextAttemptAtMs(code: ErrorCode, attempts: number, nowMs: number): number | null {
  // To look whether it is there costs next to nothing.
  if (code === 'PHOTO_IN_CLOUD') return nowMs + longestWaitMs;
  if (!transient.has(code) || attempts >= maxAttempts) return null;
  return nowMs + Math.min(longestWaitMs, firstWaitMs * 4 ** (attempts - 1));
}
