import { statfs } from 'node:fs/promises';

/** A file system that does not answer: a network drive whose server is away, most likely. */
export class NoAnswer extends Error {
  constructor(path: string, ms: number) {
    super(`Expected the drive of "${path}" to answer within ${ms / 1000} s but it did not`);
    this.name = 'NoAnswer';
  }
}

/**
 * Wait for a call to the file system, but not for ever. The call itself cannot be taken back: it keeps its thread.
 *
 * @throws what the call throws; NoAnswer
 */
export async function answered<T>(call: Promise<T>, path: string, ms = 30_000): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new NoAnswer(path, ms));
  }, ms);
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Signs of life are asked for this long after the last one, and waited for as long. */
const signOfLifeMs = 15_000;
/** Even with signs of life: some drives answer for a server that is away. */
const longestMs = 10 * 60_000;

/**
 * Wait for a call whose answer takes its time on a slow drive, as the list of a large folder does, for as long as the
 * drive is alive: meanwhile it is asked how full it is, which no cache of the system answers.
 *
 * @param folder on the same drive.
 * @throws what the call throws; NoAnswer when the drive gives no sign of life for 30 s, or no answer in 10 minutes; the
 * reason of the signal
 */
export async function answeredWhileAlive<T>(call: Promise<T>, folder: string, signal?: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => {
    reject(signal?.reason as Error);
  };
  signal?.addEventListener('abort', abort);
  try {
    return await Promise.race([whileAlive(call, folder, signal), aborted]);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

async function whileAlive<T>(call: Promise<T>, folder: string, signal: AbortSignal | undefined): Promise<T> {
  for (let waitedMs = signOfLifeMs; ; waitedMs += signOfLifeMs) {
    try {
      return await answered(call, folder, signOfLifeMs);
    } catch (error) {
      if (!(error instanceof NoAnswer) || signal?.aborted === true) throw error;
      if (waitedMs >= longestMs) throw new NoAnswer(folder, longestMs);
      const lives = await isAnswered(Promise.race([call, statfs(folder)]), folder);
      if (!lives) throw new NoAnswer(folder, 2 * signOfLifeMs);
    }
  }
}

/** Is there an answer in time, be it an error? */
async function isAnswered(call: Promise<unknown>, path: string): Promise<boolean> {
  try {
    await answered(call, path, signOfLifeMs);
    return true;
  } catch (error) {
    return !(error instanceof NoAnswer);
  }
}
