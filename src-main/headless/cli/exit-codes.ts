import type { ErrorCode } from '../../../src-contract/index.ts';

/** What the process tells the shell. Listed by `eidetic --help` and in docs/cli.md. */
export const exitCodes = {
  ok: 0,
  bug: 1,
  usage: 2,
  input: 3,
  dataDir: 4,
  model: 5,
  cancelled: 130,
} as const;

const byPrefix: readonly [prefix: string, code: number][] = [
  ['INVALID_ARGUMENT', exitCodes.usage],
  ['MODEL_MIRROR_INVALID', exitCodes.usage],
  ['MODEL_PROXY_INVALID', exitCodes.usage],
  ['FOLDER_', exitCodes.input],
  ['QUERY_', exitCodes.input],
  ['PHOTO_', exitCodes.input],
  ['DATA_DIR_', exitCodes.dataDir],
  ['DATABASE_', exitCodes.dataDir],
  ['THUMBNAIL_', exitCodes.dataDir],
  ['PACK_', exitCodes.model],
  ['MODEL_', exitCodes.model],
  ['DOWNLOAD_', exitCodes.model],
  ['IMPORT_', exitCodes.input],
  ['DISK_FULL', exitCodes.dataDir],
  ['CUDA_', exitCodes.model],
  ['PROVIDER_', exitCodes.model],
  ['ENCODER_', exitCodes.model],
  ['CANCELLED', exitCodes.cancelled],
];

export function exitCodeOf(code: ErrorCode): number {
  return byPrefix.find(([prefix]) => code.startsWith(prefix))?.[1] ?? exitCodes.bug;
}
