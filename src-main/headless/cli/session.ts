import type { Writable } from 'node:stream';
import { type ProviderRequest, providerRequests } from '../../core/encoder-protocol.ts';
import { AppError } from '../../../src-contract/index.ts';
import { Engine } from '../../engine/engine.ts';
import type { EngineOptions } from '../../engine/engine-options.ts';
import { removeTelemetryTraces } from '../../host/telemetry-traces.ts';
import { forkEncoder } from '../fork-encoder.ts';
import { createLogger } from '../log.ts';
import { appVersion, builtinPackDir, catalogueDir, dataDirOf } from '../paths.ts';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly dataDir?: string;
  readonly pack?: string;
  readonly provider?: string;
  /** Another catalogue of packs than the built-in one. */
  readonly catalogue?: string;
}

/** Where a command writes: answers to `out`, everything else to `err`. */
export interface Console {
  readonly out: Writable;
  readonly err: Writable & { readonly isTTY?: boolean };
  /** Aborted when the reader of `out` has closed it. */
  readonly unread: AbortSignal;
}

/** Configuration of an engine from the command line. @throws INVALID_ARGUMENT */
export function engineOptions(options: GlobalOptions): EngineOptions {
  return {
    dataDir: dataDirOf(options.dataDir),
    packDir: options.pack ?? builtinPackDir(),
    // Another one is for this time.
    adoptPack: options.pack === undefined,
    provider: parseProvider(options.provider ?? 'auto'),
    tryProcessors: true,
    launchEncoder: forkEncoder,
    catalogueDir: options.catalogue ?? catalogueDir(),
    appVersion: appVersion(),
    log: createLogger(),
  };
}

function parseProvider(name: string): ProviderRequest {
  const known = providerRequests.find((candidate) => candidate === name);
  if (known === undefined)
    throw new AppError(
      'INVALID_ARGUMENT',
      `Expected --provider to be one of ${providerRequests.join(', ')} but received "${name}"`,
    );
  return known;
}

/** Open the library. What older versions of the inference runtime left on this machine goes with its first opening. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const engine = await Engine.open(options);
  await removeTelemetryTraces(engine.dataDir, options.log);
  return engine;
}

/**
 * Open the engine, run a command, close everything. The first Ctrl-C (or SIGTERM) cancels indexing, or else aborts the
 * command's signal with CANCELLED, and lets the command end in order; a second one ends the process at once, which
 * loses nothing that was written.
 */
export async function withEngine<T>(
  options: GlobalOptions,
  command: (engine: Engine, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  await using engine = await openEngine(engineOptions(options));
  tellNotice(engine, process.stderr);
  const abort = new AbortController();
  const stop = (signal: NodeJS.Signals): void => {
    process.once(signal, () => process.kill(process.pid, 'SIGKILL'));
    if (engine.library.isIndexing) void engine.library.cancelIndexing();
    else abort.abort(new AppError('CANCELLED', `Cancelled by ${signal}`));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    return await command(engine, abort.signal);
  } finally {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
  }
}

/** Say what happened to the library's data at this start, if anything. */
export function tellNotice(engine: Engine, err: Writable): void {
  const { notice } = engine.library.status();
  if (notice !== null) writeLine(err, notice.message);
}

export function writeLine(stream: Writable, line: string): void {
  stream.write(`${line}\n`);
}

export function writeJson(stream: Writable, value: unknown): void {
  writeLine(stream, JSON.stringify(value));
}
