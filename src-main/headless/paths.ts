import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { AppError } from '../../src-contract/index.ts';
import { agreementFolder } from '../core/pack/agreement.ts';

/**
 * The data folder: what the user named, else EIDETIC_DATA_DIR, else the platform's place for application data. An empty
 * variable counts as unset.
 *
 * @throws INVALID_ARGUMENT when the user named an empty one: it must not come to mean the current folder.
 */
export function dataDirOf(named: string | undefined): string {
  if (named === '') throw new AppError('INVALID_ARGUMENT', 'Expected a folder for --data-dir but received ""');
  const fallback = envPaths('eidetic', { suffix: '' }).data;
  const fromEnvironment = process.env['EIDETIC_DATA_DIR'] ?? '';
  return resolve(named ?? (fromEnvironment === '' ? fallback : fromEnvironment));
}

/** The root of this package: the nearest folder above the code that has a package.json, built or not. */
function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

export function packageJsonPath(): string {
  return join(packageRoot(), 'package.json');
}

/** The model pack that comes with the application. */
export function builtinPackDir(): string {
  return join(packageRoot(), 'models', 'builtin');
}

/** One of the pictures by which the towers of a pack are compared. */
export function agreementPicture(file: string): string {
  return join(packageRoot(), ...agreementFolder.split('/'), file);
}

/** The built page of the application. */
export function builtPageDir(): string {
  return join(packageRoot(), 'dist', 'page');
}

export function appVersion(): string {
  const { version } = createRequire(import.meta.url)(packageJsonPath()) as { version: string };
  return version;
}
