import { inflateSync } from 'node:zlib';
import { decodeBytes } from './text.ts';

/** What a PNG keeps in text chunks, where sharp does not look for it. */
export interface PngText {
  /** Blocks that ImageMagick wrote as hexadecimal text, and those of older software than the eXIf chunk. */
  readonly exif: Buffer | null;
  readonly xmp: Buffer | null;
  readonly iptc: Buffer | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly creationTime: string | null;
  readonly problems: readonly string[];
}

const wanted = new Set([
  'Title',
  'Description',
  'Creation Time',
  'Raw profile type exif',
  'Raw profile type APP1',
  'Raw profile type xmp',
  'Raw profile type iptc',
]);

const maxTextBytes = 16 << 20;
const maxChunks = 200_000;
const xmpHeader = 'http://ns.adobe.com/xap/1.0/\0';

/** Read the text chunks of a PNG file. @see PNG specification, 3rd edition, section 11.3.3 */
export function readPngText(file: Buffer): PngText {
  const problems: string[] = [];
  const texts = new Map<string, Buffer>();
  let at = 8;
  for (let chunks = 0; at + 12 <= file.length && chunks < maxChunks; chunks++) {
    const end = at + 8 + file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    if (/^(?:tEXt|zTXt|iTXt)$/.test(type) && end <= file.length) {
      readChunk(type, file.subarray(at + 8, end), texts, problems);
    }
    at = end + 4;
  }
  const app1 = profile(texts, 'Raw profile type APP1');
  const inApp1 = app1?.toString('latin1', 0, xmpHeader.length) === xmpHeader ? app1.subarray(xmpHeader.length) : null;
  return {
    exif: profile(texts, 'Raw profile type exif') ?? (inApp1 === null ? app1 : null),
    xmp: profile(texts, 'Raw profile type xmp') ?? inApp1,
    iptc: profile(texts, 'Raw profile type iptc'),
    title: text(texts, 'Title'),
    description: text(texts, 'Description'),
    creationTime: text(texts, 'Creation Time'),
    problems,
  };
}

function readChunk(type: string, data: Buffer, texts: Map<string, Buffer>, problems: string[]): void {
  // A keyword has at most 79 bytes.
  const keywordEnd = data.subarray(0, 80).indexOf(0);
  const keyword = data.toString('latin1', 0, Math.max(keywordEnd, 0));
  if (!wanted.has(keyword) || texts.has(keyword)) return;
  let value = data.subarray(keywordEnd + 1);
  let isDeflated = type === 'zTXt';
  if (type === 'zTXt') value = value.subarray(1);
  if (type === 'iTXt') {
    isDeflated = value[0] === 1;
    const languageEnd = value.indexOf(0, 2);
    const translationEnd = value.indexOf(0, languageEnd + 1);
    if (languageEnd === -1 || translationEnd === -1) return;
    value = value.subarray(translationEnd + 1);
  }
  try {
    texts.set(keyword, isDeflated ? inflateSync(value, { maxOutputLength: maxTextBytes }) : value);
  } catch (error) {
    problems.push(`text "${keyword}" cannot be inflated: ${error instanceof Error ? error.message : String(error)}`);
  }
}

// "\nexif\n      32\n4578696600004d4d..."
function profile(texts: ReadonlyMap<string, Buffer>, keyword: string): Buffer | null {
  const match = /^\s*\S{1,20}\s+\d{1,9}\s/.exec(texts.get(keyword)?.toString('latin1', 0, 100) ?? '');
  if (match === null) return null;
  const hex = texts.get(keyword)?.toString('latin1', match[0].length, maxTextBytes) ?? '';
  return Buffer.from(hex.replaceAll(/\s+/g, ''), 'hex');
}

function text(texts: ReadonlyMap<string, Buffer>, keyword: string): string | null {
  const bytes = texts.get(keyword);
  return bytes === undefined ? null : decodeBytes(bytes);
}
