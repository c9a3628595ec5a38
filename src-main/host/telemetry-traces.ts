import { constants } from 'node:fs';
import { lstat, open, readdir, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Logger } from '../core/logger.ts';

/** Where onnxruntime keeps what its telemetry needs. */
export interface TracePlaces {
  readonly cacheDirs: readonly string[];
  readonly tempDir: string;
}

/** In the data folder: that the traces are gone. Holds the time. */
const markerName = 'telemetry-removed';
/** In a cache folder, outermost first. */
const cacheFolders = ['Microsoft', 'DeveloperTools', '.onnxruntime'] as const;

const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const empty = /^$/;

interface Trace {
  readonly name: RegExp;
  /** The first 64 bytes, as Latin-1. */
  readonly content: RegExp;
}

const cacheTraces: readonly Trace[] = [
  { name: new RegExp(`^deviceid(?:\\.tmp\\.${guid})?$`), content: new RegExp(`^(?:${guid})?\\s*$`, 'i') },
  { name: /^deviceid\.lock$/, content: empty },
  { name: /^onnxruntime\.db$/, content: /^(?:SQLite format 3\0|$)/ },
  { name: /^onnxruntime\.db-(?:wal|shm|journal)$/, content: /^/ },
];
const tempTraces: readonly Trace[] = [
  // One a process, named after it. Another program's with the same telemetry is as empty, and as useless once it ended.
  { name: /^mat-debug-\d+\.log$/, content: empty },
  // When it was first started, and an id.
  { name: /^\.ses$/, content: new RegExp(`^\\d{13}\\n${guid}\\n$`, 'i') },
];

/**
 * Remove, once for each library, what the telemetry of onnxruntime left on this machine before Eidetic switched it off
 * ([Note: Telemetry]): a device id, events that wait to be sent, an empty log for each start.
 *
 * Only what is certainly that: this user's own regular files with the names and contents that the library gives them, in
 * folders that are no links. Other programs with onnxruntime in them share the id and the events; those that want them
 * make new ones. What cannot be removed is logged and tried again at the next start. Never throws.
 *
 * @param places null where nothing is left.
 */
export async function removeTelemetryTraces(
  dataDir: string,
  log: Logger,
  places: TracePlaces | null = tracePlaces(process.platform, process.env, homedir()),
): Promise<void> {
  if (places === null) return;
  const cleaning = new Cleaning();
  try {
    const marker = join(dataDir, markerName);
    if ((await stat(marker).catch(ignore('ENOENT'))) !== undefined) return;
    for (const cacheDir of places.cacheDirs) await cleaning.cache(cacheDir);
    await cleaning.folder(places.tempDir, tempTraces);
    if (cleaning.failures.size === 0) await writeFile(marker, `${new Date().toISOString()}\n`);
  } catch (error) {
    cleaning.failures.add(codeOf(error));
  }
  const { removed, failures } = cleaning;
  if (removed > 0) log.info({ removed }, 'what the telemetry of onnxruntime had left was removed');
  if (failures.size > 0)
    log.warn({ errors: [...failures] }, 'what the telemetry of onnxruntime left cannot be removed');
}

/** Null on Windows, where onnxruntime leaves nothing. */
export function tracePlaces(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): TracePlaces | null {
  if (platform === 'win32') return null;
  const xdg = env['XDG_CACHE_HOME'] ?? '';
  const caches = [join(home, '.cache'), ...(isAbsolute(xdg) ? [xdg] : [])];
  return {
    cacheDirs: platform === 'darwin' ? [join(home, 'Library', 'Application Support')] : caches,
    tempDir: tmpdir(),
  };
}

/** One failure does not keep the others from being removed. */
class Cleaning {
  removed = 0;
  /** Codes of the system, without paths: those name the user. */
  readonly failures = new Set<string>();

  async cache(cacheDir: string): Promise<void> {
    const folders = cacheFolders.map((_, depth) => join(cacheDir, ...cacheFolders.slice(0, depth + 1)));
    for (const folder of folders) if (!(await isOwnFolder(folder))) return;
    const before = this.removed;
    await this.folder(join(cacheDir, ...cacheFolders), cacheTraces);
    if (this.removed === before) return;
    for (const folder of folders.toReversed()) await rmdir(folder).catch(ignore('ENOTEMPTY', 'EEXIST', 'ENOENT'));
  }

  async folder(folder: string, traces: readonly Trace[]): Promise<void> {
    for (const name of (await readdir(folder).catch(ignore('ENOENT'))) ?? []) {
      const trace = traces.find((candidate) => candidate.name.test(name));
      if (trace === undefined || mayBeInUse(name)) continue;
      try {
        const path = join(folder, name);
        if (!(await isTrace(path, trace))) continue;
        await unlink(path);
        this.removed++;
      } catch (error) {
        this.failures.add(codeOf(error));
      }
    }
  }
}

/** Whether a log belongs to a process that runs, this user's or another's. */
function mayBeInUse(name: string): boolean {
  const pid = /^mat-debug-(\d+)\.log$/.exec(name)?.[1];
  if (pid === undefined) return false;
  try {
    return process.kill(Number(pid), 0);
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

async function isTrace(path: string, trace: Trace): Promise<boolean> {
  // Neither through a link nor into a pipe that nobody writes to.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  // What cannot be opened for these reasons is a link, another user's, or gone.
  const file = await open(path, flags).catch(ignore('ELOOP', 'EACCES', 'ENXIO', 'ENOENT'));
  if (file === undefined) return false;
  await using _closed = file;
  const found = await file.stat();
  if (!found.isFile() || found.nlink !== 1 || found.uid !== process.getuid?.()) return false;
  const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
  return trace.content.test(buffer.toString('latin1', 0, bytesRead));
}

async function isOwnFolder(path: string): Promise<boolean> {
  const found = await lstat(path).catch(ignore('ENOENT', 'ENOTDIR'));
  return found !== undefined && found.isDirectory() && found.uid === process.getuid?.();
}

function ignore(...codes: readonly string[]): (error: unknown) => undefined {
  return (error) => {
    if (!codes.includes(codeOf(error))) throw error;
  };
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}
