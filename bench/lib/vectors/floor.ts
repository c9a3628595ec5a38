import { once } from 'node:events';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { compileKernel } from '../../../scripts/lib/kernels.ts';
import { median } from '../statistics.ts';

/**
 * The memory floor: how long threads take to read as many bytes of shared memory and do nothing with them. No scan
 * that looks at every byte can be faster.
 */

interface Reader {
  readAll(from: number, end: number): number;
  leastDifference(from: number, end: number, rowBytes: number): number;
}

interface ThreadData {
  readonly memory: WebAssembly.Memory<SharedArrayBuffer>;
  readonly binary: Uint8Array<ArrayBuffer>;
}

/** A stretch of memory to read, or, with a size of rows, to compare bit by bit. */
interface Stretch {
  readonly from: number;
  readonly end: number;
  readonly rowBytes: number | null;
}

const rounds = 15;
const pageBytes = 65_536;

if (parentPort !== null) serve(parentPort, workerData as ThreadData);

function serve(port: NonNullable<typeof parentPort>, { memory, binary }: ThreadData): void {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } });
  const reader = instance.exports as unknown as Reader;
  port.on('message', ({ from, end, rowBytes }: Stretch) => {
    if (rowBytes === null) reader.readAll(from, end);
    else reader.leastDifference(from, end, rowBytes);
    port.postMessage('done');
  });
}

/** Milliseconds to read each number of bytes with all threads, medians of rounds in turn. */
export function memoryFloor(byteCounts: readonly number[], threads: number): Promise<number[]> {
  return inThreads(
    byteCounts.map((bytes) => ({ bytes, rowBytes: null })),
    threads,
  );
}

/** Milliseconds to compare a query of a bit a value with `count` of them. */
export async function oneBitScan(count: number, dim: number, threads: number): Promise<number> {
  const rowBytes = Math.ceil(dim / 128) * 16;
  const [ms = NaN] = await inThreads([{ bytes: count * rowBytes, rowBytes }], threads);
  return ms;
}

async function inThreads(
  jobs: readonly { readonly bytes: number; readonly rowBytes: number | null }[],
  threads: number,
): Promise<number[]> {
  const pages = Math.ceil(Math.max(...jobs.map(({ bytes }) => bytes)) / pageBytes);
  const memory = createMemory(pages);
  // Memory that was never written is one page of zeros for all of it.
  new Uint8Array(memory.buffer).fill(1);
  const binary = await compileKernel({
    name: 'read',
    source: new URL('read.as.ts', import.meta.url),
    module: new URL('read.as.ts', import.meta.url),
    options: ['--enable', 'threads', '--importMemory', '--sharedMemory', '--initialMemory', '1'].concat([
      '--maximumMemory',
      '32768',
    ]),
  });
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL(import.meta.url), { workerData: { memory, binary: Uint8Array.from(binary) } }),
  );
  const samples = jobs.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, { bytes, rowBytes }] of jobs.entries()) {
      const step = rowBytes ?? 128;
      const part = Math.floor(bytes / threads / step) * step;
      const started = performance.now();
      await Promise.all(
        workers.map((worker, thread) => {
          const done = once(worker, 'message');
          const stretch: Stretch = { from: thread * part, end: (thread + 1) * part, rowBytes };
          worker.postMessage(stretch);
          return done;
        }),
      );
      // The first rounds start the threads and compile.
      if (round > 2) samples[i]?.push(performance.now() - started);
    }
  }
  await Promise.all(workers.map((worker) => worker.terminate()));
  return samples.map((times) => median(times));
}

function createMemory(pages: number): WebAssembly.Memory<SharedArrayBuffer> {
  const Memory = WebAssembly.Memory as unknown as new (descriptor: object) => WebAssembly.Memory<SharedArrayBuffer>;
  return new Memory({ initial: pages, maximum: 32_768, shared: true });
}
