import { constants, gunzipSync } from 'node:zlib';
import { fileTypeFromBuffer } from 'file-type';
import type { RawFormat } from '../../../src-contract/index.ts';
import type { CodecName } from './codecs/codec.ts';
import { isRawTiff } from './raw/raw-preview.ts';

/** How the pixels of a file are come by. */
export type Way =
  | { readonly by: 'sharp' }
  | { readonly by: 'codec'; readonly codec: CodecName }
  /** Raw: `format` as users know it, e.g. `nef`. */
  | { readonly by: 'preview'; readonly format: RawFormat | 'tiff' };

/** First bytes of a format, in hexadecimal with `..` for any. */
const magics: readonly (readonly [CodecName, RegExp])[] = [
  ['psd', /^38425053000[12]/u],
  ['jxl', /^(?:ff0a|0000000c4a584c200d0a870a)/u],
  ['jp2', /^(?:ff4fff51|0000000c6a5020200d0a870a)/u],
  // The size of the header behind the file's own. There are few right ones, but viewers take others just as well.
  ['bmp', /^424d(?:..){12}(?:0c|[1-9a-f].)000000/u],
  ['ico', /^0000(?:01|02)00(?!0000)..00/u],
];

/** Raw files by what `file-type` calls them. */
const rawMimes: Readonly<Record<string, RawFormat>> = {
  'image/x-adobe-dng': 'dng',
  'image/x-canon-cr2': 'cr2',
  'image/x-canon-cr3': 'cr3',
  'image/x-nikon-nef': 'nef',
  'image/x-sony-arw': 'arw',
  'image/x-fujifilm-raf': 'raf',
  'image/x-olympus-orf': 'orf',
  'image/x-panasonic-rw2': 'rw2',
};

/** Tell by the content, never by the name, who can decode a file. What nobody knows is left to sharp to refuse. */
export async function wayTo(bytes: Buffer): Promise<Way> {
  const head = bytes.toString('hex', 0, 32);
  // The most common ones first: nothing more has to be looked at.
  if (/^(?:ffd8ff|89504e47|52494646|47494638)/u.test(head)) return { by: 'sharp' };
  for (const [codec, magic] of magics) if (magic.test(head)) return { by: 'codec', codec };
  if (bytes.toString('latin1', 6, 14) === 'HEAPCCDR') return { by: 'preview', format: 'crw' };
  if (head.startsWith('464f5662')) return { by: 'preview', format: 'x3f' };
  if (isSvg(bytes)) return { by: 'codec', codec: 'svg' };
  const type = await fileTypeFromBuffer(bytes);
  const raw = rawMimes[type?.mime ?? ''] ?? rawTiff(bytes);
  return raw === undefined ? { by: 'sharp' } : { by: 'preview', format: raw };
}

/** Raw files that are TIFFs, or nearly: two makers have numbers of their own where a TIFF has 42. */
function rawTiff(bytes: Buffer): RawFormat | undefined {
  const head = bytes.toString('latin1', 0, 4);
  if (head === 'IIU\0') return 'rw2';
  if (/^(?:IIR[OS]|MMOR)$/u.test(head)) return 'orf';
  return isRawTiff(bytes) ? 'raw' : undefined;
}

/** An SVG among texts: its element comes early, behind a declaration and comments at most; or a compressed one. */
function isSvg(bytes: Buffer): boolean {
  const head = bytes.toString('latin1', 0, 4_096);
  if (head.startsWith('\x1f\x8b')) return isSvg(firstBytesOf(bytes));
  return /^(?:\xef\xbb\xbf)?\s*<(?:svg[\s>]|(?:\?xml|!--|!DOCTYPE)[^]*?<svg[\s>])/u.test(head);
}

/** What a compressed file begins with, as far as its first bytes tell. */
function firstBytesOf(gzip: Buffer): Buffer {
  try {
    const { Z_SYNC_FLUSH } = constants;
    return gunzipSync(gzip.subarray(0, 4_096), { finishFlush: Z_SYNC_FLUSH, maxOutputLength: 1 << 20 });
  } catch (error) {
    if (error instanceof Error) return Buffer.alloc(0);
    throw error;
  }
}
