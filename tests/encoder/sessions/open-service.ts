import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '../../../src-contract/index.ts';
import { defaultLimits, type LoadRequest, type Reply } from '../../../src-main/core/encoder-protocol.ts';
import { EncoderService } from '../../../src-main/encoder/service.ts';
import { packs } from './packs.ts';

export interface TempDir extends AsyncDisposable {
  readonly path: string;
  /** Absolute path of a name inside. */
  at(...parts: readonly string[]): string;
}

/** Make a folder that is removed with everything in it when it goes out of scope. */
export async function tempDir(): Promise<TempDir> {
  const folder = await mkdtemp(path.join(tmpdir(), 'eidetic-encoder-'));
  return {
    path: folder,
    at: (...parts) => path.join(folder, ...parts),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

export type LoadOptions = Partial<LoadRequest> & Pick<LoadRequest, 'thumbDir'>;

/** What to load: the small CLIP fixture on the CPU with two threads unless told otherwise. */
export function loadRequest(options: LoadOptions): LoadRequest {
  return { packDir: packs['tiny-clip'], provider: 'cpu', limits: defaultLimits, threads: 2, ...options };
}

/** Run the encoder's service in this process, with its own decode threads. The caller disposes it. */
export async function openService(options: LoadOptions): Promise<EncoderService> {
  const service = new EncoderService();
  unwrap(await service.load(loadRequest(options)));
  return service;
}

/** The value of a reply. @throws the error it carries. */
export function unwrap<T>(reply: Reply<T>): T {
  if (!reply.ok) throw AppError.fromWire(reply.error);
  return reply.value;
}
