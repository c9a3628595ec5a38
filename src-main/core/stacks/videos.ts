import { secondsOf } from './same-name.ts';
import type { PhotoFile, VideoFile } from './stack.ts';

/** Seconds by which the times of a photo and its video may differ. */
const sameMomentSeconds = 5;
/** A video that goes with a photo only by name and time is no longer than this, in seconds: those of phones have three. */
const longestSeconds = 10;
/** Zones lie in steps of a quarter of an hour, up to 14 hours from UTC. */
const [zoneSeconds, farthestZoneSeconds] = [900, 14 * 3600];

/**
 * Was a video taken with a photo of its name? What is called otherwise by the device that took both is another video.
 * Where a photo does not say its zone, any zone there is will do: then the hours are no matter.
 */
export function isVideoOf(video: VideoFile, photo: PhotoFile): boolean {
  if (video.contentId !== null && photo.contentId !== null) return video.contentId === photo.contentId;
  if (video.seconds !== null && video.seconds > longestSeconds) return false;
  const taken = secondsOf(photo.takenAt);
  if (taken === null) return false;
  const local = secondsOf(video.takenAt);
  if (local !== null) return Math.abs(local - taken) <= sameMomentSeconds;
  if (video.takenAtMs === null) return false;
  const apart = taken - video.takenAtMs / 1000;
  if (photo.offsetMinutes !== null) return Math.abs(apart - photo.offsetMinutes * 60) <= sameMomentSeconds;
  const offStep = Math.abs(apart - Math.round(apart / zoneSeconds) * zoneSeconds);
  return offStep <= sameMomentSeconds && Math.abs(apart) <= farthestZoneSeconds + sameMomentSeconds;
}
