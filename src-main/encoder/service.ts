import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import sharp from 'sharp';
import { AppError } from '../../src-contract/index.ts';
import type {
  DenseEmbedding,
  EncoderInfo,
  EncoderMethods,
  GoldenVectors,
  LoadRequest,
  OcclusionEmbeddings,
  OcclusionRequest,
  PhotoOutcome,
  PhotoRequest,
  QueryImage,
  ReadingRequest,
  RenderRequest,
  Reply,
  SidecarRequest,
  TextEmbeddings,
  TileRequest,
  WindowsOutcome,
} from '../core/encoder-protocol.ts';
import type { Miniature } from '../core/duplicates/miniature.ts';
import type { PhotoLook } from '../core/looks/measure.ts';
import { type Embedding, meanDirection } from '../core/math/vector.ts';
import { InstalledManifest, type PackManifest } from '../core/pack/manifest.ts';
import type { PhotoMetadata } from '../core/photo-metadata.ts';
import type { Candidate, ProbeFindings, ProbeRequest, SpeedFindings } from '../core/processor/trial.ts';
import type { SidecarFacts } from '../core/sidecars/sidecar-facts.ts';
import type { VideoFacts, VideoSpan } from '../core/stacks/marks.ts';
import { DecodePool } from './decode/decode-pool.ts';
import type { ExampleTensors, PhotoTensor } from './decode/decode-photo.ts';
import { DecodeRoom } from './decode/decode-room.ts';
import type { ReadingTask } from './decode/read-again.ts';
import type { RenderResult } from './decode/render-photo.ts';
import { OccludedPhotos } from './occluded-photos.ts';
import { ProviderProbe } from './probe/provider-probe.ts';
import { Scheduler } from './scheduler.ts';
import { providerCandidates } from './sessions/provider.ts';
import { makeGoldenVectors } from './sessions/agreement-test.ts';
import { Towers, type TowersOptions } from './towers.ts';

/** Photos of one inference on the CPU, measured by `npm run bench:sessions`; a GPU gets what was fastest on it. */
export const cpuBatch = 8;
/** A GPU's memory is given back when its model has not been needed for so long. */
const restAfterMs = 60_000;

interface Loaded {
  readonly request: LoadRequest;
  readonly pack: PackManifest;
  readonly towers: Towers;
  readonly scheduler: Scheduler<PhotoTensor>;
}

export interface EncoderServiceOptions extends Partial<TowersOptions> {
  readonly restAfterMs?: number;
}

/** What the encoder process does, apart from how it is reached. */
export class EncoderService implements EncoderMethods, AsyncDisposable {
  readonly #options: EncoderServiceOptions;
  #pool = new DecodePool();
  /** A page asks for many pictures at once. */
  readonly #renders = pLimit(this.#pool.renderCapacity);
  #resting: NodeJS.Timeout | undefined;
  #probe: ProviderProbe | undefined;
  #loaded: Loaded | undefined;
  readonly #room = new DecodeRoom(() => this.#pool.capacity);
  readonly #occluded = new OccludedPhotos();

  constructor(options: EncoderServiceOptions = {}) {
    this.#options = options;
  }

  load(request: LoadRequest): Promise<Reply<EncoderInfo>> {
    return reply(async () => {
      const pack = await readPack(request.packDir);
      if (request.provider !== 'cpu') await this.#feedGpu();
      const towers = new Towers(request, pack, this.#pool, this.#options);
      const scheduler = new Scheduler<PhotoTensor>({
        encodeImages: async (tensors) => {
          const embeddings = await (await towers.image()).encode(tensors);
          this.#restSoon(towers);
          return embeddings;
        },
        // "none" as long as no model is loaded: the first batch must not be larger than those that follow.
        batch: () =>
          ['none', 'cpu'].includes(towers.choice.provider)
            ? Math.min(pack.image.maxBatch, cpuBatch)
            : Math.min(pack.image.maxBatch, request.batch ?? Infinity, towers.imageLimit),
        expected: () => this.#room.count,
      });
      this.#loaded = { request, pack, towers, scheduler };
      return this.#info();
    });
  }

  encodePhoto(request: PhotoRequest): Promise<Reply<PhotoOutcome>> {
    return reply(async () => {
      const { request: load, pack, scheduler } = this.#requireLoaded();
      const library = { thumbDir: load.thumbDir, knownHashes: request.knownHashes };
      const { result, queued } = await this.#room.decode(
        () => this.#pool.decode({ path: request.path, tower: pack.image, limits: load.limits, library }),
        (decoded) => (decoded.kind === 'decoded' ? scheduler.image(decoded.tensor) : undefined),
        () => {
          scheduler.poke();
        },
      );
      if (result.kind !== 'decoded') return result;
      const { facts } = result;
      if (facts === null || queued === undefined) throw new Error('Expected the facts of a library photo');
      return orNotEncodable(async () => ({ kind: 'encoded', ...facts, embedding: await queued }));
    });
  }

  encodeWindows(request: ReadingRequest): Promise<Reply<WindowsOutcome>> {
    return reply(async () => {
      const { request: load, pack, scheduler } = this.#requireLoaded();
      const { result, queued } = await this.#room.decode(
        () => this.#pool.decodeWindows({ ...request, tower: pack.image, limits: load.limits }),
        (decoded) =>
          decoded.kind === 'windows'
            ? Promise.all(decoded.tensors.map((tensor) => scheduler.image(tensor)))
            : Promise.resolve([]),
        () => {
          scheduler.poke();
        },
      );
      if (result.kind === 'failed') return result;
      return orNotEncodable(async () => ({ kind: 'windows', vectors: await queued }));
    });
  }

  encodeTexts(texts: readonly string[]): Promise<Reply<TextEmbeddings>> {
    return reply(async () => {
      const { towers, scheduler } = this.#requireLoaded();
      return scheduler.urgent(async () => {
        const session = await towers.text();
        // Where the towers are only known to be right together, the image tower has come with it.
        this.#restSoon(towers);
        return session.encode(texts);
      });
    });
  }

  encodeQueryImage(image: QueryImage): Promise<Reply<Embedding>> {
    return reply(async () => {
      const { pack, towers, scheduler } = this.#requireLoaded();
      const { tensor, surroundings } = await this.#decodeForQuery(image);
      const inputs = surroundings === undefined ? [tensor] : [tensor, surroundings];
      return scheduler.urgent(async () => {
        const session = await towers.image();
        this.#restSoon(towers);
        const batches = inputs.length > pack.image.maxBatch ? inputs.map((input) => [input]) : [inputs];
        const embeddings: Embedding[] = [];
        for (const batch of batches) {
          for (const embedding of await session.encode(batch)) {
            if (embedding === undefined)
              throw new AppError('QUERY_IMAGE_UNREADABLE', 'The model gives no usable embedding for this image');
            embeddings.push(embedding);
          }
        }
        return embeddings.length === 1 && embeddings[0] !== undefined ? embeddings[0] : meanDirection(embeddings);
      });
    });
  }

  renderPhoto(request: RenderRequest): Promise<Reply<string>> {
    return reply(async () => {
      const { pack, request: load } = this.#requireLoaded();
      const task = { ...request, tower: pack.image, limits: load.limits };
      const render = (): Promise<RenderResult> => this.#pool.render(task);
      // All pixels of a photo can take seconds, for which nothing smaller has to wait. The engine asks for few at once.
      return fileOf(await (request.kind === 'pixels' ? render() : this.#renders(render)));
    });
  }

  renderTile(request: TileRequest): Promise<Reply<string>> {
    return reply(async () => {
      const task = { ...request, limits: this.#requireLoaded().request.limits };
      return fileOf(await this.#renders(() => this.#pool.renderTile(task)));
    });
  }

  readSidecars(requests: readonly SidecarRequest[]): Promise<Reply<readonly (SidecarFacts | null)[]>> {
    return reply(() => this.#pool.readSidecars(requests));
  }

  readMiniatures(thumbs: readonly string[]): Promise<Reply<readonly (Miniature | null)[]>> {
    return reply(() => {
      const { thumbDir, limits } = this.#requireLoaded().request;
      return this.#pool.readMiniatures({ thumbDir, thumbs, limits });
    });
  }

  readLooks(thumbs: readonly string[]): Promise<Reply<readonly (PhotoLook | null)[]>> {
    return reply(() => {
      const { thumbDir, limits } = this.#requireLoaded().request;
      return this.#pool.readLooks({ thumbDir, looksOf: thumbs, limits });
    });
  }

  encodeDense(path: string): Promise<Reply<DenseEmbedding>> {
    return reply(async () => {
      const { pack, towers, scheduler } = this.#requireLoaded();
      const { dense } = pack;
      if (dense === undefined)
        throw new AppError('PACK_HAS_NO_PATCHES', `Expected a dense output in pack ${pack.id} but it has none`);
      const { tensor } = await this.#decodeForQuery({ path, box: null });
      const rows = await scheduler.urgent(async () => {
        const session = await towers.image();
        this.#restSoon(towers);
        return session.encodeDense(tensor);
      });
      const patches = new Float32Array(rows.length * pack.embedding.dim);
      rows.forEach((row, i) => {
        patches.set(row, i * pack.embedding.dim);
      });
      return { grid: dense.grid, patches };
    });
  }

  encodeOccluded(request: OcclusionRequest): Promise<Reply<OcclusionEmbeddings>> {
    return reply(() => {
      const { pack, towers, scheduler } = this.#requireLoaded();
      return this.#occluded.encode(request, {
        tower: pack.image,
        decode: async () => (await this.#decodeForQuery({ path: request.path, box: null })).tensor,
        encode: (tensors) =>
          scheduler.soon(async () => {
            const session = await towers.image();
            this.#restSoon(towers);
            return session.encode(tensors);
          }),
      });
    });
  }

  cancelOcclusion(key: string): Promise<Reply<null>> {
    this.#occluded.cancel(key);
    return Promise.resolve({ ok: true, value: null });
  }

  readPhoto(request: ReadingRequest): Promise<Reply<PhotoMetadata>> {
    return reply(async () => (await this.#readAgain({ kind: 'photo', ...request })) as PhotoMetadata);
  }

  readVideo(path: string): Promise<Reply<VideoFacts>> {
    return reply(async () => (await this.#readAgain({ kind: 'video', path })) as VideoFacts);
  }

  findMotion(request: ReadingRequest): Promise<Reply<VideoSpan | null>> {
    return reply(async () => (await this.#readAgain({ kind: 'motion', ...request })) as VideoSpan | null);
  }

  async #readAgain(of: ReadingTask['of']): Promise<PhotoMetadata | VideoFacts | VideoSpan | null> {
    const result = await this.#pool.readAgain({ of, limits: this.#requireLoaded().request.limits });
    if (!result.ok) throw AppError.fromWire(result.error);
    return result.value;
  }

  warmUp(): Promise<Reply<EncoderInfo>> {
    return reply(async () => {
      const { towers, scheduler } = this.#requireLoaded();
      await scheduler.urgent(() => towers.text());
      await scheduler.urgent(() => towers.image());
      this.#restSoon(towers);
      return this.#info();
    });
  }

  goldenVectors(): Promise<Reply<GoldenVectors>> {
    return reply(async () => {
      const { pack, towers, scheduler } = this.#requireLoaded();
      return scheduler.urgent(async () => {
        const [text, image] = [await towers.text(), await towers.image()];
        this.#restSoon(towers);
        return makeGoldenVectors(pack, image, text, (task) => this.#pool.decode(task));
      });
    });
  }

  candidates(): Promise<Reply<readonly Candidate[]>> {
    return reply(() => Promise.resolve(providerCandidates(this.#requireLoaded().pack.runtime.providers)));
  }

  probe(request: ProbeRequest): Promise<Reply<ProbeFindings>> {
    return reply(async () => {
      const pack = await readPack(request.packDir);
      const { findings, probe } = await ProviderProbe.open(request, pack, (task) => this.#pool.decode(task));
      this.#probe = probe;
      return findings;
    });
  }

  measure(): Promise<Reply<SpeedFindings>> {
    return reply(() => {
      if (this.#probe === undefined) throw new Error('Expected a probe that found its provider right');
      return this.#probe.measure();
    });
  }

  cancelPhotos(): Promise<Reply<null>> {
    this.#room.cancel();
    return Promise.resolve({ ok: true, value: null });
  }

  async shutdown(): Promise<Reply<null>> {
    await this[Symbol.asyncDispose]();
    return { ok: true, value: null };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#resting);
    await this.cancelPhotos();
    await this.#pool[Symbol.asyncDispose]();
    await this.#loaded?.towers[Symbol.asyncDispose]();
    this.#loaded = undefined;
  }

  /** Beside a GPU every core decodes. */
  async #feedGpu(): Promise<void> {
    await this.#pool[Symbol.asyncDispose]();
    this.#pool = new DecodePool(availableParallelism());
  }

  #restSoon(towers: Towers): void {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      void this.#loaded?.scheduler.urgent(() => towers.rest());
    }, this.#options.restAfterMs ?? restAfterMs).unref();
  }

  #requireLoaded(): Loaded {
    if (this.#loaded === undefined)
      throw new AppError('ENCODER_UNAVAILABLE', 'Expected a loaded pack but none has been loaded');
    return this.#loaded;
  }

  async #decodeForQuery({ path, box }: QueryImage): Promise<ExampleTensors> {
    const { pack, request } = this.#requireLoaded();
    const task = { path, tower: pack.image, limits: request.limits, library: null };
    const result = await this.#pool.decode(box === null ? task : { ...task, box });
    if (result.kind === 'decoded') return result;
    const reason = result.kind === 'failed' ? result.error.message : 'it was taken for a known photo';
    throw new AppError('QUERY_IMAGE_UNREADABLE', `Expected an image to search by at "${path}" but: ${reason}`);
  }

  #info(): EncoderInfo {
    const { towers } = this.#requireLoaded();
    const require = createRequire(import.meta.url);
    const version = (name: string): string => (require(`${name}/package.json`) as { version: string }).version;
    return {
      provider: towers.choice.provider,
      providerReason: towers.choice.reason,
      versions: {
        node: process.versions.node,
        sharp: sharp.versions.sharp,
        libvips: sharp.versions.vips,
        'onnxruntime-node': version('onnxruntime-node'),
      },
      selfTest: towers.selfTest,
      rssBytes: process.memoryUsage.rss(),
    };
  }
}

function fileOf(result: RenderResult): string {
  if (!result.ok) throw AppError.fromWire(result.error);
  return result.file;
}

async function readPack(packDir: string): Promise<PackManifest> {
  return InstalledManifest.parse(JSON.parse(await readFile(join(packDir, 'pack.json'), 'utf8')));
}

/** A photo that the model gives no usable embedding for is data. */
async function orNotEncodable<T>(encode: () => Promise<T>): Promise<T | Extract<PhotoOutcome, { kind: 'failed' }>> {
  try {
    return await encode();
  } catch (error) {
    if (error instanceof AppError && error.code === 'PHOTO_NOT_ENCODABLE')
      return { kind: 'failed', error: error.toWire() };
    throw error;
  }
}

/** Errors leave the process as data. */
async function reply<T>(work: () => Promise<T>): Promise<Reply<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: AppError.from(error).toWire() };
  }
}
