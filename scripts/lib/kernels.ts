import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** A WebAssembly kernel: its AssemblyScript source and the TypeScript module that carries its binary. */
export interface Kernel {
  readonly name: string;
  readonly source: URL;
  readonly module: URL;
  /** Options of the compiler beyond those for all. */
  readonly options: readonly string[];
}

const imageKernels = new URL('../../src-main/core/image/kernel/', import.meta.url);
const vectorKernels = new URL('../../src-main/core/vectors/kernel/', import.meta.url);

export const kernels: readonly Kernel[] = [
  {
    name: 'resample',
    source: new URL('resample.as.ts', imageKernels),
    module: new URL('resample-binary.ts', imageKernels),
    options: [],
  },
  {
    name: 'planes',
    source: new URL('planes.as.ts', imageKernels),
    module: new URL('planes-binary.ts', imageKernels),
    options: [],
  },
  {
    name: 'scan',
    source: new URL('scan.as.ts', vectorKernels),
    module: new URL('scan-binary.ts', vectorKernels),
    // The memory is one that threads share, and comes from outside: 1 to 16,384 pages, which is 1 GiB.
    options: ['--enable', 'relaxed-simd', '--enable', 'threads', '--importMemory', '--sharedMemory'].concat([
      '--initialMemory',
      '1',
      '--maximumMemory',
      '16384',
    ]),
  },
  {
    name: 'moments',
    source: new URL('moments.as.ts', vectorKernels),
    module: new URL('moments-binary.ts', vectorKernels),
    options: [],
  },
  {
    name: 'dots',
    source: new URL('dots.as.ts', vectorKernels),
    module: new URL('dots-binary.ts', vectorKernels),
    options: [],
  },
];

/**
 * Compile a kernel. The same source and the same release of assemblyscript give the same bytes on every machine.
 *
 * The compiler runs as a program of its own: importing it would bring in its types, which redeclare JavaScript's own
 * for the whole project (`Array.at` without undefined, for one).
 *
 * @throws Error with the compiler's messages.
 */
export async function compileKernel(kernel: Kernel): Promise<Uint8Array> {
  const compiler = fileURLToPath(import.meta.resolve('assemblyscript/bin/asc.js'));
  // No runtime: no allocator, no garbage collector, no data; the memory is laid out by the caller.
  const options = ['--runtime', 'stub', '--enable', 'simd', '--optimizeLevel', '3', '--noAssert', ...kernel.options];
  // An output without a name is standard output.
  const compilation = [compiler, fileURLToPath(kernel.source), ...options, '--outFile'];
  const { stdout } = await promisify(execFile)(process.execPath, compilation, { encoding: 'buffer' });
  return stdout;
}

/** Write the TypeScript module that carries a kernel's binary. */
export function renderModule(kernel: Kernel, binary: Uint8Array): string {
  const source = kernel.source.pathname.split('/').at(-1) ?? '';
  const lines = Buffer.from(binary)
    .toString('base64')
    .match(/.{1,116}/g);
  const literal = (lines ?? []).map((line) => `  '${line}'`).join(' +\n');
  return `/**
 * WebAssembly binary (${binary.length} bytes) of ${source}, in base64.
 *
 * Made by \`npm run build:kernels\`: change the source and run that, never this file.
 */
export const ${kernel.name}Binary =
${literal};
`;
}
