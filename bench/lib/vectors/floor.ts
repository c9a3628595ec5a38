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
}

interface ThreadData {
  readonly memory: WebAssembly.Memory<SharedArrayBuffer>;
  readonly binary: Uint8Array<ArrayBuffer>;
}

const rounds = 15;
const pageBytes = 65_536;

if (parentPort !== null) serve(parentPort, workerData as ThreadData);

function serve(port: NonNullable<typeof parentPort>, { memory, binary }: ThreadData): void {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } });
  const reader = instance.exports as unknown as Reader;
  port.on('message', ([from, end]: [number, number]) => {
    reader.readAll(from, end);
    port.postMessage('done');
  });
}

/** Milliseconds to read each number of bytes with all threads, medians of rounds in turn. */
export async function memoryFloor(byteCounts: readonly number[], threads: number): Promise<number[]> {
  const pages = Math.ceil(Math.max(...byteCounts) / pageBytes);
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
  const samples = byteCounts.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, bytes] of byteCounts.entries()) {
      const part = Math.floor(bytes / threads / 128) * 128;
      const started = performance.now();
      await Promise.all(
        workers.map((worker, thread) => {
          const done = once(worker, 'message');
          worker.postMessage([thread * part, (thread + 1) * part]);
          return done;
        }),
      );
      // The first round starts the threads.
      if (round > 0) samples[i]?.push(performance.now() - started);
    }
  }
  await Promise.all(workers.map((worker) => worker.terminate()));
  return samples.map((times) => median(times));
}

function createMemory(pages: number): WebAssembly.Memory<SharedArrayBuffer> {
  const Memory = WebAssembly.Memory as unknown as new (descriptor: object) => WebAssembly.Memory<SharedArrayBuffer>;
  return new Memory({ initial: pages, maximum: 32_768, shared: true });
}
