import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { defaultLimits } from '../../src-main/core/encoder-protocol.ts';
import { type DecodeTask, type PhotoTensor } from '../../src-main/encoder/decode/decode-photo.ts';
import { DecodePool } from '../../src-main/encoder/decode/decode-pool.ts';
import { ImageSession } from '../../src-main/encoder/sessions/image-session.ts';
import { openEngine, packDir, readPack, scratchFolder } from './library.ts';
import type { PhotoSet } from './photos.ts';
import { clocked, cpuSeconds, peakMiB } from './processes.ts';

/** What one stage did in a process of its own. */
export interface StageResult {
  readonly photos: number;
  readonly seconds: number;
  readonly cpuSeconds: number | null;
}

export interface WholeResult extends StageResult {
  readonly failed: number;
  readonly openSeconds: number;
  readonly warmUpSeconds: number;
  /** To encode the bank of captions, once a library. */
  readonly bankSeconds: number;
  readonly hostCpuSeconds: number | null;
  readonly encoderCpuSeconds: number | null;
  readonly hostPeakMiB: number | null;
  readonly encoderPeakMiB: number | null;
  readonly rescan: { readonly files: number; readonly unchanged: number; readonly seconds: number };
}

/**
 * Decode alone, with everything the library needs of a photo: read, hash, metadata, thumbnail, tensor.
 *
 * @param threads null for the pool as the product makes it.
 */
export async function decodeStage(set: PhotoSet, threads: number | null): Promise<StageResult> {
  await using scratch = await scratchFolder();
  await using pool = threads === null ? new DecodePool() : new DecodePool(threads);
  const { image: tower } = readPack();
  const task = (path: string): DecodeTask => ({
    path,
    tower,
    limits: defaultLimits,
    library: { thumbDir: scratch.path, knownHashes: [] },
  });
  // The threads' modules are loaded before the clock starts; a query leaves no thumbnail behind.
  const [first = ''] = set.files;
  const threadCount = threads ?? availableParallelism();
  await Promise.all(Array.from({ length: 2 * threadCount }, () => pool.decode({ ...task(first), library: null })));
  const inFlight = pLimit(pool.capacity);
  const before = cpuSeconds(process.pid);
  const { ms, value } = await clocked(() =>
    Promise.all(set.files.map((path) => inFlight(async () => (await pool.decode(task(path))).kind === 'decoded'))),
  );
  return { photos: value.filter(Boolean).length, seconds: ms / 1000, cpuSeconds: since(before, process.pid) };
}

/** Encode alone: the product's image session on tensors that lie ready, in batches. */
export async function encodeStage(set: PhotoSet, batch: number): Promise<StageResult> {
  const pack = readPack();
  const tensors = await decodeSome(set, 64);
  const session = await ImageSession.open(packDir, pack, { provider: 'cpu', threads: null });
  const next = (start: number): PhotoTensor[] =>
    Array.from({ length: batch }, (_, i) => tensors[(start + i) % tensors.length]).filter((t) => t !== undefined);
  await session.encode(next(0));
  globalThis.gc?.();
  const photos = Math.ceil(Math.min(set.files.length, 320) / batch) * batch;
  const before = cpuSeconds(process.pid);
  const { ms } = await clocked(async () => {
    for (let start = 0; start < photos; start += batch) await session.encode(next(start));
  });
  const result = { photos, seconds: ms / 1000, cpuSeconds: since(before, process.pid) };
  await session.release();
  return result;
}

/** Tensors of the first photos of a set, as the decode pool makes them. */
export async function decodeSome(set: PhotoSet, count: number): Promise<PhotoTensor[]> {
  await using pool = new DecodePool();
  const { image: tower } = readPack();
  const results = await Promise.all(
    set.files.slice(0, count).map((path) => pool.decode({ path, tower, limits: defaultLimits, library: null })),
  );
  return results.map((result) => {
    if (result.kind !== 'decoded') throw new Error('Expected every photo of the set to decode');
    return result.tensor;
  });
}

/** The whole way into a fresh library, then once more over the unchanged folders. */
export async function wholeStage(set: PhotoSet): Promise<WholeResult> {
  await using scratch = await scratchFolder();
  const opened = await clocked(() => openEngine(scratch.path));
  await using engine = opened.value;
  const warm = await clocked(() => engine.encoder.warmUp());
  // Else the first photos of a small set would pay for what comes once a library.
  const bank = await clocked(() => engine.search.hubs.complete());
  const { pid } = engine.encoder;
  if (pid === undefined) throw new Error('Expected a running encoder');
  for (const folder of set.folders) await engine.library.addFolder(folder);
  const all = { folderIds: null, retryFailed: false } as const;
  const [host, encoder] = [cpuSeconds(process.pid), cpuSeconds(pid)];
  const indexed = await clocked(() => engine.library.index(all));
  const hostCpuSeconds = since(host, process.pid);
  const encoderCpuSeconds = since(encoder, pid);
  const memory = { hostPeakMiB: peakMiB(process.pid), encoderPeakMiB: peakMiB(pid) };
  const again = await clocked(() => engine.library.index(all));
  return {
    photos: indexed.value.encoded,
    failed: indexed.value.failed,
    seconds: indexed.ms / 1000,
    openSeconds: opened.ms / 1000,
    warmUpSeconds: warm.ms / 1000,
    bankSeconds: bank.ms / 1000,
    cpuSeconds: hostCpuSeconds === null || encoderCpuSeconds === null ? null : hostCpuSeconds + encoderCpuSeconds,
    hostCpuSeconds,
    encoderCpuSeconds,
    ...memory,
    rescan: { files: again.value.found, unchanged: again.value.unchanged, seconds: again.ms / 1000 },
  };
}

function since(before: number | null, pid: number): number | null {
  const now = cpuSeconds(pid);
  return before === null || now === null ? null : now - before;
}
