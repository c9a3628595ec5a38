import { availableParallelism } from 'node:os';
import { QuantizedIndex } from '../../../src-main/engine/search/quantized-index.ts';
import type { ScanRequest } from '../../../src-main/engine/search/vector-index.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { createLogger } from '../../../src-main/headless/log.ts';
import { clocked, residentMiB } from '../processes.ts';
import { spread } from '../report.ts';
import { recall, top, type VectorLibrary } from './library.ts';
import { memoryFloor } from './floor.ts';

/** What Eidetic's own index does on one library. */
export interface OwnFigures {
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** To read 8 bits a value with all threads, in the same process and minute. */
  readonly floorMs: number;
  readonly ratioToFloor: number;
  /** The same for the 4 bits a value that the scan reads of every photo. */
  readonly coarseFloorMs: number;
  readonly recallAt100: number;
  readonly openMs: number;
  /** Of the whole process, after all queries but those at once. */
  readonly rssMb: number;
  /** The same after those. */
  readonly rssAfterBatchMb: number;
  readonly filteredP50Ms: number;
  readonly filteredRecallAt100: number;
  readonly twoTermsP50Ms: number;
  /** Of many queries asked at once, for each. */
  readonly batchMsPerQuery: number;
  /** Processor time of the longest turn of the event loop while opening and answering. */
  readonly longestBlockMs: number;
}

/** What tagging a library by a thousand names asks. */
const batchQueries = 1000;
const warmUpQueries = 10;

/** Code every embedding for the first time, as after an upgrade. @returns milliseconds. */
export async function buildOwn(library: VectorLibrary): Promise<number> {
  using store = Store.open(library.dataDir);
  const { ms } = await clocked(async () => {
    await (await open(store, library))[Symbol.asyncDispose]();
  });
  return ms;
}

export async function measureOwn(library: VectorLibrary): Promise<OwnFigures> {
  const { count, dim, queries } = library;
  const threads = Math.min(4, availableParallelism());
  using store = Store.open(library.dataDir);
  const turns = watchTurns();
  const opened = await clocked(() => open(store, library));
  await using index = opened.value;
  const request = (number: number): ScanRequest => ({ terms: [term(library, number)], top, only: null });
  const times = async (requests: readonly ScanRequest[]): Promise<{ ms: number[]; ids: number[][] }> => {
    const ms: number[] = [];
    const ids: number[][] = [];
    for (const one of requests) {
      const { value, ms: took } = await clocked(() => index.scan(one));
      ms.push(took);
      ids.push(value.hits.map(({ id }) => id));
    }
    return { ms, ids };
  };
  const numbers = queries.map((_, i) => i);
  await times(numbers.slice(0, warmUpQueries).map(request));
  const plain = await times(numbers.map(request));
  const only = new Set(library.some);
  const filtered = await times(numbers.map((i) => ({ ...request(i), only })));
  const two = await times(
    numbers.slice(0, 40).map((i) => ({ ...request(i), terms: [term(library, i), term(library, i + 1)] })),
  );
  const rssMb = residentMiB() * 1.048576;
  const many = Array.from({ length: batchQueries }, (_, i) => term(library, i).embedding);
  const batch = await clocked(() => index.scanBatch({ queries: many, top, only: null }));
  const longestBlockMs = turns.stop();
  const rssAfterBatchMb = residentMiB() * 1.048576;
  const [floorMs = NaN, coarseFloorMs = NaN] = await memoryFloor([count * dim, (count * dim) / 2], threads);
  const { p50, p95 } = spread(plain.ms);
  return {
    p50Ms: p50,
    p95Ms: p95,
    floorMs,
    ratioToFloor: p50 / floorMs,
    coarseFloorMs,
    recallAt100: recall(plain.ids, library.best),
    openMs: opened.ms,
    rssMb,
    rssAfterBatchMb,
    filteredP50Ms: spread(filtered.ms).p50,
    filteredRecallAt100: recall(filtered.ids, library.bestOfSome),
    twoTermsP50Ms: spread(two.ms).p50,
    batchMsPerQuery: batch.ms / batchQueries,
    longestBlockMs,
  };
}

/**
 * Watch how long others would have had to wait: by processor time of this thread, because a busy machine lets any
 * thread wait.
 */
function watchTurns(): { stop(): number } {
  let longest = 0;
  let before = process.threadCpuUsage();
  const timer = setInterval(() => {
    const now = process.threadCpuUsage();
    longest = Math.max(longest, now.user - before.user + now.system - before.system);
    before = now;
  }, 1);
  return {
    stop() {
      clearInterval(timer);
      return longest / 1000;
    },
  };
}

function open(store: Store, { pack, dim }: VectorLibrary): Promise<QuantizedIndex> {
  return QuantizedIndex.open({ store: store.codes, pack, dim, log: createLogger() });
}

function term(library: VectorLibrary, number: number): ScanRequest['terms'][number] {
  const embedding = library.queries[number % library.queries.length];
  if (embedding === undefined) throw new Error('Expected at least one query');
  return { embedding, weight: 1 };
}
