import { join, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '../../src-contract/index.ts';
import { type ProviderRequest, providerRequests } from '../core/encoder-protocol.ts';
import { builtinPackDir, dataDirOf } from '../headless/paths.ts';
import type { LibraryPlace } from './engine-protocol.ts';

/**
 * Which library to open, from the command line: `--data-dir`, `--pack` and `--provider` as the command line program has
 * them. Everything else is left to Electron and Chromium, which have switches of their own.
 *
 * @throws INVALID_ARGUMENT
 */
export function libraryPlace(argv: readonly string[]): LibraryPlace {
  const { values } = parseArgs({
    args: [...argv],
    options: { 'data-dir': { type: 'string' }, pack: { type: 'string' }, provider: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  const pack = text(values.pack, '--pack');
  return {
    dataDir: dataDirOf(text(values['data-dir'], '--data-dir')),
    packDir: pack ?? unpacked(builtinPackDir()),
    adoptPack: pack === undefined,
    provider: providerOf(text(values.provider, '--provider') ?? 'auto'),
  };
}

function text(value: string | boolean | undefined, option: string): string | undefined {
  if (typeof value !== 'boolean') return value;
  throw new AppError('INVALID_ARGUMENT', `Expected a value for ${option} but received none`);
}

function providerOf(name: string): ProviderRequest {
  const known = providerRequests.find((candidate) => candidate === name);
  if (known !== undefined) return known;
  throw new AppError(
    'INVALID_ARGUMENT',
    `Expected --provider to be one of ${providerRequests.join(', ')} but received "${name}"`,
  );
}

/**
 * Where a file of the app really lies. Node's functions see into the archive of a packaged app; native code, which reads
 * the models, does not, so they are beside it.
 */
export function unpacked(path: string): string {
  return path.replace(`${sep}app.asar${sep}`, `${sep}app.asar.unpacked${sep}`);
}

/** Where Chromium keeps its own files: inside the data folder, so that one library is one window and leaves with it. */
export function profileDir(dataDir: string): string {
  return join(dataDir, 'desktop');
}
