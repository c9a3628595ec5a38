import { z } from 'zod';
import { type Box, ColourName, processorRequests, type ThumbEdge, WireError } from '../../src-contract/index.ts';
import { photoDatePattern } from './dates/photo-date.ts';
import type { PhotoLook } from './looks/measure.ts';
import type { Embedding } from './math/vector.ts';
import { type Miniature, miniatureBytes } from './duplicates/miniature.ts';
import type { Provider } from './pack/manifest.ts';
import { Face } from './people/face.ts';
import type { PhotoMetadata } from './photo-metadata.ts';
import { WrittenPlace } from './places/written-place.ts';
import type { Candidate, ProbeFindings, ProbeRequest, SpeedFindings } from './processor/trial.ts';
import { SidecarFacts } from './sidecars/sidecar-facts.ts';
import type { VideoFacts, VideoSpan } from './stacks/marks.ts';
import { windowBoxes } from './windows/window-boxes.ts';

/**
 * What crosses between the engine and the encoder process.
 *
 * The encoder parses untrusted files, so the engine validates everything that comes back from it. Pixels never cross:
 * a photo goes over as a path and comes back as an embedding, metadata and a thumbnail key.
 */

/** Where photos are encoded. Texts are on the CPU: see [Note: GPU]. */
export interface Placement {
  readonly provider: Provider;
  /** Why there, for the user. */
  readonly reason?: string;
  /** Photos of one inference at most, as measured; null or missing for what the pack allows and the CPU likes. */
  readonly batch?: number | null;
  /** Go on on the CPU when the provider fails; else that is an error. */
  readonly fallback?: boolean;
}

/** Starting conditions of an encoder process. */
export interface LoadRequest extends Placement {
  /** Folder of a pack whose manifest and file hashes the engine has verified. */
  readonly packDir: string;
  /** Root of the thumbnail cache; created when missing. */
  readonly thumbDir: string;
  readonly limits: DecodeLimits;
  /** Threads for an inference; null for the measured default. */
  readonly threads: number | null;
}

export const providerRequests = processorRequests;
export type ProviderRequest = (typeof providerRequests)[number];

/** What one file may cost before it is refused. */
export interface DecodeLimits {
  /** Pixels, from the header, before anything is decoded. */
  readonly maxPixels: number;
  readonly maxFileBytes: number;
  /** Seconds of decoding, of the largest images; others have less. */
  readonly timeoutSeconds: number;
}

/**
 * Raised whenever the encoder learns to decode more: photos that an older one could not read are then tried again by
 * themselves.
 */
export const decoderVersion = 3;

export const defaultLimits: DecodeLimits = { maxPixels: 300_000_000, maxFileBytes: 1 << 30, timeoutSeconds: 30 };

const finiteVector = z
  .instanceof(Float32Array<ArrayBuffer>)
  .refine((vector) => vector.every(Number.isFinite), 'Expected finite values');

/** Answer to `encodeQueryImage`. */
export const QueryEmbedding = finiteVector;

/** Longest identifier that is taken from a file. */
const mark = z.string().max(200).nullable();

const marksShape = {
  contentId: mark,
  burstId: mark,
  isBurstPick: z.boolean(),
  hasMotion: z.boolean(),
};

/** Answer to `readVideo`. */
export const VideoReading: z.ZodType<VideoFacts> = z.strictObject({
  contentId: mark,
  takenAt: z.string().nullable(),
  takenAtMs: z.int().nullable(),
  seconds: z.number().nonnegative().nullable(),
});

/** Answer to `findMotion`. */
export const MotionFinding: z.ZodType<VideoSpan | null> = z
  .strictObject({ start: z.int().nonnegative(), end: z.int().positive() })
  .nullable();

const metadataSchema: z.ZodType<PhotoMetadata> = z.strictObject({
  takenAt: z.string().regex(photoDatePattern).nullable(),
  takenAtOffsetMinutes: z.int().min(-840).max(840).nullable(),
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  altitudeMetres: z.number().nullable(),
  cameraMake: z.string().nullable(),
  cameraModel: z.string().nullable(),
  lens: z.string().nullable(),
  iso: z.number().nullable(),
  fNumber: z.number().nullable(),
  exposureSeconds: z.number().nullable(),
  focalLengthMm: z.number().nullable(),
  orientation: z.int().min(1).max(8),
  rating: z.int().min(-1).max(5).nullable(),
  title: z.string().nullable(),
  description: z.string().nullable(),
  keywords: z.array(z.string()),
  people: z.array(z.string()),
  faces: z.array(Face),
  places: z.array(WrittenPlace),
  ...marksShape,
});

/** Answer to `readPhoto`. */
export const PhotoReading = metadataSchema;

/** Hex sha256 of the file's bytes: with the size, a photo's identity. */
const contentHash = z.string().regex(/^[0-9a-f]{64}$/);

/** One photo, encoded, recognised, or refused with a reason. Never a throw: a bad photo is data. */
export const PhotoOutcome = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('encoded'),
    contentHash,
    sizeBytes: z.int().positive(),
    mtimeMs: z.number(),
    format: z.string(),
    /** Upright size in pixels, orientation applied. */
    width: z.int().positive(),
    height: z.int().positive(),
    metadata: metadataSchema,
    warnings: z.array(z.string()),
    /** Relative path inside the thumbnail cache, from the content hash. */
    thumb: z.string(),
    /** [dim], unit length. */
    embedding: finiteVector,
  }),
  /** The content is among the known hashes, or only its hash was asked for: nothing was decoded. */
  z.strictObject({ kind: z.literal('hashed'), contentHash, sizeBytes: z.int().positive(), mtimeMs: z.number() }),
  z.strictObject({ kind: z.literal('failed'), error: WireError }),
]);
export type PhotoOutcome = z.infer<typeof PhotoOutcome>;
export type EncodedPhoto = Extract<PhotoOutcome, { kind: 'encoded' }>;

/** Windows of one photo, encoded, or refused with a reason. */
export const WindowsOutcome = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('windows'),
    /** One unit vector [dim] a window, in the order of `windowBoxes`. */
    vectors: z.array(finiteVector).length(windowBoxes.length),
  }),
  z.strictObject({ kind: z.literal('failed'), error: WireError }),
]);
export type WindowsOutcome = z.infer<typeof WindowsOutcome>;

/** A photo to encode. */
export interface PhotoRequest {
  /** Absolute path. */
  readonly path: string;
  /**
   * Hex hashes of known photos of this file's size: a file with one of them is hashed and not decoded. `all` stops at
   * the hash whatever it is, for when the list would be long.
   */
  readonly knownHashes: readonly string[] | 'all';
}

/** An example image of a query. */
export interface QueryImage {
  /** Absolute path. */
  readonly path: string;
  /** What of the upright photo is meant; null for all of it. */
  readonly box: Box | null;
}

/** A photo to render into a cache. */
export interface RenderRequest {
  /** Absolute path. */
  readonly path: string;
  /** Hex sha256 that the file must still have. */
  readonly contentHash: string;
  /**
   * `thumb`: WebP, longest edge at most `edge` pixels. `preview`: WebP, at most 2560. `pixels`: all of them, as an
   * uncompressed TIFF that parts can be read of.
   */
  readonly kind: 'thumb' | 'preview' | 'pixels';
  /** Of a thumbnail; 512 when missing. */
  readonly edge?: ThumbEdge;
  /** Root of the cache; created when missing. The name inside it follows from the content hash, the kind and the edge. */
  readonly cacheDir: string;
}

/** A part of rendered pixels, to be cut out into a cache as PNG. */
export interface TileRequest {
  /** Absolute path of a rendering of the kind `pixels`. */
  readonly pixels: string;
  /** The part, in its pixels. */
  readonly region: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  /** Size of the tile in pixels, at most that of the part. */
  readonly width: number;
  readonly height: number;
  /** Root of the cache; created when missing. */
  readonly cacheDir: string;
  /** Relative path inside the cache. */
  readonly file: string;
}

/** A photo that is read again. */
export interface ReadingRequest {
  /** Absolute path. */
  readonly path: string;
  /** Hex sha256 that the file must still have. */
  readonly contentHash: string;
}

/** A sidecar to read. */
export interface SidecarRequest {
  /** Absolute path. */
  readonly path: string;
  /** Name of the photo that it is about: one of a whole folder says something else of each. */
  readonly photo: string;
}

/** Absolute path of a rendered photo. */
export const RenderedFile = z.string().min(1);

/** What sidecars say, in order; null for one that cannot be read now. */
export const SidecarReadings = z.array(SidecarFacts.nullable());

/** Answer to `readMiniatures`, in order; null for a thumbnail that is not there or cannot be read. */
export const Miniatures: z.ZodType<(Miniature | null)[]> = z.array(
  z
    .strictObject({
      luma: z
        .instanceof(Uint8Array<ArrayBuffer>)
        .refine(({ length }) => length === miniatureBytes, `Expected ${miniatureBytes} luminances`),
      sharpness: z.number().nonnegative(),
    })
    .nullable(),
);

/** Answer to `readLooks`, in order; null for a thumbnail that is not there or cannot be read. */
export const PhotoLooks: z.ZodType<(PhotoLook | null)[]> = z.array(
  z
    .strictObject({
      sharpness: z.number().nonnegative(),
      noise: z.number().nonnegative(),
      brightness: z.number().min(0).max(1),
      colourfulness: z.number().nonnegative(),
      colours: z.array(z.tuple([ColourName, z.number().min(0).max(1)])),
    })
    .nullable(),
);

export const TextEmbeddings = z.strictObject({
  /** One unit vector [dim] a text, in order. */
  vectors: z.array(finiteVector),
  /** Windows each text was cut into; 1 unless it is longer than the context. */
  windows: z.array(z.int().positive()),
});
export type TextEmbeddings = z.infer<typeof TextEmbeddings>;

export const DenseEmbedding = z.strictObject({
  /** Rows and columns of the grid over the upright photo. */
  grid: z.tuple([z.int().positive(), z.int().positive()]),
  /** Row-major [rows * columns, dim], each row of unit length, in the space of the pack. */
  patches: finiteVector,
});
export type DenseEmbedding = z.infer<typeof DenseEmbedding>;

/** A photo to encode over and over with a part of it covered. */
export interface OcclusionRequest {
  /** Absolute path. */
  readonly path: string;
  /** What is covered, one at a time, in shares of the sides of what the image tower sees. */
  readonly coverings: readonly Box[];
  /** By which `cancelOcclusion` names it. */
  readonly key: string;
}

export const OcclusionEmbeddings = z.strictObject({
  /** Of the photo as it is, [dim], unit length. */
  whole: finiteVector,
  /** With each covered, in order, [dim] each, unit length. */
  covered: z.array(finiteVector),
});
export type OcclusionEmbeddings = z.infer<typeof OcclusionEmbeddings>;

/** What a pack is tested by when its towers are loaded, and what came of it. See [Note: Self-test kinds]. */
export const SelfTestOutcome = z.strictObject({
  /** `recorded`: golden vectors that were recorded here once the towers agreed. */
  kind: z.enum(['golden', 'recorded', 'agreement']),
  /** Lowest cosine to golden vectors for each tower that has been loaded; null before, and where there are none. */
  text: z.number().nullable(),
  image: z.number().nullable(),
  /** How many pictures and texts find each other, of a pack without golden vectors that has been loaded. */
  agreement: z
    .strictObject({ images: z.int().nonnegative(), texts: z.int().nonnegative(), of: z.int().positive() })
    .nullable(),
});
export type SelfTestOutcome = z.infer<typeof SelfTestOutcome>;

/** Golden vectors as a pack has them, made by itself. */
export const GoldenVectors = z.strictObject({
  /** Of the app's own pictures, by their names in `models/agreement`. */
  images: z.array(z.strictObject({ file: z.string(), vector: finiteVector })),
  texts: z.array(z.strictObject({ text: z.string(), ids: z.array(z.int().nonnegative()), vector: finiteVector })),
});
export type GoldenVectors = z.infer<typeof GoldenVectors>;

export const EncoderInfo = z.strictObject({
  provider: z.string(),
  providerReason: z.string(),
  versions: z.record(z.string(), z.string()),
  selfTest: SelfTestOutcome,
  rssBytes: z.int().nonnegative(),
});
export type EncoderInfo = z.infer<typeof EncoderInfo>;

/** Answer of a call that can fail as a whole. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: WireError };

/** Methods of the encoder process. */
export interface EncoderMethods {
  load(request: LoadRequest): Promise<Reply<EncoderInfo>>;
  encodePhoto(request: PhotoRequest): Promise<Reply<PhotoOutcome>>;
  /**
   * Encode the windows of a photo of the library, which is decoded once for it. A file that holds something else by now fails
   * with PHOTO_MISSING.
   */
  encodeWindows(request: ReadingRequest): Promise<Reply<WindowsOutcome>>;
  encodeTexts(texts: readonly string[]): Promise<Reply<TextEmbeddings>>;
  /** Encode an example image for a query, or what a box in it shows: ahead of the library, nothing cached. */
  encodeQueryImage(image: QueryImage): Promise<Reply<Embedding>>;
  /**
   * Render a photo into a cache unless it is there already: ahead of the library. PHOTO_MISSING when the file holds
   * something else by now.
   */
  renderPhoto(request: RenderRequest): Promise<Reply<string>>;
  /** Cut a tile out of rendered pixels, unless it is there already: ahead of the library. */
  renderTile(request: TileRequest): Promise<Reply<string>>;
  /** Read sidecars. Bad ones are data, as bad photos are. */
  readSidecars(requests: readonly SidecarRequest[]): Promise<Reply<readonly (SidecarFacts | null)[]>>;
  /** Make miniatures of thumbnails, named as in the cache. Loads no model. */
  readMiniatures(thumbs: readonly string[]): Promise<Reply<readonly (Miniature | null)[]>>;
  /** Measure how photos look from their thumbnails, named as in the cache. Loads no model. */
  readLooks(thumbs: readonly string[]): Promise<Reply<readonly (PhotoLook | null)[]>>;
  encodeDense(path: string): Promise<Reply<DenseEmbedding>>;
  /** Encode a photo as it is and with parts of it covered: a few at a time, between which queries go first. */
  encodeOccluded(request: OcclusionRequest): Promise<Reply<OcclusionEmbeddings>>;
  /** Encode nothing more of it: its call answers CANCELLED. One that has ended, or is not known, is none. */
  cancelOcclusion(key: string): Promise<Reply<null>>;
  /** Read a photo's metadata again, which decodes nothing. PHOTO_MISSING when the file holds something else by now. */
  readPhoto(request: ReadingRequest): Promise<Reply<PhotoMetadata>>;
  /** Read what a video says of itself. One that cannot be read says nothing. */
  readVideo(path: string): Promise<Reply<VideoFacts>>;
  /** Find the video in a photo file; null for none. PHOTO_MISSING when the file holds something else by now. */
  findMotion(request: ReadingRequest): Promise<Reply<VideoSpan | null>>;
  /** Load both towers now instead of at first use, each with its self-test. */
  warmUp(): Promise<Reply<EncoderInfo>>;
  /**
   * Load both towers as `warmUp` does, and make golden vectors of the app's own pictures and texts, and of the texts of the
   * pack's self-test.
   */
  goldenVectors(): Promise<Reply<GoldenVectors>>;
  /** Which providers this build of the runtime has here, those of a GPU in the order they are preferred. Loads nothing. */
  candidates(): Promise<Reply<readonly Candidate[]>>;
  /** Try a provider: in a process that was started for nothing else, because it may die or hang. See [Note: GPU]. */
  probe(request: ProbeRequest): Promise<Reply<ProbeFindings>>;
  /** How fast the provider of `probe` is and how fast the CPU, with its photos: wants a machine that is not busy. */
  measure(): Promise<Reply<SpeedFindings>>;
  /** Drop photos that wait; the one in the session ends. Their calls answer CANCELLED. */
  cancelPhotos(): Promise<Reply<null>>;
  shutdown(): Promise<Reply<null>>;
}

/** What the encoder process says to the engine without being asked. */
export interface EngineMethods {
  /** The GPU is lost; the encoder has gone on on the CPU, with every photo. */
  gpuLost(reason: string): void;
}
