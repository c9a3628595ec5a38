import type { VideoSpan } from '../../core/stacks/marks.ts';
import { boxes } from './bmff.ts';

/** Behind what Samsung's cameras append to a photo stands this ... */
const samsungEnd = Buffer.from('SEFT', 'latin1');
/** ... and in it, right before the video, this. */
const samsungMark = Buffer.from('MotionPhoto_Data', 'latin1');
const fileType = Buffer.from('ftyp', 'latin1');
/** Files with more of them hold something else. */
const maxTries = 20;

/** What an ISO base media file has side by side. Whatever else follows belongs to the photo around it. */
const videoBoxes: ReadonlySet<string> = new Set([
  'ftyp',
  'moov',
  'mdat',
  'moof',
  'mfra',
  'sidx',
  'styp',
  'meta',
  'udta',
  'uuid',
  'free',
  'skip',
  'wide',
]);

/** The video in a photo file that says so: an ISO base media file of its own, behind the photo or in a box of it. Null for none. */
export function embeddedVideo(bytes: Buffer): VideoSpan | null {
  let end = bytes.length;
  for (let tries = 0; tries < maxTries && end > 0; tries++) {
    const at = bytes.lastIndexOf(fileType, end - 1);
    // A HEIC begins with a box of this type itself.
    if (at <= 4) return null;
    const video = videoAt(bytes, at - 4);
    if (video !== null) return video;
    end = at;
  }
  return null;
}

/** The same for Samsung's cameras, which say so nowhere else. */
export function samsungVideo(bytes: Buffer): VideoSpan | null {
  if (!bytes.subarray(-samsungEnd.length).equals(samsungEnd)) return null;
  const at = bytes.lastIndexOf(samsungMark);
  return at === -1 ? null : videoAt(bytes, at + samsungMark.length);
}

function videoAt(bytes: Buffer, start: number): VideoSpan | null {
  let end = start;
  let hasMovie = false;
  for (const { type, content } of boxes(bytes.subarray(start))) {
    if (end === start ? type !== 'ftyp' : !videoBoxes.has(type)) break;
    hasMovie ||= type === 'moov';
    end = content.byteOffset - bytes.byteOffset + content.length;
  }
  return hasMovie ? { start, end } : null;
}
