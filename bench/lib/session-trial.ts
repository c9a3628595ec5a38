import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { ImageSession } from '../../src-main/encoder/sessions/image-session.ts';
import { TextSession } from '../../src-main/encoder/sessions/text-session.ts';
import { packDir, readPack } from './library.ts';
import { clocked, cpuSeconds, peakMiB, residentMiB } from './processes.ts';
import { median } from './statistics.ts';

/** One way to run the image tower. */
export interface TrialOptions {
  /** What the product does: the rest but `batch` is its own choice. */
  readonly product: boolean;
  readonly batch: number;
  readonly session: InferenceSession.SessionOptions;
}

export interface TrialResult {
  readonly loadMs: number;
  readonly firstRunMs: number;
  readonly photosPerSecond: number;
  readonly cpuMsPerPhoto: number;
  /** Resident memory of the whole process before loading, afterwards, and the largest, MiB. */
  readonly beforeMiB: number;
  readonly residentMiB: number;
  readonly peakMiB: number | null;
}

/** Photos of one trial. A multiple of every batch size that is tried. */
const photos = 64;

/** Load and run the image tower in this process, on the tensors in a file of `[n, 3, height, width]` floats. */
export async function trial(options: TrialOptions, tensorFile: string): Promise<TrialResult> {
  const { image } = readPack();
  const size = 3 * image.width * image.height;
  const bytes = await readFile(tensorFile);
  const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  const tensors = Array.from({ length: values.length / size }, (_, i) => values.subarray(i * size, (i + 1) * size));
  const beforeMiB = residentMiB();
  const loaded = await clocked(() => (options.product ? productRunner() : plainRunner(options.session)));
  const run = loaded.value;
  const batchAt = (start: number): Float32Array<ArrayBuffer>[] =>
    Array.from({ length: options.batch }, (_, i) => tensors[(start + i) % tensors.length]).filter(
      (t) => t !== undefined,
    );
  const first = await clocked(() => run(batchAt(0)));
  const cpu = cpuSeconds(process.pid) ?? NaN;
  const { ms } = await clocked(async () => {
    for (let start = 0; start < photos; start += options.batch) await run(batchAt(start));
  });
  return {
    loadMs: loaded.ms,
    firstRunMs: first.ms,
    photosPerSecond: (1000 * photos) / ms,
    cpuMsPerPhoto: (1000 * ((cpuSeconds(process.pid) ?? NaN) - cpu)) / photos,
    beforeMiB,
    residentMiB: residentMiB(),
    peakMiB: peakMiB(process.pid),
  };
}

type Runner = (tensors: readonly Float32Array<ArrayBuffer>[]) => Promise<unknown>;

async function productRunner(): Promise<Runner> {
  const session = await ImageSession.open(packDir, readPack(), { provider: 'cpu', threads: null });
  return (tensors) => session.encode(tensors);
}

async function plainRunner(options: InferenceSession.SessionOptions): Promise<Runner> {
  const { image } = readPack();
  const session = await InferenceSession.create(join(packDir, image.file), {
    executionProviders: ['cpu'],
    logSeverityLevel: 3,
    ...options,
  });
  const size = 3 * image.width * image.height;
  return (tensors) => {
    const values = new Float32Array(tensors.length * size);
    tensors.forEach((tensor, i) => {
      values.set(tensor, i * size);
    });
    const dims = [tensors.length, 3, image.height, image.width];
    return session.run({ [image.input]: new Tensor('float32', values, dims) }, [image.output]);
  };
}

export interface TextTrialResult {
  readonly loadMs: number;
  readonly firstMs: number;
  /** Median milliseconds of one call. */
  readonly oneTextMs: number;
  readonly manyTextsMs: number;
  readonly cpuMsPerText: number;
  readonly residentMiB: number;
}

/** Load and run the text tower as the product does, with so many threads. */
export async function textTrial(threads: number | null, texts: readonly string[]): Promise<TextTrialResult> {
  const loaded = await clocked(() => TextSession.open(packDir, readPack(), { provider: 'cpu', threads }));
  const session = loaded.value;
  const first = await clocked(() => session.encode(texts.slice(0, 1)));
  const one: number[] = [];
  const cpu = cpuSeconds(process.pid) ?? NaN;
  for (const text of texts) one.push((await clocked(() => session.encode([text]))).ms);
  const cpuMsPerText = (1000 * ((cpuSeconds(process.pid) ?? NaN) - cpu)) / texts.length;
  const many: number[] = [];
  for (let start = 0; start + 32 <= texts.length; start += 32) {
    many.push((await clocked(() => session.encode(texts.slice(start, start + 32)))).ms);
  }
  return {
    loadMs: loaded.ms,
    firstMs: first.ms,
    oneTextMs: median(one),
    manyTextsMs: median(many),
    cpuMsPerText,
    residentMiB: residentMiB(),
  };
}
