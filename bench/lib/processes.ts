import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Ticks in which Linux counts processor time. */
const ticksPerSecond = process.platform === 'linux' ? Number(execFileSync('getconf', ['CLK_TCK'])) : 100;

/** Processor seconds a process has used so far, all threads. Null where the platform does not tell. */
export function cpuSeconds(pid: number): number | null {
  if (pid === process.pid) {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }
  const stat = procFile(pid, 'stat');
  if (stat === null) return null;
  // The second field is the program's name in brackets and may contain anything, blanks and brackets too.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Largest resident memory since the process began, in MiB. Null where the platform does not tell. */
export function peakMiB(pid: number): number | null {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/mu.exec(procFile(pid, 'status') ?? '')?.[1];
  if (kilobytes !== undefined) return Number(kilobytes) / 1024;
  // libuv converts to kilobytes on every platform.
  return pid === process.pid ? process.resourceUsage().maxRSS / 1024 : null;
}

/** Resident memory now, in MiB. */
export function residentMiB(): number {
  return process.memoryUsage.rss() / 2 ** 20;
}

function procFile(pid: number, name: string): string | null {
  if (process.platform !== 'linux') return null;
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return null;
  }
}

export interface Clocked<T> {
  readonly value: T;
  readonly ms: number;
}

export async function clocked<T>(work: () => T | Promise<T>): Promise<Clocked<T>> {
  const started = performance.now();
  const value = await work();
  return { value, ms: performance.now() - started };
}

/** What a stage reports to the script that forked it. */
export function answer(result: object): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) throw new Error('Expected to be started by a benchmark');
    process.send(result, () => {
      resolve();
    });
  });
}

/**
 * Run a script again in a process of its own and return what it answers: memory and warm-up of one measurement must
 * not show in another.
 */
export async function inFreshProcess<T>(file: string, args: readonly string[]): Promise<T> {
  const child: ChildProcess = fork(file, args, { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'] });
  let result: T | undefined;
  child.on('message', (message) => {
    result = message as T;
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (...how) => {
      resolve(how);
    });
  });
  if (result === undefined)
    throw new Error(`Expected an answer from "${args.join(' ')}" but it ended with ${String(signal ?? code)}`);
  return result;
}
