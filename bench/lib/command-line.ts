import { spawn } from 'node:child_process';
import { join } from 'node:path';

const bin = join(import.meta.dirname, '..', '..', 'src-main', 'headless', 'bin.ts');

export interface CommandRun {
  readonly wallMs: number;
  readonly lines: readonly string[];
  /** Milliseconds from the start to each line of the answer. */
  readonly lineAtMs: readonly number[];
}

/** Run the command line as a process of its own, as a user does. */
export async function runCommand(args: readonly string[]): Promise<CommandRun> {
  const started = performance.now();
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  let errors = '';
  const lineAtMs: number[] = [];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    const now = performance.now() - started;
    for (const character of chunk) if (character === '\n') lineAtMs.push(now);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const wallMs = performance.now() - started;
  if (code !== 0)
    throw new Error(`Expected "${args.join(' ')}" to succeed but it ended with ${String(code)}: ${errors}`);
  return { wallMs, lines: text.split('\n').filter(Boolean), lineAtMs };
}
