import { AppError, type WireError } from '../../../src-contract/index.ts';
import type { DecodeLimits, ReadingRequest } from '../../core/encoder-protocol.ts';
import type { PhotoMetadata } from '../../core/photo-metadata.ts';
import type { VideoFacts, VideoSpan } from '../../core/stacks/marks.ts';
import { embeddedVideo, samsungVideo } from '../containers/embedded-video.ts';
import { readMetadata } from '../metadata/read-metadata.ts';
import { decodeError } from './image-errors.ts';
import { blocksIn } from './open-image.ts';
import { readPhotoFile } from './read-file.ts';
import { readVideo } from './read-video.ts';

export interface ReadingTask {
  readonly of:
    ({ readonly kind: 'photo' | 'motion' } & ReadingRequest) | { readonly kind: 'video'; readonly path: string };
  readonly limits: DecodeLimits;
}

export type ReadingResult =
  | { readonly ok: true; readonly value: PhotoMetadata | VideoFacts | VideoSpan | null }
  | { readonly ok: false; readonly error: WireError };

/** Read what a photo or a video says of itself, or where in a photo a video lies. Never throws for a bad file: what is wrong with it is the result. */
export async function readAgain({ of, limits }: ReadingTask): Promise<ReadingResult> {
  try {
    if (of.kind === 'video') return { ok: true, value: await readVideo(of.path) };
    const bytes = await bytesOf(of, limits);
    if (of.kind === 'motion') return { ok: true, value: samsungVideo(bytes) ?? embeddedVideo(bytes) };
    return { ok: true, value: (await readMetadata(bytes, await blocksIn(bytes))).metadata };
  } catch (error) {
    return { ok: false, error: decodeError(error).toWire() };
  }
}

async function bytesOf({ path, contentHash }: ReadingRequest, limits: DecodeLimits): Promise<Buffer> {
  const file = await readPhotoFile(path, limits);
  if (file.contentHash !== contentHash)
    throw new AppError('PHOTO_MISSING', 'The file holds something else than when it was indexed');
  return file.bytes;
}
