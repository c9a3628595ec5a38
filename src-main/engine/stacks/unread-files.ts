import { join } from 'node:path';
import { AppError, type ErrorCode } from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import { metadataVersion } from '../../core/photo-metadata.ts';
import { marksVersion, noMarks, noVideoFacts } from '../../core/stacks/marks.ts';
import type { PhotoReader } from '../encoder/index.ts';
import type { UnreadCursor } from '../store/stacks/unread.ts';
import type { Store } from '../store/store.ts';

/** Files that are asked for at a time; they are read one after the other. */
const batch = 100;
/** How often a file may be in an encoder that dies before it is left alone. */
const deadlyAttempts = 3;

export interface UnreadFilesOptions {
  readonly store: Store;
  readonly encoder: Pick<PhotoReader, 'readPhoto' | 'readVideo'>;
  readonly log: Logger;
}

/**
 * Asks files what they belong to and what they say: videos, and photos that a reader has read which knew less. Photos are
 * read from their files, newest first, and nothing of them is encoded. One at a time: whoever indexes or searches goes
 * before, and a file that ends the encoder is known. Each is written down at once, so that it can end anywhere.
 *
 * @returns how many were read.
 * @throws ENCODER_UNAVAILABLE, DATABASE_*
 */
export async function readUnread(options: UnreadFilesOptions, signal: AbortSignal): Promise<number> {
  return (await readVideos(options, signal)) + (await readPhotos(options, signal));
}

async function readVideos({ store, encoder, log }: UnreadFilesOptions, signal: AbortSignal): Promise<number> {
  let read = 0;
  let after = 0;
  for (;;) {
    const videos = store.unread.videos(marksVersion, after, deadlyAttempts, batch);
    for (const { id, folderPath, relativePath } of videos) {
      if (signal.aborted) return read;
      after = id;
      store.unread.begin('video', id);
      const facts = await unlessBad(() => encoder.readVideo(join(folderPath, relativePath)), log, signal);
      if (facts === 'later') continue;
      if (facts === 'away') store.unread.release('video', id);
      else store.unread.saveVideo(id, marksVersion, facts ?? noVideoFacts);
      read++;
    }
    if (videos.length < batch) return read;
  }
}

async function readPhotos({ store, encoder, log }: UnreadFilesOptions, signal: AbortSignal): Promise<number> {
  let read = 0;
  let after: UnreadCursor | null = null;
  for (;;) {
    const photos = store.unread.photos(metadataVersion, after, deadlyAttempts, batch);
    for (const { id, sortAt, folderPath, relativePath, contentHash } of photos) {
      if (signal.aborted) return read;
      after = { id, sortAt };
      store.unread.begin('photo', id);
      const path = join(folderPath, relativePath);
      const facts = await unlessBad(() => encoder.readPhoto({ path, contentHash }), log, signal);
      if (facts === 'later') continue;
      if (facts === 'away') store.unread.release('photo', id);
      else {
        if (facts !== null) store.photoMetadata.setOwn(id, facts);
        store.unread.savePhoto(id, metadataVersion, facts ?? noMarks);
      }
      read++;
    }
    if (photos.length < batch) return read;
  }
}

/** Failures of a place rather than of what lies there: the next scan tells what became of it. */
const away: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'PHOTO_MISSING',
  'PHOTO_UNREADABLE',
  'PHOTO_CHANGED_WHILE_READING',
]);

/**
 * @returns null for a file that says nothing, `away` for one that cannot be reached, `later` for one that was in an encoder
 * that died.
 */
async function unlessBad<T>(
  read: () => Promise<T>,
  log: Logger,
  signal: AbortSignal,
): Promise<T | null | 'away' | 'later'> {
  try {
    return await read();
  } catch (thrown) {
    if (signal.aborted) return 'away';
    const error = AppError.from(thrown);
    if (error.code === 'ENCODER_UNAVAILABLE') throw error;
    if (error.code === 'ENCODER_CRASHED') return 'later';
    if (away.has(error.code)) return 'away';
    log.info({ code: error.code }, 'a file does not say what it belongs to');
    return null;
  }
}
