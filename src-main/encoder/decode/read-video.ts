import type { FileHandle } from 'node:fs/promises';
import { noVideoFacts, type VideoFacts } from '../../core/stacks/marks.ts';
import { readMovie } from '../containers/movie.ts';
import { openRegularFile } from './read-file.ts';

/** Boxes of a file side by side are few. */
const maxBoxes = 200;
/** A `moov` of seconds of video takes some kilobytes, one of hours some megabytes. */
const maxMoovBytes = 16 << 20;

/**
 * Read what a video says of itself, from its `moov` box alone: of the rest of the file only the heads of boxes are read. A
 * file that is no video, or a damaged one, says nothing.
 *
 * @throws PHOTO_MISSING, PHOTO_UNREADABLE
 */
export async function readVideo(path: string): Promise<VideoFacts> {
  await using file = await openRegularFile(path);
  const moov = await findMoov(file);
  return moov === null ? noVideoFacts : readMovie(moov);
}

async function findMoov(file: FileHandle): Promise<Buffer | null> {
  const { size: fileSize } = await file.stat();
  const head = Buffer.alloc(16);
  let at = 0;
  for (let count = 0; count < maxBoxes && at + 8 <= fileSize; count++) {
    const { bytesRead } = await file.read(head, 0, 16, at);
    if (bytesRead < 8) return null;
    let size = head.readUInt32BE(0);
    let headBytes = 8;
    if (size === 1 && bytesRead === 16) {
      size = Number(head.readBigUInt64BE(8));
      headBytes = 16;
    }
    if (size === 0) size = fileSize - at;
    if (size < headBytes) return null;
    if (head.toString('latin1', 4, 8) === 'moov') {
      const length = Math.min(size - headBytes, fileSize - at - headBytes);
      if (length > maxMoovBytes) return null;
      const moov = Buffer.alloc(length);
      const read = await file.read(moov, 0, length, at + headBytes);
      return moov.subarray(0, read.bytesRead);
    }
    at += size;
  }
  return null;
}
