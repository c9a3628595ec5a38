import type { PhotoMetadata } from '../../core/photo-metadata.ts';
import { exifTag } from './exif.ts';
import { iptcDataset } from './iptc.ts';
import { readKeywords } from './keywords.ts';
import { numbers, positive } from './numbers.ts';
import type { Sources } from './sources.ts';
import { cleanText, exifText, isCameraJunk, userComment, windowsText } from './text.ts';
import { defaultText, type XmpProperty } from './xmp.ts';

/** Read what people wrote about the photo, from whichever block holds it. */
export function captions(sources: Sources): Pick<PhotoMetadata, 'title' | 'description' | 'keywords' | 'rating'> {
  return {
    title: title(sources),
    description: description(sources),
    keywords: readKeywords(sources),
    rating: rating(sources),
  };
}

function title({ exif, xmp, iptc, png }: Sources): string | null {
  return (
    defaultText(xmp.properties.get('dc:title')) ??
    firstDataset(iptc.datasets.get(iptcDataset.objectName)) ??
    windowsText(exif.tags.get(exifTag.xpTitle)) ??
    cleanText(png.title ?? '')
  );
}

function description({ exif, xmp, iptc, png }: Sources): string | null {
  const candidates = [
    () => defaultText(xmp.properties.get('dc:description')),
    () => firstDataset(iptc.datasets.get(iptcDataset.caption)),
    () => exifText(exif.tags.get(exifTag.imageDescription)),
    () => userComment(exif.tags.get(exifTag.userComment), exif.bigEndian),
    () => windowsText(exif.tags.get(exifTag.xpComment)),
    () => windowsText(exif.tags.get(exifTag.xpSubject)),
    () => cleanText(png.description ?? ''),
  ];
  for (const candidate of candidates) {
    const text = candidate();
    if (text !== null && !isCameraJunk(text)) return text;
  }
  return null;
}

/** XMP goes before EXIF, and stars before percents: some cameras write no percents on every photo. */
function rating({ exif, xmp }: Sources): number | null {
  const inXmp = (name: XmpProperty): number | undefined => {
    const text = defaultText(xmp.properties.get(name));
    return text === null ? undefined : Number(text.replace(',', '.'));
  };
  const [stars] = numbers(exif.tags.get(exifTag.rating));
  const [percent] = numbers(exif.tags.get(exifTag.ratingPercent));
  return (
    clampStars(inXmp('xmp:Rating')) ??
    clampStars(percentToStars(positive(inXmp('MicrosoftPhoto:Rating')) ?? undefined)) ??
    clampStars(stars) ??
    clampStars(percentToStars(percent))
  );
}

function clampStars(stars: number | undefined): number | null {
  if (stars === undefined || !Number.isFinite(stars)) return null;
  const rounded = Math.min(5, Math.max(-1, Math.round(stars)));
  return rounded === 0 ? 0 : rounded;
}

// Windows writes 1, 25, 50, 75 and 99 for one to five stars.
function percentToStars(percent: number | undefined): number | undefined {
  return percent === undefined || percent <= 0 ? percent : Math.round(percent / 25) + 1;
}

function firstDataset(values: readonly string[] | undefined): string | null {
  for (const value of values ?? []) {
    const text = cleanText(value);
    if (text !== null) return text;
  }
  return null;
}
