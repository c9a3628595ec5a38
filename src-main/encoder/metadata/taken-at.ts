import type { PhotoMetadata } from '../../core/photo-metadata.ts';
import { offsetFromUtc, parseDateTime, parseIptcDateTime, type Moment } from './dates.ts';
import { exifTag } from './exif.ts';
import { iptcDataset } from './iptc.ts';
import type { Sources } from './sources.ts';
import { exifText } from './text.ts';
import { defaultText, type XmpProperty } from './xmp.ts';

type TakenAt = Pick<PhotoMetadata, 'takenAt' | 'takenAtOffsetMinutes'>;

/**
 * Choose the time of the exposure: the first valid one of the original, the digitized, the XMP, the IPTC and the
 * modification time. Its offset is the one written beside it, never that of another time.
 *
 * @param gpsUtcMs time of the GPS fix, to derive an offset when none is written.
 */
export function takenAt(sources: Sources, gpsUtcMs: number | null): TakenAt {
  const exposure = exposureTime(sources);
  if (exposure === null) {
    // A file may be changed long after its GPS fix, so that their difference means nothing.
    const changed = modificationTime(sources);
    return { takenAt: changed?.local ?? null, takenAtOffsetMinutes: changed?.offsetMinutes ?? null };
  }
  const canDerive = gpsUtcMs !== null && !exposure.dayOnly;
  const derived = canDerive ? offsetFromUtc(exposure.local, gpsUtcMs) : null;
  return { takenAt: exposure.local, takenAtOffsetMinutes: exposure.offsetMinutes ?? derived };
}

function exposureTime({ exif, xmp, iptc }: Sources): Moment | null {
  const tag = (number: number): string | null => exifText(exif.tags.get(number));
  const property = (name: XmpProperty): string | null => defaultText(xmp.properties.get(name));
  const dataset = (number: number): string | null => iptc.datasets.get(number)?.[0] ?? null;
  return (
    parseDateTime(tag(exifTag.dateTimeOriginal), tag(exifTag.subSecTimeOriginal), tag(exifTag.offsetTimeOriginal)) ??
    parseDateTime(tag(exifTag.dateTimeDigitized), tag(exifTag.subSecTimeDigitized), tag(exifTag.offsetTimeDigitized)) ??
    parseDateTime(property('photoshop:DateCreated')) ??
    parseDateTime(property('xmp:CreateDate')) ??
    parseDateTime(property('exif:DateTimeOriginal')) ??
    parseIptcDateTime(dataset(iptcDataset.dateCreated), dataset(iptcDataset.timeCreated))
  );
}

function modificationTime({ exif, png }: Sources): Moment | null {
  const tag = (number: number): string | null => exifText(exif.tags.get(number));
  return (
    parseDateTime(tag(exifTag.modifyDate), tag(exifTag.subSecTime), tag(exifTag.offsetTime)) ??
    parseDateTime(png.creationTime)
  );
}
