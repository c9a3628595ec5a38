/** MiB of heap of the process that looks at network drives: enough for some 100,000 folders. */
const maxHeapMiB = 96;

/** Flags of Node for that process. */
export const pollerFlags = [`--max-old-space-size=${maxHeapMiB}`] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Environment for that process. A call to a drive that hangs keeps a thread of libuv until the drive answers: there are
 * enough for several such drives, and threads that wait cost next to nothing.
 *
 * @see https://docs.libuv.org/en/v1.x/threadpool.html
 */
export function pollerEnvironment(env: Environment): Record<string, string | undefined> {
  return { ...env, UV_THREADPOOL_SIZE: '64' };
}
