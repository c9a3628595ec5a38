import exifr from 'exifr';
import { gpsTag } from './gps.ts';
import { guardTiff } from './tiff-guard.ts';

/** Tags read from IFD0 and the Exif directory. @see EXIF 2.32, and the Windows and TIFF/EP tags among them */
export const exifTag = {
  imageDescription: 0x010e,
  make: 0x010f,
  model: 0x0110,
  orientation: 0x0112,
  modifyDate: 0x0132,
  rating: 0x4746,
  ratingPercent: 0x4749,
  exposureTime: 0x829a,
  fNumber: 0x829d,
  iso: 0x8827,
  standardOutputSensitivity: 0x8831,
  recommendedExposureIndex: 0x8832,
  dateTimeOriginal: 0x9003,
  dateTimeDigitized: 0x9004,
  offsetTime: 0x9010,
  offsetTimeOriginal: 0x9011,
  offsetTimeDigitized: 0x9012,
  focalLength: 0x920a,
  userComment: 0x9286,
  subSecTime: 0x9290,
  subSecTimeOriginal: 0x9291,
  subSecTimeDigitized: 0x9292,
  xpTitle: 0x9c9b,
  xpComment: 0x9c9c,
  xpKeywords: 0x9c9e,
  xpSubject: 0x9c9f,
  lensSpecification: 0xa432,
  lensMake: 0xa433,
  lensModel: 0xa434,
} as const;

const embeddedTag = { xmp: 0x02bc, iptc: 0x83bb, photoshop: 0x8649 } as const;

const wanted = {
  // Raw converters put Exif tags into IFD0 (TIFF/EP), and some phones IFD0 tags into the Exif directory.
  image: Object.values(exifTag),
  gps: Object.values(gpsTag),
  embedded: Object.values(embeddedTag),
};

// One object for every photo, since exifr caches by identity and never forgets (see [Note: exifr needs a guard]).
const options = {
  ifd0: { pick: wanted.image },
  exif: { pick: wanted.image },
  gps: { pick: wanted.gps },
  ifd1: false,
  interop: false,
  xmp: false,
  iptc: false,
  icc: false,
  userComment: true,
  sanitize: false,
  mergeOutput: false,
  translateKeys: false,
  translateValues: false,
  // Reviving would make Dates in the time zone of this machine.
  reviveValues: false,
  silentErrors: true,
};

/** The values of an EXIF block by tag number, as exifr decodes them, still untrusted. */
export interface ExifBlock {
  /** IFD0 and the Exif directory as one; the Exif directory wins. */
  readonly tags: ReadonlyMap<number, unknown>;
  readonly gps: ReadonlyMap<number, unknown>;
  readonly bigEndian: boolean;
  /** XMP packet and IPTC block carried inside, as TIFF files do. */
  readonly xmp: Buffer | null;
  readonly iptc: Buffer | null;
  /** What the camera's maker keeps for itself. */
  readonly makerNote: Buffer | null;
  readonly problems: readonly string[];
}

/**
 * Read an EXIF block (with or without its leading `Exif\0\0`) or a whole TIFF file.
 *
 * @throws Error when there is no readable first directory.
 */
export async function readExif(block: Buffer): Promise<ExifBlock> {
  const isPrefixed = block.toString('latin1', 0, 4) === 'Exif';
  const guarded = guardTiff(isPrefixed ? block.subarray(6) : block, wanted);
  const output: unknown = await exifr.parse(guarded.tiff, options);
  const directories = directory(output);
  const errors = directories.get('errors');
  return {
    tags: numbered(directory(directories.get('ifd0')), directory(directories.get('exif'))),
    gps: numbered(directory(directories.get('gps'))),
    bigEndian: guarded.bigEndian,
    xmp: guarded.embedded.get(embeddedTag.xmp) ?? null,
    iptc: guarded.embedded.get(embeddedTag.iptc) ?? guarded.embedded.get(embeddedTag.photoshop) ?? null,
    makerNote: guarded.makerNote,
    problems: [...guarded.problems, ...(Array.isArray(errors) ? errors.map(String) : [])],
  };
}

function directory(value: unknown): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

function numbered(...directories: readonly ReadonlyMap<string, unknown>[]): ReadonlyMap<number, unknown> {
  const tags = new Map<number, unknown>();
  for (const entries of directories) {
    for (const [key, value] of entries) {
      // exifr leaves blank text as undefined, which must not hide the same tag of the other directory.
      if (value !== undefined) tags.set(Number(key), value);
    }
  }
  return tags;
}
