import { boxes } from './bmff.ts';

/** Behind what Samsung's cameras append to a photo stands this ... */
const samsungEnd = Buffer.from('SEFT', 'latin1');
/** ... and in it, right before the video, this. */
const samsungVideo = Buffer.from('MotionPhoto_Data', 'latin1');
const fileType = Buffer.from('ftyp', 'latin1');
/** Files with more of them hold something else. */
const maxTries = 20;

/** Does a photo file that says so hold a video: an ISO base media file of its own, behind the photo or in a box of it? */
export function hasEmbeddedVideo(bytes: Buffer): boolean {
  let end = bytes.length;
  for (let tries = 0; tries < maxTries && end > 0; tries++) {
    const at = bytes.lastIndexOf(fileType, end - 1);
    // A HEIC begins with a box of this type itself.
    if (at <= 4) return false;
    if (isVideoAt(bytes, at - 4)) return true;
    end = at;
  }
  return false;
}

/** The same for Samsung's cameras, which say so nowhere else. */
export function hasSamsungVideo(bytes: Buffer): boolean {
  if (!bytes.subarray(-samsungEnd.length).equals(samsungEnd)) return false;
  const at = bytes.lastIndexOf(samsungVideo);
  return at !== -1 && isVideoAt(bytes, at + samsungVideo.length);
}

function isVideoAt(bytes: Buffer, at: number): boolean {
  let types = '';
  for (const { type } of boxes(bytes.subarray(at))) {
    if (types === '' && type !== 'ftyp') return false;
    types += type;
    if (type === 'moov') return true;
  }
  return false;
}
