import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type Call, parseCalls } from './calls.ts';
import { tracedCalls } from './leaks.ts';

const options = [
  // Every process and thread.
  '-f',
  // Without slowing down the calls that are not asked for.
  '--seccomp-bpf',
  '-y',
  '-s',
  '256',
  '-e',
  `trace=${tracedCalls.join(',')}`,
  // What goes through a ring would not be seen: there is none, as in many a container, and programs do without.
  '-e',
  'inject=io_uring_setup:error=ENOSYS',
];

/** Why nothing can be traced here; undefined where it can be. */
export const cannotTrace = reason();

if (cannotTrace !== undefined) {
  // eslint-disable-next-line no-console -- skipped in silence, these tests would look passed
  console.warn(`NOT TESTED that nothing leaves this machine: ${cannotTrace}.`);
}

function reason(): string | undefined {
  if (process.platform !== 'linux') return 'strace is for Linux';
  const { error, status } = spawnSync('strace', [...options, '-o', '/dev/null', 'true'], { stdio: 'ignore' });
  if (error !== undefined) return 'no strace found; it is a package of that name';
  return status === 0 ? undefined : 'strace is not allowed to trace here';
}

/** A program under strace, with everything that it starts. */
export class Traced implements AsyncDisposable {
  readonly child: ChildProcess;
  readonly #file: string;
  #output = '';

  /**
   * @param file for the trace, in a folder of its own.
   * @param env the whole environment.
   */
  constructor(file: string, program: readonly string[], env: Readonly<Record<string, string>>) {
    this.#file = file;
    // With -D it is the program that is our child, and strace that is its: signals reach the program.
    this.child = spawn('strace', ['-D', ...options, '-o', file, '--', ...program], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    }
  }

  /** What it wrote to stdout and stderr so far. */
  get output(): string {
    return this.#output;
  }

  /** Wait until a line of the output matches. @throws Error when the program ends before. */
  async line(pattern: RegExp): Promise<string> {
    for (;;) {
      const [found] = pattern.exec(this.#output) ?? [];
      if (found !== undefined) return found;
      if (this.child.exitCode !== null) throw new Error(`Expected ${String(pattern)} but received: ${this.#output}`);
      await Promise.race([once(this.child.stdout ?? this.child, 'data'), once(this.child, 'close')]);
    }
  }

  /** Wait until program and strace have ended. @returns what happened. @throws Error for another exit code than 0. */
  async calls(): Promise<Call[]> {
    // Its streams close with the last of both.
    if (!this.#hasClosed) await once(this.child, 'close');
    if (this.child.exitCode !== 0) {
      const how = String(this.child.exitCode ?? this.child.signalCode);
      throw new Error(`Expected "${this.child.spawnargs.slice(-3).join(' ')}" to succeed but ${how}: ${this.#output}`);
    }
    return parseCalls(await readFile(this.#file, 'utf8'));
  }

  get #hasClosed(): boolean {
    return this.child.exitCode !== null && (this.child.stderr?.closed ?? true) && (this.child.stdout?.closed ?? true);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const closed = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await closed;
  }
}
