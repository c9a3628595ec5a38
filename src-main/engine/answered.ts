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
