import { totalmem } from 'node:os';
import { AppError } from '../../../src-contract/index.ts';
import type { PackManifest } from '../../core/pack/manifest.ts';
import { unsupportedFeatures } from '../../core/pack/support.ts';

/** Memory of this machine in MiB. */
export function machineMB(bytes = totalmem()): number {
  return Math.floor(bytes / 2 ** 20);
}

/** Why a pack cannot be used on this machine; null when nothing is known to speak against it. */
export function refusalOf(manifest: PackManifest, memoryMB: number): AppError | null {
  const { id, title, runtime } = manifest;
  const unsupported = unsupportedFeatures(manifest);
  if (unsupported.length > 0) {
    return new AppError(
      'PACK_UNSUPPORTED',
      `Expected pack ${id} to need only what this version can do but it has ${unsupported.join('; ')}`,
    );
  }
  if (runtime.minRamMB <= memoryMB) return null;
  return new AppError(
    'MODEL_TOO_LARGE_FOR_MEMORY',
    `Expected ${runtime.minRamMB} MiB of memory for "${title}" but this machine has ${memoryMB}`,
  );
}

/** @throws MODEL_LICENSE_NOT_ACCEPTED */
export function requireLicense({ title, license }: PackManifest, accepted: boolean): void {
  if (accepted || !license.mustAccept) return;
  throw new AppError(
    'MODEL_LICENSE_NOT_ACCEPTED',
    `Expected the license of "${title}" to be accepted (${license.name ?? license.spdx}, ${license.url})`,
  );
}
