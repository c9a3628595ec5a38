import type { PhotoMetadata } from '../../core/photo-metadata.ts';
import { offsetFromUtc, parseDateTime, parseIptcDateTime, type Moment } from './dates.ts';
import { exifTag } from './exif.ts';
import { iptcDataset } from './iptc.ts';
import type { Sources } from './sources.ts';
import { exifText } from './text.ts';
import { defaultText, type XmpProperty } from './xmp.ts';

type TakenAt = Pick<PhotoMetadata, 'takenAt' | 'takenAtOffsetMinutes'>;

/**
 * Choose the time of the exposure. What the camera says goes first, then what a person typed (XMP and IPTC), then when a
 * scanner or a program digitized it, and only without any of them when the file was changed. Its offset is the one written
 * beside it, never that of another time. Of a date that is less exact than one behind it that agrees, that one counts.
 *
 * @param gpsUtcMs time of the GPS fix, to derive an offset when none is written.
 * @see Metadata Working Group, Guidelines for Handling Image Metadata 2.0, on original and digitized dates
 */
export function takenAt(sources: Sources, gpsUtcMs: number | null): TakenAt {
  const exposure = mostExact(exposureTimes(sources));
  if (exposure === null) {
    // A file may be changed long after its GPS fix, so that their difference means nothing.
    const changed = modificationTime(sources);
    return { takenAt: changed?.local ?? null, takenAtOffsetMinutes: changed?.offsetMinutes ?? null };
  }
  const canDerive = gpsUtcMs !== null && exposure.local.length > 10;
  const derived = canDerive ? offsetFromUtc(exposure.local, gpsUtcMs) : null;
  return { takenAt: exposure.local, takenAtOffsetMinutes: exposure.offsetMinutes ?? derived };
}

function mostExact(moments: readonly Moment[]): Moment | null {
  return moments.reduce<Moment | null>((best, each) => {
    if (best === null) return each;
    const isMoreExact = best.local.length <= 10 && each.local.length > best.local.length;
    return isMoreExact && each.local.startsWith(best.local) ? each : best;
  }, null);
}

function exposureTimes({ exif, xmp, iptc }: Sources): Moment[] {
  const tag = (number: number): string | null => exifText(exif.tags.get(number));
  const property = (name: XmpProperty): string | null => defaultText(xmp.properties.get(name));
  const dataset = (number: number): string | null => iptc.datasets.get(number)?.[0] ?? null;
  return [
    parseDateTime(tag(exifTag.dateTimeOriginal), tag(exifTag.subSecTimeOriginal), tag(exifTag.offsetTimeOriginal)),
    parseDateTime(property('exif:DateTimeOriginal')),
    parseDateTime(property('photoshop:DateCreated')),
    parseIptcDateTime(dataset(iptcDataset.dateCreated), dataset(iptcDataset.timeCreated)),
    parseDateTime(tag(exifTag.dateTimeDigitized), tag(exifTag.subSecTimeDigitized), tag(exifTag.offsetTimeDigitized)),
    parseDateTime(property('exif:DateTimeDigitized')),
    parseDateTime(property('xmp:CreateDate')),
  ].filter((moment) => moment !== null);
}

function modificationTime({ exif, png }: Sources): Moment | null {
  const tag = (number: number): string | null => exifText(exif.tags.get(number));
  return (
    parseDateTime(tag(exifTag.modifyDate), tag(exifTag.subSecTime), tag(exifTag.offsetTime)) ??
    parseDateTime(png.creationTime)
  );
}
