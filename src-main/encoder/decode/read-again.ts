import { AppError, type WireError } from '../../../src-contract/index.ts';
import type { DecodeLimits, ReadingRequest } from '../../core/encoder-protocol.ts';
import type { PhotoMetadata } from '../../core/photo-metadata.ts';
import type { VideoFacts } from '../../core/stacks/marks.ts';
import { readMetadata } from '../metadata/read-metadata.ts';
import { decodeError } from './image-errors.ts';
import { blocksIn } from './open-image.ts';
import { readPhotoFile } from './read-file.ts';
import { readVideo } from './read-video.ts';

export interface ReadingTask {
  readonly of: ({ readonly kind: 'photo' } & ReadingRequest) | { readonly kind: 'video'; readonly path: string };
  readonly limits: DecodeLimits;
}

export type ReadingResult =
  { readonly ok: true; readonly value: PhotoMetadata | VideoFacts } | { readonly ok: false; readonly error: WireError };

/** Read what a photo or a video says of itself. Never throws for a bad file: what is wrong with it is the result. */
export async function readAgain({ of, limits }: ReadingTask): Promise<ReadingResult> {
  try {
    return { ok: true, value: of.kind === 'video' ? await readVideo(of.path) : await metadataOf(of, limits) };
  } catch (error) {
    return { ok: false, error: decodeError(error).toWire() };
  }
}

async function metadataOf({ path, contentHash }: ReadingRequest, limits: DecodeLimits): Promise<PhotoMetadata> {
  const file = await readPhotoFile(path, limits);
  if (file.contentHash !== contentHash)
    throw new AppError('PHOTO_MISSING', 'The file holds something else than when it was indexed');
  return (await readMetadata(file.bytes, await blocksIn(file.bytes))).metadata;
}
