import { join } from 'node:path';
import { AppError } from '../../../src-contract/index.ts';
import { defaultLimits } from '../../core/encoder-protocol.ts';
import { cosine, type Embedding } from '../../core/math/vector.ts';
import { agreementPairs } from '../../core/pack/agreement.ts';
import type { PackManifest } from '../../core/pack/manifest.ts';
import {
  isSoftwareAdapter,
  minParity,
  type ProbeFindings,
  type ProbeRequest,
  type SpeedFindings,
} from '../../core/processor/trial.ts';
import type { DecodeResult, DecodeTask, PhotoTensor } from '../decode/decode-photo.ts';
import { oneLine } from '../one-line.ts';
import { agreementPicture, encodePictures } from '../sessions/agreement-test.ts';
import { ImageSession } from '../sessions/image-session.ts';
import { candidate } from '../sessions/provider.ts';
import { testImageTower } from '../sessions/self-test.ts';
import { watchAdapter } from './adapter-name.ts';
import { cpuBatchMeasured, measureBatches, photosPerSecond } from './measure-speed.ts';

/** Photos of one inference while embeddings are compared: more than one, because that is what is used. */
const comparedAtOnce = 4;

type Decode = (task: DecodeTask) => Promise<DecodeResult>;
type Model = Pick<ImageSession, 'encode'>;

/**
 * One provider on this machine beside the CPU: whether what it computes is right, then how fast it is. See [Note: GPU].
 *
 * The process may die or hang of it, and is not used for anything else: stderr goes to a file, for one thing.
 */
export class ProviderProbe {
  readonly #gpu: Model;
  readonly #cpu: Model;
  readonly #tensors: readonly PhotoTensor[];
  readonly #maxBatch: number;

  private constructor(gpu: Model, cpu: Model, tensors: readonly PhotoTensor[], maxBatch: number) {
    this.#gpu = gpu;
    this.#cpu = cpu;
    this.#tensors = tensors;
    this.#maxBatch = maxBatch;
  }

  /** Open a provider and compare it. `probe` is undefined where it is refused. Never throws for what a GPU does. */
  static async open(
    request: ProbeRequest,
    pack: PackManifest,
    decode: Decode,
  ): Promise<{ readonly findings: ProbeFindings; readonly probe: ProviderProbe | undefined }> {
    const { packDir, provider, threads } = request;
    const none = { adapter: null, isSoftware: false, lowestCosine: null, photos: 0 };
    const refuse = (found: Omit<ProbeFindings, 'refused'>, refused: ProbeFindings['refused']): OpenedProbe => ({
      findings: { ...found, refused },
      probe: undefined,
    });
    const { missing } = candidate(provider, pack.runtime.providers);
    if (missing !== null) return refuse(none, { outcome: 'unavailable', reason: missing });
    using watch = watchAdapter(provider);
    let gpu: ImageSession;
    try {
      gpu = await ImageSession.open(packDir, pack, { provider, threads });
    } catch (error) {
      return refuse(none, { outcome: 'unavailable', reason: words(error) });
    }
    const adapter = watch.name();
    const opened = { ...none, adapter, isSoftware: adapter !== null && isSoftwareAdapter(adapter) };
    if (opened.isSoftware && !request.acceptSoftware)
      return refuse(opened, { outcome: 'software', reason: `${adapter ?? 'it'} computes on the CPU` });
    try {
      await testOnProvider(packDir, pack, gpu, decode);
    } catch (error) {
      return refuse(opened, { outcome: 'wrong', reason: words(error) });
    }
    const cpu = await ImageSession.open(packDir, pack, { provider: 'cpu', threads });
    const tensors = await readTensors(request, pack, decode);
    const lowestCosine = await compare(gpu, cpu, tensors);
    const found = { ...opened, lowestCosine, photos: tensors.length };
    if (!(lowestCosine >= minParity)) {
      const reason = `of ${tensors.length} photos one has cosine ${lowestCosine.toFixed(5)} to what the CPU makes of it, less than ${minParity}`;
      return refuse(found, { outcome: 'wrong', reason });
    }
    return {
      findings: { ...found, refused: null },
      probe: new ProviderProbe(gpu, cpu, tensors, pack.image.maxBatch),
    };
  }

  /** Measure both; the CPU first, while nothing of the GPU's is under way. */
  async measure(): Promise<SpeedFindings> {
    const tensors = (batch: number): PhotoTensor[] =>
      Array.from({ length: batch }, (_, i) => this.#tensors[i % this.#tensors.length]).filter(
        (tensor) => tensor !== undefined,
      );
    const cpuBatch = Math.min(cpuBatchMeasured, this.#maxBatch);
    const cpuPhotosPerSecond = await photosPerSecond(cpuBatch, () => this.#cpu.encode(tensors(cpuBatch)));
    const batches = await measureBatches(this.#maxBatch, (batch) => this.#gpu.encode(tensors(batch)));
    return { cpuPhotosPerSecond, batches };
  }
}

type OpenedProbe = Awaited<ReturnType<typeof ProviderProbe.open>>;

/** Without golden vectors what matters is that it makes something of every picture: then it is compared with the CPU. */
async function testOnProvider(packDir: string, pack: PackManifest, model: Model, decode: Decode): Promise<void> {
  if (pack.selfTest.kind === 'agreement') await encodePictures(pack, model, decode);
  else await testImageTower(packDir, pack, model, decode);
}

async function readTensors(request: ProbeRequest, pack: PackManifest, decode: Decode): Promise<PhotoTensor[]> {
  const { selfTest } = pack;
  const golden =
    selfTest.kind === 'agreement'
      ? agreementPairs.map(({ file }) => agreementPicture(file))
      : selfTest.images.map(({ file }) => join(request.packDir, file));
  const tensors: PhotoTensor[] = [];
  for (const path of [...golden, ...request.photos]) {
    const result = await decode({ path, tower: pack.image, limits: defaultLimits, library: null });
    if (result.kind === 'decoded') tensors.push(result.tensor);
  }
  return tensors;
}

/** Lowest cosine between what two models make of the same photos; NaN when one makes nothing of one of them. */
async function compare(gpu: Model, cpu: Model, tensors: readonly PhotoTensor[]): Promise<number> {
  let lowest = 1;
  for (let start = 0; start < tensors.length; start += comparedAtOnce) {
    const some = tensors.slice(start, start + comparedAtOnce);
    const [ours, theirs] = [await gpu.encode(some), await cpu.encode(some)];
    for (const [i, own] of ours.entries()) lowest = Math.min(lowest, similarity(own, theirs[i]));
  }
  return lowest;
}

/** -1 where only one of the two has no direction: whatever a photo is, both must say the same of it. */
function similarity(a: Embedding | undefined, b: Embedding | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 1 : -1;
  return cosine(a, b);
}

/** What went wrong, without our path and the runtime's: its own words come after the place in its source. */
function words(error: unknown): string {
  const cause = error instanceof AppError && error.cause instanceof Error ? error.cause : AppError.from(error);
  const text = oneLine(cause);
  // CUDA's words have the machine's name after them.
  const [, cuda] = /\b(CUDA failure \d+: [^;]*[^;\s])\s*;/u.exec(text) ?? [];
  return cuda ?? /\bwas false\. (\S.*)$/u.exec(text)?.[1] ?? text;
}
