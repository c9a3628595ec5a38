import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import englishCaptions from '../../../src-main/core/captions/english.json' with { type: 'json' };
import { defaultLimits } from '../../../src-main/core/encoder-protocol.ts';
import { EncoderClient } from '../../../src-main/engine/encoder/encoder-client.ts';
import { verifyPack } from '../../../src-main/engine/models/verify-pack.ts';
import { ExactIndex } from '../../../src-main/engine/search/exact-index.ts';
import { HubCorrection } from '../../../src-main/engine/search/hubs/hub-correction.ts';
import { databaseFileName } from '../../../src-main/engine/store/database.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { forkEncoder } from '../../../src-main/headless/fork-encoder.ts';
import { createLogger } from '../../../src-main/headless/log.ts';
import { builtinPackDir } from '../../../src-main/headless/paths.ts';

/**
 * Make a library without photos whose pack has its captions encoded. That takes as long as a hundred photos, and would be
 * done anew for the library of every file of tests.
 */
export async function encodeCaptions(dataDir: string): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const { manifest, dir } = await verifyPack(builtinPackDir());
  const { id, version, space, embedding } = manifest;
  const { dim } = embedding;
  const store = stack.use(Store.open(dataDir));
  const encoder = stack.use(
    new EncoderClient(forkEncoder, {
      packDir: dir,
      thumbDir: join(dataDir, 'thumbnails'),
      provider: 'auto',
      limits: defaultLimits,
      threads: null,
    }),
  );
  const hubs = stack.use(
    new HubCorrection({
      store: store.captions,
      index: new ExactIndex(dim),
      encoder,
      pack: store.packs.register({ id, version, space, dim }),
      captions: englishCaptions,
      log: createLogger(),
    }),
  );
  await hubs.complete();
  if (!hubs.isComplete) throw new Error('Expected the captions to be encoded');
}

/** Begin a library that has the captions encoded, as `encodeCaptions` left them in another data folder. */
export async function beginWithCaptions(dataDir: string, captionsDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await copyFile(join(captionsDir, databaseFileName), join(dataDir, databaseFileName));
}
