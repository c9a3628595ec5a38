import { SaxesParser, type SaxesTagNS } from 'saxes';
import { cleanText } from './text.ts';
import { type XmpNode, XmpTrees } from './xmp-tree.ts';

/** One value of an XMP property: an item of its list, or all of it. */
interface XmpValue {
  /** The `xml:lang` of an item of a language alternative. */
  readonly language: string | null;
  readonly text: string;
}

/** The properties that are read, by their usual prefix whatever the prefix in the file, still untrusted. */
export interface XmpBlock {
  readonly properties: ReadonlyMap<XmpProperty, readonly XmpValue[]>;
  /** Properties that are structures or lists of them, as often as they stand in the packet. */
  readonly structures: ReadonlyMap<XmpStructure, readonly XmpNode[]>;
  readonly problems: readonly string[];
}

const wanted = [
  'dc:title',
  'dc:description',
  'dc:subject',
  'lr:hierarchicalSubject',
  'xmp:Rating',
  'xmp:CreateDate',
  'photoshop:DateCreated',
  'exif:DateTimeOriginal',
  'exif:DateTimeDigitized',
  'aux:Lens',
  'MicrosoftPhoto:Rating',
  'xmp:Label',
  'exif:GPSLatitude',
  'exif:GPSLatitudeRef',
  'exif:GPSLongitude',
  'exif:GPSLongitudeRef',
  'exif:GPSAltitude',
  'exif:GPSAltitudeRef',
  'digiKam:TagsList',
  'digiKam:ColorLabel',
  'darktable:colorlabels',
  'MicrosoftPhoto:LastKeywordXMP',
  'MicrosoftPhoto:LastKeywordIPTC',
  'mediapro:CatalogSets',
  'mediapro:People',
  'acdsee:categories',
  'Iptc4xmpExt:PersonInImage',
  'photoshop:City',
  'photoshop:State',
  'photoshop:Country',
  'Iptc4xmpCore:Location',
  'GCamera:MotionPhoto',
  'GCamera:MicroVideo',
  'GCamera:BurstID',
  'GCamera:BurstPrimary',
] as const;

export type XmpProperty = (typeof wanted)[number];

const structures = [
  'mwg-rs:Regions',
  'MP:RegionInfo',
  'Iptc4xmpExt:LocationShown',
  'Iptc4xmpExt:LocationCreated',
  'Iptc4xmpExt:PersonInImageWDetails',
] as const;

type XmpStructure = (typeof structures)[number];

const prefixOfNamespace = new Map([
  ['http://www.w3.org/1999/02/22-rdf-syntax-ns#', 'rdf'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://ns.adobe.com/lightroom/1.0/', 'lr'],
  ['http://ns.adobe.com/xap/1.0/', 'xmp'],
  ['http://ns.adobe.com/photoshop/1.0/', 'photoshop'],
  ['http://ns.adobe.com/exif/1.0/', 'exif'],
  ['http://ns.adobe.com/exif/1.0/aux/', 'aux'],
  ['http://www.digikam.org/ns/1.0/', 'digiKam'],
  ['http://darktable.sf.net/', 'darktable'],
  ['http://ns.microsoft.com/photo/1.0/', 'MicrosoftPhoto'],
  ['http://ns.microsoft.com/photo/1.0', 'MicrosoftPhoto'],
  ['http://iptc.org/std/Iptc4xmpExt/2008-02-29/', 'Iptc4xmpExt'],
  ['http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/', 'Iptc4xmpCore'],
  ['http://ns.iview-multimedia.com/mediapro/1.0/', 'mediapro'],
  ['http://ns.acdsee.com/iptc/1.0/', 'acdsee'],
  ['http://www.metadataworkinggroup.com/schemas/regions/', 'mwg-rs'],
  ['http://ns.adobe.com/xmp/sType/Area#', 'stArea'],
  ['http://ns.adobe.com/xap/1.0/sType/Dimensions#', 'stDim'],
  ['http://ns.microsoft.com/photo/1.2/', 'MP'],
  ['http://ns.microsoft.com/photo/1.2/t/RegionInfo#', 'MPRI'],
  ['http://ns.microsoft.com/photo/1.2/t/Region#', 'MPReg'],
  ['http://ns.google.com/photos/1.0/camera/', 'GCamera'],
]);

const maxBlockBytes = 16 << 20;
const maxDepth = 64;
/** A few bare ampersands are a slip; more is not XML, and each error can cost a look at everything open. */
const maxErrors = 20;
const maxValues = 2000;

/**
 * Read the wanted properties of an XMP packet.
 *
 * [Note: XMP without exifr] exifr 7.1.3 can read a packet on its own, but not an untrusted one: an element named
 * `__proto__:x` sets a property on every object of the process, unclosed tags take time quadratic in their number, a
 * keyword `007` comes out as the number 7, and `&amp;` stays as it is. saxes has none of this. What is not well-formed
 * is skipped a few times, then reading stops; what came before is kept.
 *
 * @see ISO 16684-1, XMP specification part 1
 */
export function readXmp(block: Buffer): XmpBlock {
  const reader = new Reader();
  const problems: string[] = [];
  if (block.length > maxBlockBytes) problems.push('only the first 16 MB are read');
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on('opentag', (tag) => {
    reader.open(tag);
  });
  parser.on('text', (text) => {
    reader.text(text);
  });
  parser.on('cdata', (text) => {
    reader.text(text);
  });
  parser.on('closetag', () => {
    reader.close();
  });
  let errors = 0;
  parser.on('error', (error) => {
    if (errors++ === 0) problems.push(`not well-formed, read as far as possible (${error.message})`);
    if (errors > maxErrors) throw new MalformedXml(error.message);
  });
  try {
    parser.write(decodePacket(block.subarray(0, maxBlockBytes))).close();
  } catch (error) {
    if (!(error instanceof MalformedXml)) throw error;
    if (problems.length === 0) problems.push(`not well-formed, read as far as possible (${error.message})`);
  }
  return { properties: reader.properties, structures: reader.structures, problems };
}

/** Ends the reading of a packet. */
class MalformedXml extends Error {}

/** Pick the text of a language alternative: that of `x-default`, else the first that is not blank. */
export function defaultText(values: readonly XmpValue[] | undefined): string | null {
  if (values === undefined) return null;
  const preferred = values.filter((value) => value.language?.toLowerCase() === 'x-default');
  for (const value of [...preferred, ...values]) {
    const text = cleanText(value.text);
    if (text !== null) return text;
  }
  return null;
}

function decodePacket(block: Buffer): string {
  const encoding =
    block[0] === 0xfe && block[1] === 0xff ? 'utf-16be' : block[0] === 0xff && block[1] === 0xfe ? 'utf-16le' : 'utf-8';
  // Some writers fill the rest of their block with zeros.
  return new TextDecoder(encoding).decode(block).replace(/\0+$/, '');
}

interface Element {
  /** Name with the usual prefix of its namespace. */
  readonly meaning: string;
  readonly language: string | null;
  text: string;
  /** Where it is a part of a structure. */
  readonly node: XmpNode | undefined;
}

class Reader {
  readonly properties = new Map<XmpProperty, XmpValue[]>();
  readonly structures = new Map<XmpStructure, XmpNode[]>();
  readonly #trees = new XmpTrees();
  readonly #open: Element[] = [];

  open(tag: SaxesTagNS): void {
    if (this.#open.length >= maxDepth) throw new MalformedXml(`nested deeper than ${maxDepth} levels`);
    const language = tag.attributes['xml:lang']?.value ?? null;
    const meaning = meaningOf(tag.uri, tag.local);
    // The depth of what it lies in.
    const isProperty = this.#depthInDescription() === 0;
    const node = this.#node(meaning, isProperty, tag);
    this.#open.push({ meaning, language, text: '', node });
    if (this.#depthInDescription() !== 0) return;
    for (const { uri, local, value } of Object.values(tag.attributes)) this.#record(meaningOf(uri, local), null, value);
  }

  #node(meaning: string, isProperty: boolean, { attributes }: SaxesTagNS): XmpNode | undefined {
    const parent = this.#open.at(-1)?.node;
    const name = isProperty ? structures.find((structure) => structure === meaning) : undefined;
    if (parent === undefined && name === undefined) return undefined;
    const fields = Object.values(attributes).map(({ uri, local, value }) => [meaningOf(uri, local), value] as const);
    const node = this.#trees.node(meaning, fields, parent);
    if (node !== undefined && name !== undefined)
      this.structures.set(name, [...(this.structures.get(name) ?? []), node]);
    return node;
  }

  text(text: string): void {
    const last = this.#open.at(-1);
    if (last !== undefined) last.text += text;
  }

  close(): void {
    const depth = this.#depthInDescription();
    const property = this.#open.at(-depth);
    const element = this.#open.at(-1);
    const list = this.#open.at(-2)?.meaning;
    const isItem = depth === 3 && element?.meaning === 'rdf:li' && /^rdf:(?:Bag|Seq|Alt)$/.test(list ?? '');
    if (element !== undefined && property !== undefined && (depth === 1 || isItem)) {
      this.#record(property.meaning, element.language, element.text);
    }
    if (element?.node !== undefined) element.node.text = element.text;
    this.#open.pop();
  }

  /** 0 for the outermost description, 1 for a property of it, 3 for an item of a list; -1 outside. */
  #depthInDescription(): number {
    const description = this.#open.findIndex((element) => element.meaning === 'rdf:Description');
    return description === -1 ? -1 : this.#open.length - 1 - description;
  }

  #record(property: string, language: string | null, text: string): void {
    const name = wanted.find((candidate) => candidate === property);
    if (name === undefined || text.trim() === '') return;
    const values = this.properties.get(name) ?? [];
    this.properties.set(name, values);
    if (values.length < maxValues) values.push({ language, text });
  }
}

function meaningOf(namespace: string, local: string): string {
  return `${prefixOfNamespace.get(namespace) ?? '?'}:${local}`;
}
