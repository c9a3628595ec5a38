import { createBirpc } from 'birpc';
import type { z } from 'zod';
import type { ProcessorTrial } from '../../../../src-contract/index.ts';
import type { EncoderMethods, Reply } from '../../../core/encoder-protocol.ts';
import { judge, ProbeFindings, type ProbeRequest, SpeedFindings } from '../../../core/processor/trial.ts';
import type { EncoderLauncher } from '../encoder-process.ts';

/** Time for starting, the self-test and comparing; shaders are compiled in it, which can take a minute. */
const defaultProbeMs = 180_000;
/** Time for measuring, during which no photo is indexed. */
const defaultMeasureMs = 40_000;

export interface TrialOptions {
  /** Starts an encoder process. */
  readonly launch: EncoderLauncher;
  readonly request: ProbeRequest;
  /** Do something while no photo is being encoded, so that both are measured on an idle machine. */
  readonly quietly: <T>(work: () => Promise<T>) => Promise<T>;
  readonly signal: AbortSignal;
  /** For tests. */
  readonly limits?: { readonly probeMs?: number; readonly measureMs?: number };
}

/** Why a process did not answer. */
class NoAnswer extends Error {
  readonly outcome: 'crashed' | 'timed-out' | 'unavailable';

  constructor(outcome: NoAnswer['outcome'], message: string) {
    super(message);
    this.outcome = outcome;
  }
}

/**
 * Try a provider in a process of its own, which may die or hang: that is an outcome like any other.
 *
 * @throws the signal's reason when it is aborted.
 */
export async function tryProvider(options: TrialOptions): Promise<ProcessorTrial> {
  const { launch, request, quietly, signal, limits } = options;
  signal.throwIfAborted();
  const child = launch();
  const rpc = createBirpc<EncoderMethods, object>(
    {},
    {
      post: (message) => {
        child.send(message);
      },
      on: (receive) => {
        child.onMessage(receive);
      },
      timeout: -1,
    },
  );
  const ended = Promise.withResolvers<never>();
  ended.promise.catch((error: unknown) => error);
  child.onExit((how) => {
    ended.reject(new NoAnswer('crashed', `the process that tried it ended (${how})`));
  });
  const abort = (): void => {
    ended.reject(signal.reason);
  };
  signal.addEventListener('abort', abort);
  const answer = async <T>(schema: z.ZodType<T>, asked: Promise<Reply<T>>, limitMs: number): Promise<T> => {
    asked.catch((error: unknown) => error);
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      late.reject(new NoAnswer('timed-out', `it took longer than ${Math.round(limitMs / 1000)} s`));
    }, limitMs);
    try {
      const reply = await Promise.race([asked, ended.promise, late.promise]);
      if (!reply.ok) throw new NoAnswer('unavailable', reply.error.message.replaceAll(/\s+/gu, ' ').trim());
      return schema.parse(reply.value);
    } finally {
      clearTimeout(timer);
    }
  };
  let findings: ProbeFindings | undefined;
  try {
    findings = await answer(ProbeFindings, rpc.probe(request), limits?.probeMs ?? defaultProbeMs);
    if (findings.refused !== null) return judge(request.provider, findings, undefined);
    const speed = await quietly(() => answer(SpeedFindings, rpc.measure(), limits?.measureMs ?? defaultMeasureMs));
    return judge(request.provider, findings, speed);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return {
      provider: request.provider,
      outcome: error.outcome,
      reason: error.message,
      adapter: findings?.adapter ?? null,
      lowestCosine: findings?.lowestCosine ?? null,
      photos: findings?.photos ?? 0,
      batch: null,
      photosPerSecond: null,
      cpuPhotosPerSecond: null,
    };
  } finally {
    signal.removeEventListener('abort', abort);
    rpc.$close();
    child.kill();
  }
}
