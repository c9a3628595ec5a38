import { AppError } from '../../../src-contract/index.ts';
import { defaultLimits } from '../../core/encoder-protocol.ts';
import { verificationOf } from '../../core/pack/verification.ts';
import { EncoderClient, type EncoderLauncher } from '../encoder/index.ts';
import { recordGoldenVectors } from './record-golden-vectors.ts';
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
  return inItsProcess(pack, options, async (encoder) => {
    await encoder.warmUp();
    return verificationOf(pack.manifest);
  });
}

/**
 * The same for a pack that is tested by agreement, and write what its towers make of the app's pictures and texts into its
 * manifest: from then on that is what its self-test expects.
 *
 * @throws INVALID_ARGUMENT for a pack that has golden vectors; as `selfTest`.
 */
export async function recordVectors(pack: VerifiedPack, options: SelfTestOptions): Promise<VerifiedPack> {
  return inItsProcess(pack, options, (encoder) => recordGoldenVectors(pack.dir, encoder));
}

/** Do something with an encoder of a pack that ends then, or when it takes too long. */
async function inItsProcess<T>(
  pack: VerifiedPack,
  { launch, thumbDir, threads, signal, limitMs = defaultLimitMs }: SelfTestOptions,
  work: (encoder: EncoderClient) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const stopped = Promise.withResolvers<never>();
  stopped.promise.catch((error: unknown) => error);
  const stop = (): void => {
    stopped.reject(signal.reason);
  };
  signal.addEventListener('abort', stop);
  const timer = setTimeout(() => {
    const limit = `${Math.round(limitMs / 1000)} s`;
    stopped.reject(
      new AppError('PACK_SELF_TEST_FAILED', `Expected pack ${pack.manifest.id} to be tested within ${limit}`),
    );
  }, limitMs);
  const request = { packDir: pack.dir, thumbDir, provider: 'cpu', limits: defaultLimits, threads } as const;
  const encoder = new EncoderClient(launch, request);
  try {
    const done = work(encoder);
    done.catch((error: unknown) => error);
    return await Promise.race([done, stopped.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    await encoder[Symbol.asyncDispose]();
  }
}
