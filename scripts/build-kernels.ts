/**
 * Compile the WebAssembly kernels: `npm run build:kernels`. Run it after a change of a `*.as.ts` file or an update of
 * assemblyscript, and commit what it writes; tests/core/image/kernel.test.ts fails until then.
 */
import { writeFile } from 'node:fs/promises';
import { compileKernel, kernels, renderModule } from './lib/kernels.ts';

for (const kernel of kernels) {
  const binary = await compileKernel(kernel);
  await writeFile(kernel.module, renderModule(kernel, binary));
  process.stdout.write(`${kernel.name}: ${binary.length} bytes\n`);
}
