import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isUpToDate } from '../../../scripts/lib/up-to-date.ts';
import { encoderEnvironment } from '../../../src-main/core/encoder-environment.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const cacheDir = join(root, 'node_modules', '.cache', 'node-compile');

/**
 * Let every process and thread that tests start take our modules compiled, with their types stripped, from where an earlier
 * one left them: that is half of what starting one costs. Node knows a module that has changed by its content.
 *
 * @see https://nodejs.org/api/module.html#module-compile-cache
 */
export function useCompileCache(): void {
  process.env['NODE_COMPILE_CACHE'] ??= cacheDir;
}

/**
 * Global setup: compile what the encoder is made of. Node leaves what it compiled when a process ends by itself, and an
 * encoder is killed.
 */
export default async function compileEncoder(): Promise<void> {
  const done = join(cacheDir, 'encoder');
  const sources = ['src-main', 'src-contract', 'package-lock.json'].map((name) => join(root, name));
  if (await isUpToDate(done, sources)) return;
  const modules = ['service.ts', 'decode/decode-worker.ts'].map((name) => join(root, 'src-main', 'encoder', name));
  const code = modules.map((path) => `await import(${JSON.stringify(pathToFileURL(path).href)});`).join('\n');
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: 'inherit',
    env: encoderEnvironment(process.env),
  });
  const [exitCode] = (await once(child, 'close')) as [number | null];
  // It has said why; failing is for the tests that need an encoder.
  if (exitCode !== 0) return;
  await mkdir(cacheDir, { recursive: true });
  await writeFile(done, '');
}
