import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Options of Emscripten for code that is read from the package instead of being fetched, as in a browser. */
export function startFrom(wasm: string): object {
  return { wasmBinary: readFileSync(createRequire(import.meta.url).resolve(wasm)), noInitialRun: true };
}
