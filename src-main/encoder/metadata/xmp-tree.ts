import { cleanText } from './text.ts';

/** An element of a structure in XMP: its attributes are children like its elements. Text is untrusted. */
export interface XmpNode {
  /** Name with the usual prefix of its namespace. */
  readonly name: string;
  text: string;
  readonly children: XmpNode[];
}

/** All structures of a packet together: a photo of a crowd has some thousands. */
const maxNodes = 20_000;

/** Makes the nodes of one packet, no more than can be meant. */
export class XmpTrees {
  #nodes = 0;

  /** @returns undefined where there are too many. */
  node(
    name: string,
    fields: readonly (readonly [name: string, text: string])[],
    parent?: XmpNode,
  ): XmpNode | undefined {
    this.#nodes += 1 + fields.length;
    if (this.#nodes > maxNodes) return undefined;
    const children = fields.map(([field, text]) => ({ name: field, text, children: [] }));
    const node = { name, text: '', children };
    parent?.children.push(node);
    return node;
  }
}

/** A field of a structure, however the structure is written. */
export function fieldOf(node: XmpNode | undefined, name: string): XmpNode | undefined {
  for (const child of node?.children ?? []) {
    if (child.name === name) return child;
    const inside = child.name === 'rdf:Description' ? fieldOf(child, name) : undefined;
    if (inside !== undefined) return inside;
  }
  return undefined;
}

/** Items of a list; what is no list is one. */
export function itemsOf(node: XmpNode | undefined): readonly XmpNode[] {
  if (node === undefined) return [];
  const list = node.children.find(({ name }) => /^rdf:(?:Bag|Seq|Alt)$/u.test(name));
  return list === undefined ? [node] : list.children.filter(({ name }) => name === 'rdf:li');
}

/** Text of a field: of a list, or of several languages, the first that is not blank. */
export function textOf(node: XmpNode | undefined, maxLength?: number): string | null {
  for (const item of itemsOf(node)) {
    const text = cleanText(item.text, maxLength);
    if (text !== null) return text;
  }
  return null;
}

/** A finite number of a field; null where it is none. */
export function numberOf(node: XmpNode | undefined): number | null {
  const text = textOf(node, 40);
  const number = text === null ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}
