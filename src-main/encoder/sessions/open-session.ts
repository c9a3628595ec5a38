import { whyCudaNotLoaded } from './cuda-library.ts';
import { InferenceSession } from './runtime.ts';
import { AppError } from '../../../src-contract/index.ts';
import type { Provider } from '../../core/pack/manifest.ts';

export interface SessionOptions {
  readonly provider: Provider;
  /** Threads of one inference; null lets the runtime take one for each core. */
  readonly threads: number | null;
}

/**
 * Load an ONNX graph.
 *
 * [Note: Session options] Measured with `npm run bench:sessions` and `bench:index`, on the CPU: one inference at a time
 * over all cores gives nearly twice the photos of one thread; full graph optimisation is needed to fold the widening of
 * stored float16 and int8 weights at load, without it an inference takes more than twice the time. Threads that wait
 * must not spin: alone an inference is 5 % faster with it, but beside decoding it burns the cores that decoding needs.
 *
 * @throws PACK_SESSION_FAILED
 */
export async function openSession(file: string, options: SessionOptions): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(file, {
      executionProviders: [options.provider],
      graphOptimizationLevel: 'all',
      executionMode: 'sequential',
      intraOpNumThreads: options.threads ?? 0,
      logSeverityLevel: 3,
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
  } catch (error) {
    const plain = options.provider === 'cuda' ? whyCudaNotLoaded() : null;
    const reason = plain ?? (error instanceof Error ? error.message : String(error));
    throw new AppError(
      'PACK_SESSION_FAILED',
      `Expected "${file}" to load on ${options.provider} but received: ${reason}`,
      {
        cause: plain === null ? error : new Error(plain, { cause: error }),
      },
    );
  }
}

/**
 * Refuse a graph that does not have the inputs and outputs its manifest names, or that needs an input the manifest
 * leaves out.
 *
 * @throws PACK_MANIFEST_INVALID
 */
export function requireNames(
  session: InferenceSession,
  file: string,
  inputs: readonly string[],
  outputs: readonly string[],
): void {
  const check = (kind: string, wanted: readonly string[], place: string, present: readonly string[]): void => {
    for (const name of wanted) {
      if (present.includes(name)) continue;
      const found = `it has [${present.join(', ')}]`;
      throw new AppError('PACK_MANIFEST_INVALID', `Expected ${kind} "${name}" in ${place} but ${found}`);
    }
  };
  check('input', inputs, file, session.inputNames);
  check('output', outputs, file, session.outputNames);
  check(`the input of ${file}`, session.inputNames, 'the manifest', inputs);
}
