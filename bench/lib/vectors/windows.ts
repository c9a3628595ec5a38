import { availableParallelism } from 'node:os';
import { type Embedding, normalized } from '../../../src-main/core/math/vector.ts';
import { blends, encodeBlends } from '../../../src-main/core/windows/blended.ts';
import { windowBoxes } from '../../../src-main/core/windows/window-boxes.ts';
import { WindowIndex } from '../../../src-main/engine/search/windows/window-index.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { clocked, residentMiB } from '../processes.ts';
import { spread } from '../report.ts';
import { top, type VectorLibrary } from './library.ts';

/** What looking at photos more closely adds to a search. */
export interface WindowFigures {
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Processor time of a query, all threads together: what a busy machine does not change. */
  readonly cpuMs: number;
  /** Of a scan among every hundredth photo. */
  readonly filteredP50Ms: number;
  /** Of the whole process. */
  readonly rssMb: number;
  /** To place codes that are there in memory. */
  readonly placeMs: number;
}

const photosAtOnce = 500;
/** Blends that are made, of the first photos: placed over and over, since to make them takes most of the time. */
const mostMade = 20_000;

/** Measure the index of windows, each of which lies between its photo and another one. */
export async function measureWindowIndex({
  dataDir,
  pack,
  dim,
  count,
  queries,
  some,
}: VectorLibrary): Promise<WindowFigures> {
  const index = new WindowIndex(dim, Math.min(4, availableParallelism()));
  const codes = madeCodes(index, dataDir, pack, Math.min(count, mostMade));
  const { ms: placeMs } = await clocked(() => {
    for (let id = 1; id <= count; id++) index.set(id, codes[id % codes.length] ?? new Uint8Array(), (id % 100) / 1e5);
  });
  const times = async (only: ReadonlySet<number> | null): Promise<number[]> => {
    const ms: number[] = [];
    for (const query of queries) ms.push((await clocked(() => index.scan(query, { top, only }))).ms);
    return ms;
  };
  await times(null);
  const before = process.cpuUsage();
  const plain = spread(await times(null));
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / 1000 / queries.length;
  const filtered = spread(await times(new Set(some)));
  const rssMb = residentMiB() * 1.048576;
  await index[Symbol.asyncDispose]();
  return { p50Ms: plain.p50, p95Ms: plain.p95, cpuMs, filteredP50Ms: filtered.p50, rssMb, placeMs };
}

function madeCodes(index: WindowIndex, dataDir: string, pack: number, count: number): Uint8Array[] {
  using store = Store.open(dataDir);
  const made: Uint8Array[] = [];
  for (let first = 1; first <= count; first += photosAtOnce) {
    const ids = Array.from({ length: Math.min(photosAtOnce, count - first + 1) }, (_, i) => first + i);
    const wholes = [...store.codes.vectorsOf(pack, ids).values()];
    for (const [i, whole] of wholes.entries()) {
      const windows = windowBoxes.map((_, w) => between(whole, wholes[(i + 1 + w) % wholes.length] ?? whole));
      made.push(encodeBlends(index.coder, blends(whole, windows)));
    }
  }
  return made;
}

function between(a: Embedding, b: Embedding): Embedding {
  return normalized(a.map((value, i) => value + (b[i] ?? 0)));
}
