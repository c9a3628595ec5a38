import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** A script of package.json that passes or fails. */
export interface Check {
  readonly script: string;
  /** What it prints is shown as it comes; else it is shown as a whole, once it has ended. */
  readonly isLive?: boolean;
}

export interface CheckResult {
  readonly script: string;
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly seconds: number;
}

/** Starts a script, its outputs to be read. */
export type Launch = (script: string) => ChildProcess;

/**
 * Run lanes of checks beside each other, each lane one check after the other. Outputs never mix: what ends while another
 * is being shown is shown after it.
 *
 * @param options.signal ends the checks that run when it is aborted, and begins no other.
 * @returns how each ended, in the order of the lanes. A check that fails stops no other.
 */
export async function runLanes(
  lanes: readonly (readonly Check[])[],
  output: Writable,
  options: { readonly launch?: Launch; readonly signal?: AbortSignal } = {},
): Promise<CheckResult[]> {
  const { launch = launchScript, signal = new AbortController().signal } = options;
  const screen = new Screen(output);
  const results = await Promise.all(
    lanes.map(async (lane) => {
      const ended: CheckResult[] = [];
      for (const check of lane) {
        if (!signal.aborted) ended.push(await run(check, screen, launch, signal));
      }
      return ended;
    }),
  );
  return results.flat();
}

async function run(
  { script, isLive = false }: Check,
  screen: Screen,
  launch: Launch,
  signal: AbortSignal,
): Promise<CheckResult> {
  const started = performance.now();
  const child = launch(script);
  const shown = screen.begin(`\n> ${script}\n`, isLive);
  child.stdout?.on('data', (chunk: Buffer) => {
    shown.write(chunk);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    shown.write(chunk);
  });
  const stop = (): void => void child.kill();
  signal.addEventListener('abort', stop);
  const [code] = (await once(child, 'close')) as [number | null];
  signal.removeEventListener('abort', stop);
  shown.end();
  return { script, code, seconds: (performance.now() - started) / 1000 };
}

interface Shown {
  write: (chunk: Buffer) => void;
  end: () => void;
}

/** What one after the other is written to, though several write at once. */
class Screen {
  readonly #output: Writable;
  /** Who is shown as it comes. */
  #live: object | undefined;
  #waiting: Uint8Array[] = [];

  constructor(output: Writable) {
    this.#output = output;
  }

  /** @param isLive only one at a time can be. */
  begin(title: string, isLive: boolean): Shown {
    const chunks: Uint8Array[] = [Buffer.from(title)];
    const own = {};
    if (isLive && this.#live === undefined) {
      this.#live = own;
      this.#output.write(title);
    }
    return {
      write: (chunk) => {
        if (this.#live === own) this.#output.write(chunk);
        else chunks.push(chunk);
      },
      end: () => {
        if (this.#live === own) {
          this.#live = undefined;
          for (const waiting of this.#waiting.splice(0)) this.#output.write(waiting);
        } else if (this.#live === undefined) this.#output.write(Buffer.concat(chunks));
        else this.#waiting.push(Buffer.concat(chunks));
      },
    };
  }
}

function launchScript(script: string): ChildProcess {
  const isWindows = process.platform === 'win32';
  // npm is a batch file on Windows, which only a shell starts.
  return spawn('npm', ['run', '--silent', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: isWindows,
    env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) },
  });
}
