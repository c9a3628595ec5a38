import { SaxesParser } from 'saxes';
import { XmpNotUnderstood } from './not-understood.ts';

/** A part of a text: UTF-16 units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** An attribute of a tag, at its name up to behind its closing quotation mark. */
export interface Attribute extends Span {
  /** As it is written, with its prefix. */
  readonly name: string;
  /** Between the quotation marks. */
  readonly value: Span;
}

/** A tag in the order of the text, from `<` up to behind `>`. */
export interface Tag extends Span {
  readonly kind: 'open' | 'close' | 'empty';
  /** As it is written, with its prefix. */
  readonly name: string;
  readonly attributes: readonly Attribute[];
}

/** What is skipped as a whole, else a tag, in which `>` may stand between quotation marks. */
const piece =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<!DOCTYPE|<(\/?)([^\s<>/"'=]+)((?:"[^"]*"|'[^']*'|[^<>"'])*?)(\/?)>/gu;
const attribute = /([^\s<>/"'=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;

/**
 * Find the tags of an XML text: not those in comments, CDATA sections and processing instructions.
 *
 * @throws XmpNotUnderstood where it is not well-formed, or has a document type.
 */
export function tagsOf(text: string): Tag[] {
  refuseDamaged(text);
  const tags: Tag[] = [];
  for (const found of text.matchAll(piece)) {
    const [whole, slash, name, rest = '', isEmpty] = found;
    // What entities of its own stand for is not followed.
    if (whole === '<!DOCTYPE') throw new XmpNotUnderstood('it has a document type');
    if (name === undefined) continue;
    const start = found.index;
    const inside = start + 1 + (slash ?? '').length + name.length;
    const kind = slash === '/' ? 'close' : isEmpty === '/' ? 'empty' : 'open';
    tags.push({ kind, name, start, end: start + whole.length, attributes: attributesOf(rest, inside) });
  }
  return tags;
}

function attributesOf(text: string, offset: number): Attribute[] {
  return [...text.matchAll(attribute)].map((found) => {
    const [whole, name = '', double, single] = found;
    const start = offset + found.index;
    const end = start + whole.length;
    const { length } = double ?? single ?? '';
    return { name, start, end, value: { start: end - 1 - length, end: end - 1 } };
  });
}

/** With a parser that knows all of XML, so that what follows may rely on it. */
function refuseDamaged(text: string): void {
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on('error', (error) => {
    throw new XmpNotUnderstood(`it is not well-formed (${error.message})`);
  });
  parser.write(text).close();
}
