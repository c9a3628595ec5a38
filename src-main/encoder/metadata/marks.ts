import type { PhotoMarks } from '../../core/stacks/marks.ts';
import { embeddedVideo, samsungVideo } from '../containers/embedded-video.ts';
import { readAppleNote } from './apple-note.ts';
import type { Sources } from './sources.ts';
import { defaultText, type XmpProperty } from './xmp.ts';

/** Longer is no identifier. */
const longest = 100;

/**
 * Read what a photo says of itself by which it belongs to others.
 *
 * @param bytes the whole file: whether there is a video where one is said to be is looked for in it.
 * @see https://developer.android.com/media/platform/motion-photo-format, and for `MicroVideo`, which came before it, and
 * `Burst*` https://exiftool.org/TagNames/Google.html
 */
export function marks({ exif, xmp }: Sources, bytes: Buffer): PhotoMarks {
  const property = (name: XmpProperty): string | null => defaultText(xmp.properties.get(name));
  const isSet = (name: XmpProperty): boolean => property(name)?.trim() === '1';
  const apple = readAppleNote(exif.makerNote);
  const claims = isSet('GCamera:MotionPhoto') || isSet('GCamera:MicroVideo');
  return {
    contentId: identifier(apple.contentId),
    burstId: identifier(apple.burstId ?? property('GCamera:BurstID')),
    isBurstPick: isSet('GCamera:BurstPrimary'),
    hasMotion: (claims ? embeddedVideo(bytes) : samsungVideo(bytes)) !== null,
  };
}

function identifier(text: string | null): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' || trimmed.length > longest ? null : trimmed;
}
