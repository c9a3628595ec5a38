import { z } from 'zod';
import type { ProcessorTrial } from '../../../src-contract/index.ts';
import type { Provider } from '../pack/manifest.ts';

/** A provider of a GPU. */
export type GpuProvider = Exclude<Provider, 'cpu'>;

/** A provider that this build of the runtime has on this system, or why it cannot be tried. */
export const Candidate = z.strictObject({
  provider: z.enum(['cuda', 'dml', 'coreml', 'webgpu', 'cpu']),
  /** Null when it can be tried. */
  missing: z.string().nullable(),
});
export type Candidate = z.infer<typeof Candidate>;
export const Candidates = z.array(Candidate).readonly();

export interface ProbeRequest {
  readonly packDir: string;
  readonly provider: GpuProvider;
  /** Absolute paths of photos to compare on, besides those of the pack's self-test; unreadable ones are passed over. */
  readonly photos: readonly string[];
  /** Threads of an inference on the CPU, as in `LoadRequest`. */
  readonly threads: number | null;
  /** Go on with an adapter that computes in software. */
  readonly acceptSoftware: boolean;
}

/** What trying a provider found, as far as it came. */
export const ProbeFindings = z.strictObject({
  adapter: z.string().nullable(),
  isSoftware: z.boolean(),
  /** Why it is not to be used, with its kind; null when what it computes is right. */
  refused: z.strictObject({ outcome: z.enum(['wrong', 'unavailable', 'software']), reason: z.string() }).nullable(),
  lowestCosine: z.number().nullable(),
  /** Photos compared. */
  photos: z.int().nonnegative(),
});
export type ProbeFindings = z.infer<typeof ProbeFindings>;

export const SpeedFindings = z.strictObject({
  cpuPhotosPerSecond: z.number().positive(),
  /** By batch size, in the order measured. */
  batches: z.array(z.strictObject({ batch: z.int().positive(), photosPerSecond: z.number().positive() })).min(1),
});
export type SpeedFindings = z.infer<typeof SpeedFindings>;

/** Lowest cosine to what the CPU makes of a photo at which embeddings of both can stand in one library. */
export const minParity = 0.999;

/** Adapters that are programs: SwiftShader, Mesa's llvmpipe and lavapipe, WARP, Windows without a driver. */
const softwareNames =
  /swiftshader|llvmpipe|lavapipe|softpipe|\bwarp\b|d3d10warp|basic render|software (?:adapter|rasterizer)/iu;

/** Whether an adapter of this name computes on the CPU, which onnxruntime does better itself. */
export function isSoftwareAdapter(name: string): boolean {
  return softwareNames.test(name);
}

/** Providers of GPUs that are worth trying on a system, best first. */
export function preferredProviders(platform: NodeJS.Platform): readonly GpuProvider[] {
  if (platform === 'win32') return ['dml', 'webgpu'];
  if (platform === 'darwin') return ['coreml', 'webgpu'];
  return ['cuda', 'webgpu'];
}

/** A larger batch must be this much faster, because it is more to lose and to wait for. */
const worthIt = 1.05;

/** The batch to use: the smallest that none larger beats by something. */
export function bestBatch(batches: SpeedFindings['batches']): SpeedFindings['batches'][number] {
  const [first, ...rest] = batches;
  if (first === undefined) throw new Error('Expected a measured batch but received none');
  return rest.reduce((best, next) => (next.photosPerSecond > best.photosPerSecond * worthIt ? next : best), first);
}

/** What is to be thought of a provider, from what was found. `speed` is undefined where nothing was measured. */
export function judge(
  provider: GpuProvider,
  findings: ProbeFindings,
  speed: SpeedFindings | undefined,
): ProcessorTrial {
  const { adapter, isSoftware, refused, lowestCosine, photos } = findings;
  const found = { provider, adapter, lowestCosine, photos };
  if (refused !== null || speed === undefined) {
    const { outcome, reason } = refused ?? { outcome: 'unavailable', reason: 'its speed was not measured' };
    return { ...found, outcome, reason, batch: null, photosPerSecond: null, cpuPhotosPerSecond: null };
  }
  const { cpuPhotosPerSecond } = speed;
  const { batch, photosPerSecond } = bestBatch(speed.batches);
  const figures = { batch, photosPerSecond, cpuPhotosPerSecond };
  const rates = `${rate(photosPerSecond)} photos/s, the CPU ${rate(cpuPhotosPerSecond)}`;
  if (isSoftware)
    return { ...found, ...figures, outcome: 'software', reason: `${adapter ?? 'it'} computes on the CPU: ${rates}` };
  const outcome = photosPerSecond > cpuPhotosPerSecond ? 'faster' : 'slower';
  return { ...found, ...figures, outcome, reason: `${rates}, in batches of ${batch}` };
}

/** The trial that is used where nobody asked for another; undefined where the CPU is best. */
export function bestTrial(trials: readonly ProcessorTrial[], platform: NodeJS.Platform): ProcessorTrial | undefined {
  const usable = trials.filter(({ outcome }) => outcome === 'faster');
  // Of Apple's two neither is known to be the better one everywhere.
  if (platform !== 'darwin') return usable[0];
  return usable.toSorted((a, b) => (b.photosPerSecond ?? 0) - (a.photosPerSecond ?? 0))[0];
}

/** Whether a provider that somebody asks for may be used: right, if only slow. */
export function isRight({ lowestCosine, batch }: ProcessorTrial): boolean {
  return lowestCosine !== null && lowestCosine >= minParity && batch !== null;
}

function rate(photosPerSecond: number): string {
  return photosPerSecond.toFixed(photosPerSecond < 10 ? 1 : 0);
}
