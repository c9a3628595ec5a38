import { z } from 'zod';
import { capability, nothing } from './capability.ts';

/** What the image model can be asked to run on: execution providers of onnxruntime, `auto` leaves it to measurement. */
export const processorRequests = ['auto', 'cpu', 'cuda', 'dml', 'coreml', 'webgpu'] as const;
export const ProcessorRequest = z.enum(processorRequests);
export type ProcessorRequest = z.infer<typeof ProcessorRequest>;

/** Where the encoder runs and why there. */
export const ProviderChoice = z.strictObject({
  provider: z.string(),
  reason: z.string(),
});
export type ProviderChoice = z.infer<typeof ProviderChoice>;

/**
 * What came of trying a provider; see docs/gpu.md. `faster`: it can be used. `slower`: right, but the CPU is faster.
 * `software`: an adapter that computes on the CPU. `wrong`: other embeddings than the CPU's. `unavailable`: there is
 * none, or it does not load the model. `crashed` and `timed-out`: it took the process with it that tried it.
 */
export const trialOutcomes = ['faster', 'slower', 'software', 'wrong', 'unavailable', 'crashed', 'timed-out'] as const;

/** A provider that was tried on this machine, in a process of its own. */
export const ProcessorTrial = z.strictObject({
  provider: ProcessorRequest.exclude(['auto', 'cpu']),
  outcome: z.enum(trialOutcomes),
  /** One line with the figures, or what went wrong. */
  reason: z.string(),
  /** The adapter's name; null where it is not known. */
  adapter: z.string().nullable(),
  /** Lowest cosine to the CPU's embeddings of the same photos; null where none were compared. */
  lowestCosine: z.number().nullable(),
  /** Photos that were compared. */
  photos: z.int().nonnegative(),
  /** Photos of one inference that were fastest; null where that was not measured. */
  batch: z.int().positive().nullable(),
  /** Photos a second through the image model alone, here and on the CPU at the same time; null where not measured. */
  photosPerSecond: z.number().positive().nullable(),
  cpuPhotosPerSecond: z.number().positive().nullable(),
});
export type ProcessorTrial = z.infer<typeof ProcessorTrial>;

/** Where the image model runs, and what else was tried. */
export const ProcessorReport = z.strictObject({
  requested: ProcessorRequest,
  /** What photos are encoded on from the next one on. */
  provider: ProcessorRequest.exclude(['auto']),
  reason: z.string(),
  /** In the order in which they are preferred. */
  trials: z.array(ProcessorTrial),
  /** The provider that is being tried now; null when none is. */
  trying: ProcessorRequest.exclude(['auto', 'cpu']).nullable(),
  /** What this build of the runtime has on this system, the CPU last. */
  available: z.array(ProcessorRequest.exclude(['auto'])),
  /** What happened to the GPU since the start; null when nothing did. */
  notice: z.string().nullable(),
});
export type ProcessorReport = z.infer<typeof ProcessorReport>;

export const encoder = capability('encoder', {
  methods: {
    /** Where the models run, and why there. Loads them. */
    'encoder.provider': { input: nothing, output: ProviderChoice },
    /** Where the image model runs or will, and what else was tried. Loads nothing. */
    'encoder.processors': { input: nothing, output: ProcessorReport },
  },
  events: {
    /** Another answer of `encoder.processors`. */
    'encoder.processorsChanged': {},
  },
});
