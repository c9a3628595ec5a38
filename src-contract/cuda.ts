import { z } from 'zod';
import { capability, nothing } from './capability.ts';
import { WireError } from './errors.ts';
import { installProgress } from './install-progress.ts';

/**
 * Whether the libraries of CUDA are of use on this machine. `system`: there are none for this system, or for the runtime
 * of this version. `noCard`: no card of NVIDIA's is seen. `oldCard`: one from before Turing, which CUDA 13 left behind.
 * `noDriver`, `oldDriver`: NVIDIA's driver is not loaded, or older than is needed.
 */
export const cudaSupports = ['ok', 'system', 'noCard', 'oldCard', 'noDriver', 'oldDriver'] as const;
export type CudaSupport = (typeof cudaSupports)[number];

export const CudaLicense = z.strictObject({
  name: z.string(),
  /** Where it can be read. */
  url: z.string(),
  mustAccept: z.boolean(),
  /** What comes under it. */
  parts: z.array(z.string()),
});
export type CudaLicense = z.infer<typeof CudaLicense>;

export const CudaState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('absent') }),
  z.strictObject({
    kind: z.literal('installing'),
    /** `testing`: whether the encoder still works with what was unpacked; not yet whether a GPU does. */
    phase: z.enum(['downloading', 'unpacking', 'testing']),
    ...installProgress,
  }),
  z.strictObject({ kind: z.literal('installed') }),
  /** Those that are there belong to another version of the app, or are not whole: they are not used. */
  z.strictObject({ kind: z.literal('outdated') }),
  /** The last attempt failed; `cuda.install` tries again and keeps what came and is right. */
  z.strictObject({ kind: z.literal('failed'), error: WireError }),
]);
export type CudaState = z.infer<typeof CudaState>;
export type CudaPhase = Extract<CudaState, { kind: 'installing' }>['phase'];

export const CudaStatus = z.strictObject({
  support: z.enum(cudaSupports),
  /** The card's name; null where none is seen or the driver does not say. */
  card: z.string().nullable(),
  /** Version of NVIDIA's driver; null where none is loaded. */
  driver: z.string().nullable(),
  /** Version of the driver that is needed at least. */
  neededDriver: z.string(),
  /** To be downloaded, in bytes. */
  downloadBytes: z.int().nonnegative(),
  /** Of the installed libraries, in bytes. Until they are, the disk holds what was downloaded as well. */
  diskBytes: z.int().nonnegative(),
  licenses: z.array(CudaLicense),
  state: CudaState,
});
export type CudaStatus = z.infer<typeof CudaStatus>;

export const cuda = capability('cuda', {
  methods: {
    'cuda.status': { input: nothing, output: CudaStatus },
    /**
     * Download and unpack the libraries, or go on with it. Answers as soon as it has begun; how it goes is in the state.
     * Nothing happens where they are installed, or being installed.
     *
     * Fails with CUDA_UNAVAILABLE, CUDA_LICENSE_NOT_ACCEPTED.
     */
    'cuda.install': {
      /** That the licenses that must be accepted were shown and are. */
      input: z.strictObject({ acceptLicense: z.boolean().optional() }),
      output: nothing,
    },
    /** What has come stays. */
    'cuda.pause': { input: nothing, output: nothing },
    /** Stop installing and remove what has come; also takes a failure away. */
    'cuda.cancel': { input: nothing, output: nothing },
    /** Remove the libraries, and whatever is left of others. Photos are encoded elsewhere from then on. */
    'cuda.remove': { input: nothing, output: nothing },
  },
  events: {
    /** Another answer of `cuda.status`. */
    'cuda.changed': {},
  },
});
