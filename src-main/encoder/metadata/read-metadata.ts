import type { PhotoMetadata } from '../../core/photo-metadata.ts';
import type { MetadataBlocks } from './blocks.ts';
import { camera } from './camera.ts';
import { captions } from './captions.ts';
import { readExif } from './exif.ts';
import { readGps } from './gps.ts';
import { readIptc } from './iptc.ts';
import { marks } from './marks.ts';
import { readPeople } from './people.ts';
import { readPngText } from './png.ts';
import { noExif, noIptc, noPngText, noXmp, type Sources } from './sources.ts';
import { takenAt } from './taken-at.ts';
import { writtenPlaces } from './written-places.ts';
import { xmpPosition } from './xmp-position.ts';
import { readXmp } from './xmp.ts';

/** What was readable, and for each block that was not sound one line that names it: `EXIF: not a TIFF structure`. */
export interface MetadataReading {
  readonly metadata: PhotoMetadata;
  readonly warnings: string[];
}

/**
 * Read what a photo says about itself.
 *
 * Every container takes the same path: the blocks sharp found. The file itself is looked into only where sharp does not:
 * TIFF, which is an EXIF structure as a whole, and the text chunks of PNG. Bad metadata never throws; what is readable of
 * it is kept.
 *
 * @param bytes the whole file.
 */
export async function readMetadata(bytes: Buffer, blocks: MetadataBlocks): Promise<MetadataReading> {
  const warnings: string[] = [];
  const png = await attempt('PNG', warnings, noPngText, () =>
    blocks.format === 'png' ? readPngText(bytes) : noPngText,
  );
  const exifBlock = present(blocks.exif) ?? png.exif ?? (blocks.format === 'tiff' ? bytes : null);
  const exif = await attempt('EXIF', warnings, noExif, () => (exifBlock === null ? noExif : readExif(exifBlock)));
  const xmpBlock = present(blocks.xmp) ?? png.xmp ?? exif.xmp;
  const xmp = await attempt('XMP', warnings, noXmp, () => (xmpBlock === null ? noXmp : readXmp(xmpBlock)));
  const iptcBlock = present(blocks.iptc) ?? png.iptc ?? exif.iptc;
  const iptc = await attempt('IPTC', warnings, noIptc, () => (iptcBlock === null ? noIptc : readIptc(iptcBlock)));
  return { metadata: combine({ exif, xmp, iptc, png }, bytes), warnings };
}

function combine(sources: Sources, bytes: Buffer): PhotoMetadata {
  const { utcMs, ...measured } = readGps(sources.exif.gps);
  const written = xmpPosition(sources.xmp);
  const { people, faces } = readPeople(sources.xmp);
  return {
    ...takenAt(sources, utcMs),
    ...(measured.latitude === null && written.latitude !== null ? written : measured),
    ...camera(sources),
    ...captions(sources),
    people,
    faces,
    places: writtenPlaces(sources),
    ...marks(sources, bytes),
  };
}

async function attempt<Block extends { readonly problems: readonly string[] }>(
  name: string,
  warnings: string[],
  empty: Block,
  read: () => Block | Promise<Block>,
): Promise<Block> {
  try {
    const block = await read();
    warnings.push(...block.problems.map((problem) => `${name}: ${problem}`));
    return block;
  } catch (error) {
    warnings.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    return empty;
  }
}

function present(block: Buffer | undefined): Buffer | null {
  return block !== undefined && block.length > 0 ? block : null;
}
