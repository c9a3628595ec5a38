import { z } from 'zod';

/**
 * The model pack contract, `pack.json` schema 1. A pack is described completely; nothing about a model is known to
 * the code. What the schema allows and the encoder cannot do yet is refused by `unsupportedFeatures`, never ignored.
 */

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'Expected 64 lower-case hexadecimal digits');
const channelTriple = z.tuple([z.number(), z.number(), z.number()]);
/** Token ids of one text, frame tokens included, unpadded. */
const tokenIds = z.array(z.int().nonnegative());
/** A path inside the pack folder: relative, forward slashes, no `..`. */
const packPath = z
  .string()
  .min(1)
  .refine((path) => isInsidePath(path), 'Expected a relative path that stays inside the pack folder');

function isInsidePath(path: string): boolean {
  if (path.startsWith('/') || path.includes('\\') || path.includes('\0') || /^[A-Za-z]:/.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** A language by its tag in BCP 47, such as `en` or `pt-BR`; `mul` is many. Well-formed, whether it is registered or not. */
const languageTag = z
  .string()
  .refine((tag) => isWellFormedTag(tag), 'Expected a well-formed language tag of BCP 47, such as "en" or "pt-BR"');

function isWellFormedTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Shown as a link. */
const webAddress = z.url({ protocol: /^https?$/u, error: 'Expected an http:// or https:// address' });

const License = z.strictObject({
  spdx: z.string(),
  name: z.string().optional(),
  commercialUse: z.boolean(),
  mustAccept: z.boolean(),
  url: webAddress,
});

const Figure = z.strictObject({
  dataset: z.string(),
  metric: z.string(),
  /** A share, in percent where it is above 1. */
  value: z.number().min(0).max(100),
  source: z.string(),
});

const ImageTower = z.strictObject({
  file: packPath,
  sha256,
  input: z.string(),
  output: z.string(),
  layout: z.enum(['NCHW', 'NHWC']),
  dtype: z.enum(['f32', 'f16', 'u8']),
  width: z.int().min(1).max(4096),
  height: z.int().min(1).max(4096),
  dynamicSize: z.strictObject({ multipleOf: z.int().positive(), max: z.int().positive() }).optional(),
  resize: z.enum(['shortest-crop', 'squash', 'longest-pad']),
  interpolation: z.enum(['bicubic', 'bilinear']),
  antialias: z.boolean(),
  cropPct: z.number().positive().max(1).optional(),
  padColor: channelTriple.optional(),
  /** Multiplies the 0..255 values before mean and std: 1 or 1/255. */
  rescale: z.number().positive(),
  mean: channelTriple,
  std: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]),
  channels: z.enum(['RGB', 'BGR']),
  exifOrient: z.literal(true),
  /** 0..255, what shows through transparent pixels. */
  alphaBackground: z.tuple([z.int().min(0).max(255), z.int().min(0).max(255), z.int().min(0).max(255)]),
  maxBatch: z.int().min(1).max(1024),
  extraInputs: z
    .array(
      z.strictObject({
        name: z.string(),
        kind: z.enum(['alpha', 'attnBias', 'boxes', 'points', 'condition']),
        shape: z.array(z.union([z.number(), z.string()])),
        mean: z.number().optional(),
        std: z.number().optional(),
        default: z.number(),
      }),
    )
    .optional(),
});

const Tokenizer = z.strictObject({
  kind: z.enum([
    'clip-bpe',
    'bert-wordpiece',
    'sentencepiece-unigram',
    'roberta-bpe',
    'hf-json',
    'causal-lm',
    'pixels',
  ]),
  files: z.array(packPath),
  lowercase: z.boolean(),
  clean: z.enum(['clip', 'siglip', 'none']),
  bos: z.int().nonnegative().optional(),
  eos: z.int().nonnegative().optional(),
  pad: z.int().nonnegative(),
  padTo: z.enum(['context', 'longest']),
  font: z.string().optional(),
  fontPx: z.number().optional(),
});

const TextTower = z.strictObject({
  file: packPath,
  sha256,
  inputIds: z.string(),
  attentionMask: z.string().optional(),
  tokenTypeIds: z.string().optional(),
  positionIds: z.string().optional(),
  output: z.string(),
  idDtype: z.enum(['i64', 'i32']),
  contextLength: z.int().min(3).max(32_768),
  tokenizer: Tokenizer,
  pooling: z.enum(['eot-argmax', 'eos-first', 'cls', 'mean', 'last', 'in-graph']),
  prefix: z.string().optional(),
  overflow: z.enum(['window-mean', 'truncate']),
});

/**
 * [Note: Self-test kinds] How a pack is known to be run as it was published.
 *
 * - `golden`: what the towers make of images and texts. Recorded here (`recorded`), the vectors say that nothing has
 *   changed since the towers agreed with each other; otherwise they come from another pipeline and say that ours is right.
 * - `agreement`: nothing that the weights are needed for. Token ids are those of the published tokenizer, embeddings are
 *   finite, and of the app's own pictures and texts enough find each other: see `core/pack/agreement.ts`.
 */
const GoldenTest = z.strictObject({
  /** Missing in packs that are older than the other kind. */
  kind: z.literal('golden').optional(),
  recorded: z.literal(true).optional(),
  images: z.array(z.strictObject({ file: packPath, vector: z.array(z.number()) })).min(1),
  texts: z.array(z.strictObject({ text: z.string(), ids: tokenIds, vector: z.array(z.number()) })),
  /** The contract fixes it: a pack cannot weaken its own test. */
  minCosine: z.literal(0.999),
});

const AgreementTest = z.strictObject({
  kind: z.literal('agreement'),
  /** Texts with their published token ids, begin and end tokens included, unpadded. */
  texts: z.array(z.strictObject({ text: z.string(), ids: tokenIds })),
});

const SelfTest = z.discriminatedUnion('kind', [GoldenTest, AgreementTest]);

export const PackManifest = z.strictObject({
  schema: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/, 'Expected lower-case letters, digits, ".", "_" and "-"'),
  version: z.string().min(1).max(40),
  title: z.string().min(1),
  family: z.string(),
  roles: z
    .array(z.enum(['text-image', 'similarity', 'dense', 'segment', 'region', 'ocr', 'reranker', 'degradation']))
    .min(1),
  license: License,
  languages: z.array(languageTag),
  trainedUntil: z.string().optional(),
  space: z.string().min(1),
  compatibleWith: z
    .strictObject({ imageTowerSha256: sha256.optional(), textTowerSha256: sha256.optional() })
    .optional(),
  embedding: z.strictObject({
    dim: z.int().min(1).max(8192),
    truncatableTo: z.array(z.int().positive()).optional(),
    normalize: z.literal(true),
    store: z.enum(['f32', 'f16', 'i8']),
  }),
  score: z.strictObject({
    kind: z.enum(['softmax', 'sigmoid']),
    logitScale: z.number().positive(),
    logitBias: z.number().optional(),
  }),
  image: ImageTower,
  text: TextTower.optional(),
  postprocess: z
    .strictObject({
      textLinear: packPath.optional(),
      imageLinear: packPath.optional(),
      dropDims: z.array(z.int().nonnegative()).optional(),
      center: packPath.optional(),
    })
    .optional(),
  dense: z
    .strictObject({
      file: packPath,
      output: z.string(),
      grid: z.tuple([z.int().positive(), z.int().positive()]),
      kind: z.enum(['maskclip', 'self-attn', 'dinoiser', 'declip']),
      inJointSpace: z.boolean(),
      perHead: z.boolean().optional(),
      affinityOutput: z.string().optional(),
      foregroundOutput: z.string().optional(),
    })
    .optional(),
  ensemble: z
    .strictObject({
      members: z.array(z.string()),
      weights: z.enum(['equal', 'centroids']),
      centroids: packPath.optional(),
      temperature: z.number().positive().optional(),
    })
    .optional(),
  aggregator: z
    .strictObject({ kind: z.enum(['kmeans', 'graph']), k: z.int().positive(), file: packPath.optional() })
    .optional(),
  prompts: z
    .strictObject({
      templates: z.array(z.string()),
      tagSet: z.string().optional(),
      qualityPairs: z.array(z.tuple([z.string(), z.string()])).optional(),
      biasBank: z.string().optional(),
    })
    .optional(),
  runtime: z.strictObject({
    opset: z.int().positive(),
    unsupportedOps: z.array(z.string()).optional(),
    precision: z.enum(['fp32', 'fp16', 'int8']),
    minVramMB: z.number().nonnegative(),
    minRamMB: z.number().nonnegative(),
    providers: z.array(z.enum(['cuda', 'dml', 'coreml', 'webgpu', 'cpu'])).min(1),
  }),
  selfTest: SelfTest,
  reference: z.array(Figure).optional(),
  /** Every file the pack consists of; nothing outside this list is read. */
  files: z.array(z.strictObject({ path: packPath, bytes: z.int().nonnegative(), sha256 })).min(1),
});
export type PackManifest = z.infer<typeof PackManifest>;

/**
 * The manifest of a pack that is there already. What is only told of a pack has become stricter since the first of them were
 * installed: they open as before, and what does not hold is left out. An address of a license that is none is empty.
 */
export const InstalledManifest = z.strictObject({
  ...PackManifest.shape,
  license: License.extend({ url: z.string().transform((url) => (webAddress.safeParse(url).success ? url : '')) }),
  languages: z.array(z.string()).transform((tags) => tags.filter(isWellFormedTag)),
  reference: z
    .array(Figure.extend({ value: z.number() }))
    .transform((figures) => figures.filter((figure) => Figure.safeParse(figure).success))
    .optional(),
});
export type GoldenTest = z.infer<typeof GoldenTest>;
export type Provider = PackManifest['runtime']['providers'][number];
export type ImageTower = PackManifest['image'];
export type TextTower = NonNullable<PackManifest['text']>;
