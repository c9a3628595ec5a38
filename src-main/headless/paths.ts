import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import envPaths from 'env-paths';

/** The data folder: what the user named, else EIDETIC_DATA_DIR, else the platform's place for application data. */
export function dataDirOf(named: string | undefined): string {
  return resolve(named ?? process.env['EIDETIC_DATA_DIR'] ?? envPaths('eidetic', { suffix: '' }).data);
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
