import { expect } from 'vitest';
import { defaultLimits } from '../../src-main/core/encoder-protocol.ts';
import { probeWords } from '../../src-main/core/captions/probe-words.ts';
import { hubBias } from '../../src-main/core/math/hub-bias.ts';
import { type Embedding } from '../../src-main/core/math/vector.ts';
import { EncoderClient } from '../../src-main/engine/encoder/encoder-client.ts';
import type { EncoderLauncher } from '../../src-main/engine/encoder/encoder-process.ts';
import { HubCorrection, wordCount } from '../../src-main/engine/search/hubs/hub-correction.ts';
import { forkEncoder } from '../../src-main/headless/fork-encoder.ts';
import { MemoryLog } from './memory-log.ts';
import { fewCaptions, fixturePack } from './temp-library.ts';
import { embeddings, VectorLibrary } from './vector-library.ts';

/** Of the tiny pack. */
export const dim = 16;
export const otherCaptions = ['a green door', 'an old boat on a lake', 'three cats asleep on a sofa'];

/** Photos whose biases nobody knows, in a real database with the index over it. */
export async function unbiasedLibrary(count: number): Promise<VectorLibrary> {
  const lib = await VectorLibrary.create(dim);
  lib.commit(embeddings(count, dim, 1));
  await lib.reopen(() => {
    lib.database.exec('UPDATE embeddings SET bias = NULL');
  });
  return lib;
}

export interface Started extends AsyncDisposable {
  readonly hubs: HubCorrection;
  readonly encoder: EncoderClient;
  readonly log: MemoryLog;
}

export interface StartOptions {
  readonly captions?: readonly string[];
  readonly launch?: EncoderLauncher;
  readonly templates?: readonly string[];
  readonly isKnown?: boolean;
  readonly onMeasured?: () => void;
}

export function start(lib: VectorLibrary, options: StartOptions = {}): Started {
  const { captions = fewCaptions, launch = forkEncoder, templates = [], isKnown = false } = options;
  const request = {
    packDir: fixturePack('tiny-clip'),
    thumbDir: `${lib.folder.path}/thumbnails`,
    provider: 'cpu',
    limits: defaultLimits,
    threads: 1,
  } as const;
  const encoder = new EncoderClient(launch, request);
  const log = new MemoryLog();
  const { store, index, pack } = lib;
  const told = { log, onMeasured: options.onMeasured ?? ((): void => undefined) };
  const hubs = new HubCorrection({
    store: store.captions,
    index,
    encoder,
    pack,
    captions,
    templates,
    isKnown,
    ...told,
  });
  return {
    hubs,
    encoder,
    log,
    async [Symbol.asyncDispose]() {
      const ended = hubs[Symbol.asyncDispose]();
      await encoder[Symbol.asyncDispose]();
      await ended;
    },
  };
}

/** What is stored of each photo. */
export function stored(lib: VectorLibrary): { id: number; vector: Embedding; bias: number | null }[] {
  return lib.database
    .prepare<[], { id: number; vector: Buffer; bias: number | null }>(
      'SELECT photo_id AS id, vector, bias FROM embeddings ORDER BY photo_id',
    )
    .all()
    .map(({ vector, ...row }) => ({ ...row, vector: new Float32Array(Uint8Array.from(vector).buffer) }));
}

export function storedBank(lib: VectorLibrary): { vectors: Embedding; chance_photos: number | null } | undefined {
  const row = lib.database
    .prepare<[], { vectors: Buffer; chance_photos: number | null }>('SELECT * FROM caption_banks')
    .get();
  return row && { ...row, vectors: new Float32Array(Uint8Array.from(row.vectors).buffer) };
}

export function storedProbes(lib: VectorLibrary): Embedding {
  const probes = lib.database.prepare<[], Buffer>('SELECT probes FROM caption_banks').pluck().get();
  return new Float32Array(Uint8Array.from(probes ?? []).buffer);
}

/** Every photo has the bias that these captions give it, in the database and in the index. */
export async function expectBiasesOf(
  lib: VectorLibrary,
  encoder: EncoderClient,
  captions: readonly string[],
): Promise<void> {
  const encoded = async (texts: readonly string[]): Promise<Embedding> => {
    const { vectors } = await encoder.encodeTexts(texts);
    return Float32Array.from(vectors.flatMap((vector) => [...vector]));
  };
  const bank = { captions: await encoded(captions), words: await encoded(probeWords(captions, wordCount)) };
  for (const { id, vector, bias } of stored(lib)) {
    expect(bias).toBeCloseTo(hubBias(vector, bank), 5);
    expect(lib.index.biasOf(id)).toBe(Math.fround(bias ?? NaN));
  }
}
