/** One piece of an XML text. */
export type XmlToken =
  | {
      readonly kind: 'open';
      readonly name: string;
      readonly attributes: readonly XmlAttribute[];
      readonly empty: boolean;
    }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

export interface XmlAttribute {
  readonly name: string;
  readonly value: string;
}

const namePattern = /[^\s=/>"'<]+/y;
const attributePattern = /\s*([^\s=/>"'<]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
const tagEndPattern = /\s*(\/?)>/y;

const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * Split XML into tags and text, forgiving what is not well-formed.
 *
 * Time is linear in the length whatever the input. Comments, processing instructions and document types are skipped, so
 * that no entity but the five of XML itself and numeric ones is ever expanded.
 */
export function* xmlTokens(xml: string): Generator<XmlToken, void> {
  let at = 0;
  while (at < xml.length) {
    const open = xml.indexOf('<', at);
    const textEnd = open === -1 ? xml.length : open;
    if (textEnd > at) yield { kind: 'text', text: decodeEntities(xml.slice(at, textEnd)) };
    if (open === -1) return;
    if (xml.startsWith('<![CDATA[', open)) {
      const end = endOf(xml, ']]>', open);
      yield { kind: 'text', text: xml.slice(open + 9, Math.max(open + 9, end - 3)) };
      at = end;
    } else if (xml.startsWith('<!--', open)) at = endOf(xml, '-->', open + 4);
    else if (xml.startsWith('<?', open)) at = endOf(xml, '?>', open);
    else if (xml.startsWith('<!', open)) at = endOf(xml, '>', open);
    else if (xml.startsWith('</', open)) {
      at = endOf(xml, '>', open);
      yield { kind: 'close', name: xml.slice(open + 2, at - 1).trim() };
    } else {
      const tag = readTag(xml, open);
      at = tag.end;
      if (tag.token !== null) yield tag.token;
    }
  }
}

function readTag(xml: string, open: number): { end: number; token: XmlToken | null } {
  namePattern.lastIndex = open + 1;
  const name = namePattern.exec(xml)?.[0];
  if (name === undefined) return { end: open + 1, token: null };
  let at = open + 1 + name.length;
  const attributes: XmlAttribute[] = [];
  for (;;) {
    attributePattern.lastIndex = at;
    const match = attributePattern.exec(xml);
    if (match === null) break;
    attributes.push({ name: match[1] ?? '', value: decodeEntities(match[2] ?? match[3] ?? '') });
    at = attributePattern.lastIndex;
  }
  tagEndPattern.lastIndex = at;
  const tagEnd = tagEndPattern.exec(xml);
  const end = tagEnd === null ? endOf(xml, '>', at) : tagEndPattern.lastIndex;
  return { end, token: { kind: 'open', name, attributes, empty: tagEnd?.[1] === '/' } };
}

function endOf(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from);
  return found === -1 ? xml.length : found + mark.length;
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return entities.get(name) ?? whole;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
