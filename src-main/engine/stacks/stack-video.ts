import { AppError } from '../../../src-contract/index.ts';
import type { VideoSpan } from '../../core/stacks/marks.ts';
import { type Photos, resolvePlace } from '../photos/index.ts';
import type { PartRow } from '../store/stacks/parts.ts';
import type { MotionSpans } from './motion-spans.ts';

/** A video that a host can send. */
export interface VideoFile {
  /** Absolute, symbolic links resolved, inside the folder that it was found in. */
  readonly path: string;
  /** Of the photo that the video lies in; null for a file of its own. */
  readonly contentHash: string | null;
  /** Where in the file it lies; null for all of it. */
  readonly span: VideoSpan | null;
}

/**
 * Find the video of a part of a stack: the file itself, or what lies inside the photo.
 *
 * @throws PHOTO_MISSING where there is none, or it cannot be reached. PHOTO_*, ENCODER_*
 */
export async function videoOf(
  part: PartRow | undefined,
  { photos, motions }: { readonly photos: Pick<Photos, 'file'>; readonly motions: Pick<MotionSpans, 'findMotion'> },
): Promise<VideoFile> {
  if (part?.photoId === null) {
    const found = await resolvePlace(part);
    if (found !== undefined) return { path: found.path, contentHash: null, span: null };
  } else if (part?.hasMotion === 1) {
    const { path, contentHash } = await photos.file(part.photoId, part.fileId ?? undefined);
    const span = await motions.findMotion({ path, contentHash });
    if (span !== null) return { path, contentHash, span };
  }
  throw new AppError('PHOTO_MISSING', 'Expected a video that belongs to the photo but none can be reached');
}
