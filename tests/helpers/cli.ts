import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fixturePack } from './temp-library.ts';

const bin = join(import.meta.dirname, '..', '..', 'src-main', 'headless', 'bin.ts');

export interface CliResult {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON lines; throws when a line is none. */
  readonly json: Record<string, unknown>[];
}

export interface CliOptions {
  readonly dataDir?: string;
  /** Standard input; none unless given, null to keep it open. */
  readonly input?: string | null;
  /** Whether the library is kept with the pack that comes with the application, rather than visited by the small one. */
  readonly ownPack?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the process when it runs. */
  readonly meanwhile?: (child: ChildProcess) => Promise<void>;
}

/** Run the command line as a process of its own, over the small fixture pack unless the arguments name another. */
export async function eidetic(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const { dataDir, input, ownPack = false, env = {}, meanwhile } = options;
  const pack = ownPack ? [] : ['--pack', fixturePack('tiny-clip')];
  const global = [...pack, ...(dataDir === undefined ? [] : ['--data-dir', dataDir])];
  const child = spawn(process.execPath, [bin, ...global, ...args], { env: { ...process.env, ...env } });
  if (input !== null) child.stdin.end(input);
  // A process that ends without reading its input closes the pipe: no matter here.
  child.stdin.on('error', () => undefined);
  const output = Promise.all([text(child.stdout).catch(() => ''), text(child.stderr)]);
  await meanwhile?.(child);
  const [code] = (await once(child, 'close')) as [number | null];
  const [stdout, stderr] = await output;
  return {
    code,
    stdout,
    stderr,
    get json() {
      return stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    },
  };
}
