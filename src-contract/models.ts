import { z } from 'zod';
import { capability, nothing } from './capability.ts';
import { WireError } from './errors.ts';
import { SpokenLanguages } from './languages.ts';
import { installProgress } from './install-progress.ts';

/** A text in every language of the page. */
export const LocalizedText = z.strictObject({
  en: z.string().min(1).max(1000),
  de: z.string().min(1).max(1000),
  fr: z.string().min(1).max(1000),
  es: z.string().min(1).max(1000),
});
export type LocalizedText = z.infer<typeof LocalizedText>;

export const ModelLicense = z.strictObject({
  /** SPDX identifier, or a name like one: `MIT`, `apple-amlr`. */
  spdx: z.string(),
  /** In words, where there is more to say; null where there is not. */
  name: z.string().nullable(),
  /** Where it can be read; empty where an older pack does not say. */
  url: z.string(),
  commercialUse: z.boolean(),
  /** Whether it has to be accepted before the pack is installed. */
  mustAccept: z.boolean(),
});
export type ModelLicense = z.infer<typeof ModelLicense>;

/** A published figure: how well a model finds what is described. */
export const ModelFigure = z.strictObject({
  /** Photos it was measured on: `coco-5k`. */
  dataset: z.string(),
  /** `t2i_R@1`: share of descriptions whose photo is the first hit. */
  metric: z.string(),
  /** From 0 to 1. */
  value: z.number().min(0).max(1),
  /** Who published it. */
  source: z.string(),
});
export type ModelFigure = z.infer<typeof ModelFigure>;

/**
 * What is known of a pack besides its files being the published ones. `golden`: its embeddings are those of an independent
 * computation. `agreement`: its towers agree about pictures and words, on this machine. `untried`: it has not been run by
 * anybody whom this version knows of; it is tried when it is installed.
 */
export const modelVerifications = ['golden', 'agreement', 'untried'] as const;

/**
 * `waiting`: behind another. `downloading`: files are fetched or copied. `checking`: their size and sha256.
 * `testing`: both towers run their self-test in a process of their own.
 */
export const installPhases = ['waiting', 'downloading', 'checking', 'testing'] as const;
export type InstallPhase = (typeof installPhases)[number];

export const ModelState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('available') }),
  z.strictObject({
    kind: z.literal('installing'),
    phase: z.enum(installPhases),
    ...installProgress,
  }),
  /** On this machine, checked and tested; not what photos are searched with. */
  z.strictObject({ kind: z.literal('installed') }),
  /** What photos are searched with. */
  z.strictObject({ kind: z.literal('inUse') }),
  /** The last attempt to install it failed; `models.install` tries again and keeps what was fetched and is right. */
  z.strictObject({ kind: z.literal('failed'), error: WireError }),
]);
export type ModelState = z.infer<typeof ModelState>;

/** How long every photo of this library would take with a pack, on this machine. */
export const ModelEstimate = z.strictObject({
  /** Photos that would have to be looked at. */
  photos: z.int().nonnegative(),
  /** Measured with the pack in use while photos were indexed, divided by how much more this pack computes for a photo. */
  photosPerSecond: z.number().positive(),
  seconds: z.number().nonnegative(),
});
export type ModelEstimate = z.infer<typeof ModelEstimate>;

/** A model pack: the built-in one, one of the catalogue, or one that was imported. */
export const ModelEntry = z.strictObject({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  /** What it is good at, in plain words; null for packs that are not in the catalogue. */
  summary: LocalizedText.nullable(),
  /** `builtin` comes with Eidetic and cannot be removed. `import`: installed from a pack that is not in the catalogue. */
  origin: z.enum(['builtin', 'catalogue', 'import']),
  /** The one to begin with, of those that can be downloaded. */
  recommended: z.boolean(),
  /** BCP-47, those that descriptions can be in; `mul` for fifty and more. */
  languages: z.array(z.string()),
  license: ModelLicense,
  /** To be downloaded; 0 for the built-in pack and for those that were imported. */
  downloadBytes: z.int().nonnegative(),
  /** On the disk, when it is installed. */
  diskBytes: z.int().nonnegative(),
  figures: z.array(ModelFigure),
  memory: z.strictObject({
    /** What it needs, in MiB (2^20 bytes). */
    neededMB: z.number().nonnegative(),
    /** What this machine has, in MiB. */
    machineMB: z.number().nonnegative(),
  }),
  verified: z.enum(modelVerifications),
  /** Lies in the same space as these packs (ids), whose photos need not be looked at again. */
  sharesSpaceWith: z.array(z.string()),
  state: ModelState,
  /** Why it cannot be installed on this machine, or used where it is; null when nothing speaks against it. */
  refusedBecause: WireError.nullable(),
  /** Null where nothing has been measured yet, there are no photos, or the pack is in use. */
  estimate: ModelEstimate.nullable(),
});
export type ModelEntry = z.infer<typeof ModelEntry>;

/**
 * Where files of packs come from instead of their publisher, and by which proxy. A mirror has the files as
 * `<repo>/resolve/<revision>/<path>`. The environment (`EIDETIC_MODELS_MIRROR`, `HTTPS_PROXY`, `NO_PROXY`) counts where
 * null is set here.
 */
export const ModelSources = z.strictObject({
  /** An `https://` address or the absolute path of a folder; null for the publisher's. */
  mirror: z.string().min(1).max(4096).nullable(),
  /** An `http://` or `https://` address; null for none. */
  proxy: z.string().min(1).max(4096).nullable(),
});
export type ModelSources = z.infer<typeof ModelSources>;

/** Whether to say, once, that there are packs that see better than the one in use. */
export const ModelOffer = z.strictObject({
  /** The entry to offer; null when nothing is to be offered: declined, one is installed, or none fits this machine. */
  offer: ModelEntry.nullable(),
});
export type ModelOffer = z.infer<typeof ModelOffer>;

const modelId = z.string().min(1).max(80);
const ofModel = z.strictObject({ id: modelId });

export const models = capability('models', {
  methods: {
    /** Built-in first, then those that are installed, then the rest of the catalogue, the recommended one first. */
    'models.list': { input: nothing, output: z.array(ModelEntry) },
    /**
     * Install a pack of the catalogue, or go on where it was paused or had failed. Answers as soon as it has begun; how it
     * goes is in its state. This, `models.resume` and
     * `cuda.install` are all that ever make Eidetic connect to anything.
     *
     * Fails with MODEL_NOT_FOUND, MODEL_BUSY (it is installed already), MODEL_LICENSE_NOT_ACCEPTED, MODEL_TOO_LARGE_FOR_MEMORY,
     * DISK_FULL, PACK_UNSUPPORTED.
     */
    'models.install': {
      input: z.strictObject({
        id: modelId,
        /** That its license was shown and accepted; asked for where `license.mustAccept`. */
        acceptLicense: z.boolean().optional(),
      }),
      output: nothing,
    },
    /** What has come stays. */
    'models.pause': { input: ofModel, output: nothing },
    /** As `models.install`, of one that is paused. */
    'models.resume': { input: ofModel, output: nothing },
    /** Stop installing and remove what has come; also takes a failure away. */
    'models.cancel': { input: ofModel, output: nothing },
    /**
     * Install from a folder or an archive (.zip, .tar, .tar.gz) on this machine: a ready pack, or the files of an entry of
     * the catalogue. Answers with the pack's id when it is installed; its state tells how far it is meanwhile.
     *
     * Fails with IMPORT_UNREADABLE, IMPORT_UNSAFE, IMPORT_NOT_A_PACK, PACK_*, and as `models.install` does.
     */
    'models.import': {
      input: z.strictObject({ path: z.string().min(1).max(4096), acceptLicense: z.boolean().optional() }),
      output: ofModel,
    },
    /** Remove an installed pack. Fails with MODEL_IN_USE for the one in use, MODEL_NOT_FOUND for one that is not there. */
    'models.remove': { input: ofModel, output: nothing },
    /**
     * Check an installed pack anew: every file, then the self-test of both towers. `record`: write what its towers make of
     * the app's pictures and texts into a pack that has no golden vectors, as what its self-test expects from then on.
     * Fails with PACK_*, and INVALID_ARGUMENT to record for a pack that has golden vectors.
     */
    'models.verify': {
      input: z.strictObject({ id: modelId, record: z.boolean().optional() }),
      output: z.strictObject({
        verified: z.enum(modelVerifications).exclude(['untried']),
        files: z.int().nonnegative(),
        bytes: z.int().nonnegative(),
      }),
    },
    'models.sources': {
      input: nothing,
      output: z.strictObject({
        /** What was set. */
        set: ModelSources,
        /** What counts: set, or else from the environment. Names and passwords in a proxy's address are left out. */
        inForce: ModelSources,
      }),
    },
    /**
     * Logins are not shown, so the address of a proxy that was set before keeps its login as long as it is given without another.
     * Fails with MODEL_MIRROR_INVALID or MODEL_PROXY_INVALID for an address that cannot be used.
     */
    'models.setSources': { input: ModelSources, output: nothing },
    /** Where the pack in use does not know the languages that somebody speaks, one that does, before the recommended one. */
    'models.offer': { input: z.strictObject({ speaks: SpokenLanguages.optional() }), output: ModelOffer },
    /** Never offer again. */
    'models.declineOffer': { input: nothing, output: nothing },
  },
  events: {
    /** Another answer of `models.list` or `models.offer`; at most four a second while something is installed. */
    'models.changed': {},
  },
});
