import exifr from 'exifr';
import { decodeBytes } from './text.ts';

/** Datasets of the application record (2) that are read. @see IPTC IIM 4.2 */
export const iptcDataset = {
  objectName: 5,
  keywords: 25,
  dateCreated: 55,
  timeCreated: 60,
  city: 90,
  sublocation: 92,
  state: 95,
  country: 101,
  caption: 120,
} as const;

/** The texts of an IPTC block by dataset number, in file order, still untrusted. */
export interface IptcBlock {
  readonly datasets: ReadonlyMap<number, readonly string[]>;
  readonly problems: readonly string[];
}

// A JPEG segment holds 64 KB; only a TIFF file could carry more, and no writer does.
const maxBlockBytes = 4 << 20;
const maxResources = 16;
const maxValues = 2000;
// The most that the 16-bit length of a dataset can ask for.
const padding = 0x10000;

const photoshopHeader = 'Photoshop 3.0\0';
const resourceSignatures = new Set(['8BIM', 'MeSa', 'AgHg', 'PHUT', 'DCSR']);
const iptcResource = 0x0404;

const options = { translateKeys: false, translateValues: false, reviveValues: false };

/** The parser class of exifr for one kind of block. */
interface SegmentParser {
  parse(block: Uint8Array, options: object): unknown;
}

/** Read IPTC from plain IIM records or from the Photoshop image resources that JPEG and TIFF wrap them in. */
export function readIptc(block: Buffer): IptcBlock {
  const parser = iptcParser();
  const problems: string[] = [];
  const datasets = new Map<number, readonly string[]>();
  if (block.length > maxBlockBytes) problems.push('only the first 4 MB are read');
  for (const records of findRecords(block.subarray(0, maxBlockBytes), problems)) {
    // exifr reads a dataset that is cut short from whatever memory follows: let that be zeros.
    const padded = new Uint8Array(records.length + padding);
    padded.set(records);
    const output: unknown = parser.parse(padded, options);
    for (const [key, value] of Object.entries(output ?? {})) {
      const values: readonly unknown[] = Array.isArray(value) ? value : [value];
      const texts = values
        .slice(0, maxValues)
        .filter((item) => typeof item === 'string')
        .map(decode);
      datasets.set(Number(key), [...(datasets.get(Number(key)) ?? []), ...texts]);
    }
  }
  return { datasets, problems };
}

// The function made for this, sidecar(), is a member of the CommonJS module but not of its default export, which is what
// bundlers and Vitest resolve to; this map is a member of both.
function iptcParser(): SegmentParser {
  const parser: unknown = exifr.segmentParsers.get('iptc');
  if (!isSegmentParser(parser)) throw new TypeError('Expected a parser class for IPTC from exifr but received none');
  return parser;
}

function isSegmentParser(value: unknown): value is SegmentParser {
  return typeof value === 'function' && 'parse' in value && typeof value.parse === 'function';
}

// exifr makes each byte one character. Dataset 1:90 would declare the encoding, but as many writers omit it as misuse it,
// while text that is valid UTF-8 by chance does not occur.
function decode(binary: string): string {
  return decodeBytes(Buffer.from(binary, 'latin1'));
}

// exifr would take the first 1C 02 anywhere, for example in the thumbnail that Photoshop keeps beside the IPTC resource.
function findRecords(block: Buffer, problems: string[]): readonly Buffer[] {
  if (block[0] === 0x1c) return [block];
  const found: Buffer[] = [];
  let at = block.toString('latin1', 0, photoshopHeader.length) === photoshopHeader ? photoshopHeader.length : 0;
  while (at + 12 <= block.length && found.length < maxResources) {
    if (!resourceSignatures.has(block.toString('latin1', at, at + 4))) {
      problems.push(`no image resource at byte ${String(at)}`);
      break;
    }
    // The name, a length byte and text, is padded to an even size; so is the data.
    const data = at + 6 + (((block[at + 6] ?? 0) + 2) & ~1) + 4;
    if (data > block.length) {
      problems.push('the last image resource is cut short');
      break;
    }
    const size = block.readUInt32BE(data - 4);
    if (data + size > block.length) problems.push('the last image resource is cut short');
    if (block.readUInt16BE(at + 4) === iptcResource) found.push(block.subarray(data, data + size));
    at = data + size + (size % 2);
  }
  return found;
}
