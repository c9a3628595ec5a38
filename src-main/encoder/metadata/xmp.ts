import { cleanText } from './text.ts';
import { xmlTokens, type XmlAttribute, type XmlToken } from './xml.ts';

/** One value of an XMP property: an item of its list, or all of it. */
interface XmpValue {
  /** The `xml:lang` of an item of a language alternative. */
  readonly language: string | null;
  readonly text: string;
}

/** The properties that are read, by their usual prefix whatever the prefix in the file, still untrusted. */
export interface XmpBlock {
  readonly properties: ReadonlyMap<XmpProperty, readonly XmpValue[]>;
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
  'aux:Lens',
] as const;

export type XmpProperty = (typeof wanted)[number];

const prefixOfNamespace = new Map([
  ['http://www.w3.org/1999/02/22-rdf-syntax-ns#', 'rdf'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://ns.adobe.com/lightroom/1.0/', 'lr'],
  ['http://ns.adobe.com/xap/1.0/', 'xmp'],
  ['http://ns.adobe.com/photoshop/1.0/', 'photoshop'],
  ['http://ns.adobe.com/exif/1.0/', 'exif'],
  ['http://ns.adobe.com/exif/1.0/aux/', 'aux'],
]);

const maxBlockBytes = 16 << 20;
const maxDepth = 64;
const maxValues = 2000;

/**
 * Read the wanted properties of an XMP packet.
 *
 * [Note: XMP without exifr] exifr 7.1.3 can read a packet on its own, but not an untrusted one: an element named
 * `__proto__:x` sets a property on every object of the process, unclosed tags take time quadratic in their number, a
 * keyword `007` comes out as the number 7, and `&amp;` stays as it is.
 *
 * @see ISO 16684-1, XMP specification part 1
 */
export function readXmp(block: Buffer): XmpBlock {
  const reader = new Reader();
  if (block.length > maxBlockBytes) reader.problems.push('only the first 16 MB are read');
  for (const token of xmlTokens(decodePacket(block.subarray(0, maxBlockBytes)))) reader.accept(token);
  reader.finish();
  return { properties: reader.properties, problems: reader.problems };
}

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
  if (block[0] === 0xfe && block[1] === 0xff) return new TextDecoder('utf-16be').decode(block);
  if (block[0] === 0xff && block[1] === 0xfe) return new TextDecoder('utf-16le').decode(block);
  return new TextDecoder().decode(block);
}

interface Element {
  /** As written, to find its closing tag. */
  readonly name: string;
  /** With the usual prefix, to find what it is. */
  readonly meaning: string;
  readonly language: string | null;
  text: string;
}

class Reader {
  readonly properties = new Map<XmpProperty, XmpValue[]>();
  readonly problems: string[] = [];
  readonly #open: Element[] = [];
  readonly #namespaces = new Map<string, string>();
  #tooDeep = 0;

  accept(token: XmlToken): void {
    if (token.kind === 'text') {
      const last = this.#open.at(-1);
      if (last !== undefined && this.#tooDeep === 0) last.text += token.text;
    } else if (token.kind === 'close') this.#close(token.name);
    else this.#begin(token.name, token.attributes, token.empty);
  }

  finish(): void {
    if (this.#open.length > 0) this.#complain();
    while (this.#open.length > 0) this.#end();
  }

  #begin(name: string, attributes: readonly XmlAttribute[], empty: boolean): void {
    if (this.#open.length >= maxDepth) {
      if (!empty) this.#tooDeep++;
      return;
    }
    for (const attribute of attributes) {
      if (attribute.name.startsWith('xmlns:')) this.#namespaces.set(attribute.name.slice(6), attribute.value);
    }
    const language = attributes.find((attribute) => attribute.name === 'xml:lang')?.value ?? null;
    this.#open.push({ name, meaning: this.#meaning(name), language, text: '' });
    if (this.#depthInDescription() === 0) {
      for (const attribute of attributes) this.#record(this.#meaning(attribute.name), null, attribute.value);
    }
    if (empty) this.#end();
  }

  #close(name: string): void {
    if (this.#tooDeep > 0) {
      this.#tooDeep--;
      return;
    }
    const depth = this.#open.findLastIndex((element) => element.name === name);
    if (depth === -1 || depth !== this.#open.length - 1) this.#complain();
    if (depth === -1) return;
    while (this.#open.length > depth) this.#end();
  }

  #end(): void {
    const depth = this.#depthInDescription();
    const property = this.#open.at(-depth);
    const element = this.#open.at(-1);
    const list = this.#open.at(-2)?.meaning;
    const isItem = depth === 3 && element?.meaning === 'rdf:li' && /^rdf:(?:Bag|Seq|Alt)$/.test(list ?? '');
    if (element !== undefined && property !== undefined && (depth === 1 || isItem)) {
      this.#record(property.meaning, element.language, element.text);
    }
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

  #meaning(name: string): string {
    const colon = name.indexOf(':');
    const namespace = this.#namespaces.get(name.slice(0, Math.max(colon, 0)));
    // A packet whose start is lost has lost its declarations too; then the prefix speaks for itself.
    if (namespace === undefined) return name;
    return `${prefixOfNamespace.get(namespace) ?? '?'}:${name.slice(colon + 1)}`;
  }

  #complain(): void {
    if (this.problems.length === 0) this.problems.push('not well-formed, read as far as possible');
  }
}
