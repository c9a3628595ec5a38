import { AppError } from '../../../src-contract/index.ts';
import { defaultLimits } from '../../core/encoder-protocol.ts';
import { EncoderClient, type EncoderLauncher } from '../encoder/index.ts';
import type { VerifiedPack } from './verify-pack.ts';

/** Longest that loading both towers and testing them may take: gigabytes from a slow disk. */
const defaultLimitMs = 15 * 60_000;

export interface SelfTestOptions {
  readonly launch: EncoderLauncher;
  readonly thumbDir: string;
  readonly threads: number | null;
  readonly signal: AbortSignal;
  /** For tests. */
  readonly limitMs?: number;
}

/**
 * Load both towers of a pack and let them pass its self-test, on the CPU, in a process that is there for nothing else and
 * may die: nobody knows yet what the pack does to it.
 *
 * @returns how it was passed.
 * @throws PACK_*, ENCODER_CRASHED, ENCODER_UNAVAILABLE; the signal's reason.
 */
export async function selfTest(pack: VerifiedPack, options: SelfTestOptions): Promise<'golden' | 'agreement'> {
  const { launch, thumbDir, threads, signal, limitMs = defaultLimitMs } = options;
  const { id, selfTest: test } = pack.manifest;
  signal.throwIfAborted();
  const stopped = Promise.withResolvers<never>();
  stopped.promise.catch((error: unknown) => error);
  const stop = (): void => {
    stopped.reject(signal.reason);
  };
  signal.addEventListener('abort', stop);
  const timer = setTimeout(() => {
    const seconds = Math.round(limitMs / 1000);
    stopped.reject(new AppError('PACK_SELF_TEST_FAILED', `Expected pack ${id} to be tested within ${seconds} s`));
  }, limitMs);
  const request = { packDir: pack.dir, thumbDir, provider: 'cpu', limits: defaultLimits, threads } as const;
  const encoder = new EncoderClient(launch, request);
  try {
    const tested = encoder.warmUp();
    tested.catch((error: unknown) => error);
    const { selfTest: passed } = await Promise.race([tested, stopped.promise]);
    if (passed.image === null || passed.text === null) {
      throw new AppError('PACK_SELF_TEST_FAILED', `Expected both towers of pack ${id} to be tested but one was not`);
    }
    return test.kind ?? 'golden';
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    await encoder[Symbol.asyncDispose]();
  }
}
