import { brotliDecompressSync } from 'node:zlib';
import { boxes } from '../containers/bmff.ts';
import { readCr3 } from '../containers/cr3.ts';
import { readPsdLayout, resourceId } from '../containers/psd-layout.ts';
import type { MetadataBlocks } from './blocks.ts';
import { joinDirectories } from './join-directories.ts';

const maxBoxBytes = 16 << 20;

/** Find the metadata in a file that sharp does not open; null when this format keeps none of its own. */
export function blocksOf(bytes: Buffer, format: string): MetadataBlocks | null {
  switch (format) {
    case 'psd':
      return psdBlocks(bytes);
    case 'jxl':
      return jxlBlocks(bytes);
    case 'jp2':
      return jp2Blocks(bytes);
    case 'cr3': {
      const cr3 = readCr3(bytes);
      return cr3?.image ? { format, exif: joinDirectories({ ...cr3, image: cr3.image }) } : null;
    }
    case 'orf':
    case 'rw2':
      return { format, exif: asTiff(bytes) };
    case 'dng':
    case 'cr2':
    case 'nef':
    case 'arw':
    case 'raw':
    case 'tiff':
      return { format: 'tiff' };
    default:
      return null;
  }
}

function psdBlocks(bytes: Buffer): MetadataBlocks {
  const { resources } = readPsdLayout(bytes);
  const { exif, xmp, iptc } = resourceId;
  return { format: 'psd', exif: resources.get(exif), xmp: resources.get(xmp), iptc: resources.get(iptc) };
}

/** @see ISO/IEC 18181-2, 9: EXIF behind four bytes that say where it begins, XMP, and both compressed by Brotli */
function jxlBlocks(bytes: Buffer): MetadataBlocks {
  const found = new Map<string, Buffer>();
  for (const { type, content } of boxes(bytes)) {
    const [kind, data] =
      type === 'brob' ? [content.toString('latin1', 0, 4), inflated(content.subarray(4))] : [type, content];
    if (data !== null && !found.has(kind)) found.set(kind, data);
  }
  return { format: 'jxl', exif: withoutOffset(found.get('Exif')), xmp: found.get('xml ') };
}

/** Some writers leave out where in the box the EXIF begins. */
function withoutOffset(box: Buffer | undefined): Buffer | undefined {
  if (box === undefined || box.length < 4) return undefined;
  return /^(?:II|MM)/u.test(box.toString('latin1', 0, 2)) ? box : box.subarray(4 + box.readUInt32BE(0));
}

function inflated(content: Buffer): Buffer | null {
  try {
    return brotliDecompressSync(content, { maxOutputLength: maxBoxBytes });
  } catch (error) {
    // Metadata that cannot be read is no metadata; the pixels tell whether the file is damaged.
    if (error instanceof Error) return null;
    throw error;
  }
}

const jp2Exif = Buffer.from('JpgTiffExif->JP2', 'latin1');
const xmpUuid = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex');

function jp2Blocks(bytes: Buffer): MetadataBlocks {
  let [exif, xmp]: [Buffer?, Buffer?] = [];
  for (const { type, content } of boxes(bytes)) {
    const [id, data] = [content.subarray(0, 16), content.subarray(16)];
    if (type === 'uuid' && id.equals(jp2Exif)) exif ??= data;
    else if (type === 'uuid' && id.equals(xmpUuid)) xmp ??= data;
    else if (type === 'xml ' && content.includes('<x:xmpmeta')) xmp ??= content;
  }
  return { format: 'jp2', exif, xmp };
}

/** A TIFF in all but the number behind the byte order, with that number. */
function asTiff(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  if (copy[0] === 0x49) copy.writeUInt16LE(42, 2);
  else copy.writeUInt16BE(42, 2);
  return copy;
}
