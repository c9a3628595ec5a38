import { AppError, type WireError } from '../../../src-contract/index.ts';
import type { DecodeLimits, MarksRequest } from '../../core/encoder-protocol.ts';
import type { PhotoMarks, VideoFacts } from '../../core/stacks/marks.ts';
import { readMetadata } from '../metadata/read-metadata.ts';
import { decodeError } from './image-errors.ts';
import { readHeader } from './open-with-sharp.ts';
import { readPhotoFile } from './read-file.ts';
import { readVideo } from './read-video.ts';

export interface MarksTask {
  readonly of: ({ readonly kind: 'photo' } & MarksRequest) | { readonly kind: 'video'; readonly path: string };
  readonly limits: DecodeLimits;
}

export type MarksResult =
  { readonly ok: true; readonly value: PhotoMarks | VideoFacts } | { readonly ok: false; readonly error: WireError };

/** Read what a photo or a video says of what it belongs to. Never throws for a bad file: what is wrong with it is the result. */
export async function readMarks({ of, limits }: MarksTask): Promise<MarksResult> {
  try {
    return { ok: true, value: of.kind === 'video' ? await readVideo(of.path) : await marksOf(of, limits) };
  } catch (error) {
    return { ok: false, error: decodeError(error).toWire() };
  }
}

/** No pixel is decoded: the formats that have marks are those whose header sharp reads. */
async function marksOf({ path, contentHash }: MarksRequest, limits: DecodeLimits): Promise<PhotoMarks> {
  const file = await readPhotoFile(path, limits);
  if (file.contentHash !== contentHash)
    throw new AppError('PHOTO_MISSING', 'The file holds something else than when it was indexed');
  const { format, exif, xmp, iptc } = await readHeader(file.bytes);
  const { metadata } = await readMetadata(file.bytes, { format, exif, xmp, iptc });
  const { contentId, burstId, isBurstPick, hasMotion } = metadata;
  return { contentId, burstId, isBurstPick, hasMotion };
}
