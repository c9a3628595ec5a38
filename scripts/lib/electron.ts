import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Ending } from './desktop.ts';
import { isMissing } from './is-missing.ts';

const downloadTimeoutMs = 5 * 60_000;
/** Until then what Electron prints is held back: should it fail, the user sees one line instead. */
const quietMs = 5_000;

/** The program of the `electron` package, which is downloaded when it is first needed; null when that fails. */
export async function findElectron(root: string, say: (line: string) => void): Promise<string | null> {
  const folder = join(root, 'node_modules', 'electron');
  const present = await installedElectron(folder);
  if (present !== null || !existsSync(join(folder, 'install.js'))) return present;
  say('Downloading Electron, which happens once ...');
  await promisify(execFile)(process.execPath, [join(folder, 'install.js')], { timeout: downloadTimeoutMs }).catch(
    // Without a network there is no download; what matters is whether the program is there afterwards.
    (error: unknown) => error,
  );
  return installedElectron(folder);
}

async function installedElectron(folder: string): Promise<string | null> {
  const name = await readFile(join(folder, 'path.txt'), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (name === null) return null;
  const program = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), name.trim());
  return existsSync(program) ? program : null;
}

/** Run the desktop app until it ends. */
export async function runElectron(program: string, args: readonly string[]): Promise<Ending> {
  const startedAtMs = performance.now();
  const child = spawn(program, args, { stdio: ['inherit', 'inherit', 'pipe'] });
  // The terminal tells both of us; the app ends by itself, and its exit code is ours.
  const wait = (): void => undefined;
  const passOn = (): void => void child.kill('SIGTERM');
  process.on('SIGINT', wait);
  process.on('SIGTERM', passOn);
  const output = holdBack(child);
  const [code, signal] = (await once(child, 'close').catch((error: unknown) => {
    output.push(String(error));
    return [1, null];
  })) as [number | null, NodeJS.Signals | null];
  process.removeListener('SIGINT', wait);
  process.removeListener('SIGTERM', passOn);
  return { code, signal, ranForMs: performance.now() - startedAtMs, output: output.join('') };
}

function holdBack(child: ChildProcess): string[] {
  const held: string[] = [];
  let isQuiet = true;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (isQuiet) held.push(text);
    else process.stderr.write(text);
  });
  setTimeout(() => {
    isQuiet = false;
    if (child.exitCode === null) process.stderr.write(held.join(''));
  }, quietMs).unref();
  return held;
}
