import type { PhotoMetadata } from '../../core/photo-metadata.ts';
import { exifTag } from './exif.ts';
import { numbers, positive } from './numbers.ts';
import type { Sources } from './sources.ts';
import { exifText } from './text.ts';
import { defaultText } from './xmp.ts';

type Camera = Pick<
  PhotoMetadata,
  'cameraMake' | 'cameraModel' | 'lens' | 'iso' | 'fNumber' | 'exposureSeconds' | 'focalLengthMm' | 'orientation'
>;

// ISO is 16 bits wide in EXIF; this value sends the reader to the newer, wider tags.
const isoOverflow = 65_535;

/** Read the camera, its lens and how they were set. */
export function camera({ exif, xmp }: Sources): Camera {
  const { tags } = exif;
  const [orientation] = numbers(tags.get(exifTag.orientation));
  return {
    cameraMake: exifText(tags.get(exifTag.make)),
    cameraModel: exifText(tags.get(exifTag.model)),
    lens: exifText(tags.get(exifTag.lensModel)) ?? lensFromMaker(tags) ?? defaultText(xmp.properties.get('aux:Lens')),
    iso: isoSpeed(tags),
    fNumber: positive(tags.get(exifTag.fNumber)),
    exposureSeconds: positive(tags.get(exifTag.exposureTime)),
    focalLengthMm: positive(tags.get(exifTag.focalLength)),
    orientation: orientation !== undefined && [1, 2, 3, 4, 5, 6, 7, 8].includes(orientation) ? orientation : 1,
  };
}

function isoSpeed(tags: ReadonlyMap<number, unknown>): number | null {
  const iso = positive(tags.get(exifTag.iso));
  if (iso !== null && iso !== isoOverflow) return iso;
  return (
    positive(tags.get(exifTag.recommendedExposureIndex)) ?? positive(tags.get(exifTag.standardOutputSensitivity)) ?? iso
  );
}

/** Name a lens by its maker and its specification, "Canon 24-105mm f/4"; null when either is missing. */
function lensFromMaker(tags: ReadonlyMap<number, unknown>): string | null {
  const make = exifText(tags.get(exifTag.lensMake));
  const [shortest, longest, wideAperture, teleAperture] = numbers(tags.get(exifTag.lensSpecification)).map(positive);
  const focal = range(shortest, longest);
  if (make === null || focal === null) return null;
  const aperture = range(wideAperture, teleAperture);
  return `${make} ${focal}mm${aperture === null ? '' : ` f/${aperture}`}`;
}

function range(from: number | null | undefined, to: number | null | undefined): string | null {
  const ends = [from, to].filter((end) => typeof end === 'number').map((end) => String(Math.round(end * 100) / 100));
  return ends.length === 0 ? null : [...new Set(ends)].join('-');
}
