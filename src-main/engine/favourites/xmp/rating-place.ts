import { XmpNotUnderstood } from './not-understood.ts';
import type { Attribute, Span, Tag } from './tags.ts';

export const xmpNamespace = 'http://ns.adobe.com/xap/1.0/';
export const rdfNamespace = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

/** Where a rating stands: as an attribute of a description, or as an element in it. */
type Rating =
  | { readonly form: 'attribute'; readonly value: Span; readonly whole: Span }
  | { readonly form: 'element'; readonly value: Span; readonly whole: Span }
  /** `<xmp:Rating/>` */
  | { readonly form: 'empty'; readonly name: string; readonly whole: Span };

/** What there is to be changed in a packet. */
export interface RatingPlace {
  readonly rating: Rating | undefined;
  /** The first description, in which a rating is put where there is none. */
  readonly description: Tag;
  /** Namespaces by prefix, as they are known to that description. */
  readonly namespaces: ReadonlyMap<string, string>;
}

interface Open {
  readonly tag: Tag;
  readonly meaning: string;
  readonly namespaces: ReadonlyMap<string, string>;
}

/**
 * Find the one `xmp:Rating` of a packet, by its namespace whatever its prefix.
 *
 * @throws XmpNotUnderstood where there is no description, more than one rating, or one that is no plain text.
 */
export function ratingPlace(text: string, tags: readonly Tag[]): RatingPlace {
  const open: Open[] = [];
  const ratings: Rating[] = [];
  let first: Open | undefined;
  for (const [index, tag] of tags.entries()) {
    if (tag.kind === 'close') {
      open.pop();
      continue;
    }
    const namespaces = namespacesOf(text, tag, open.at(-1)?.namespaces ?? new Map());
    const here: Open = { tag, namespaces, meaning: meaningOf(tag.name, namespaces) };
    if (isDescription(here, open)) {
      first ??= here;
      ratings.push(...attributeRatings(text, here));
    }
    const parent = open.at(-1);
    if (here.meaning === `${xmpNamespace}Rating` && parent !== undefined && isDescription(parent, open.slice(0, -1)))
      ratings.push(elementRating(text, tag, tags[index + 1]));
    if (tag.kind === 'open') open.push(here);
  }
  if (first === undefined) throw new XmpNotUnderstood('it has no rdf:Description');
  if (ratings.length > 1) throw new XmpNotUnderstood('it has more than one xmp:Rating');
  return { rating: ratings[0], description: first.tag, namespaces: first.namespaces };
}

/** Of the photo itself: directly in `rdf:RDF`, and not within another. */
function isDescription({ meaning }: Open, outside: readonly Open[]): boolean {
  return meaning === `${rdfNamespace}Description` && outside.at(-1)?.meaning === `${rdfNamespace}RDF`;
}

function attributeRatings(text: string, { tag, namespaces }: Open): Rating[] {
  return tag.attributes
    .filter(({ name }) => name.includes(':') && meaningOf(name, namespaces) === `${xmpNamespace}Rating`)
    .map((found) => ({ form: 'attribute', value: found.value, whole: withBlanks(text, found) }));
}

function elementRating(text: string, tag: Tag, next: Tag | undefined): Rating {
  if (tag.attributes.some(({ name }) => !/^xmlns(?::|$)/u.test(name)))
    throw new XmpNotUnderstood('its xmp:Rating has attributes');
  if (tag.kind === 'empty') return { form: 'empty', name: tag.name, whole: tag };
  const content = next?.kind === 'close' ? text.slice(tag.end, next.start) : undefined;
  // Comments and CDATA sections begin with it, too.
  if (next === undefined || content === undefined || content.includes('<'))
    throw new XmpNotUnderstood('its xmp:Rating is no plain text');
  const before = content.length - content.trimStart().length;
  const value = content.trim();
  return {
    form: 'element',
    value: { start: tag.end + before, end: tag.end + before + value.length },
    whole: withBlanks(text, { start: tag.start, end: next.end }),
  };
}

/** The same with the blanks and the line break before it. */
function withBlanks(text: string, { start, end }: Span): Span {
  const before = text.slice(0, start);
  return { start: before.trimEnd().length, end };
}

function namespacesOf(
  text: string,
  { attributes }: Tag,
  outside: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const declared = attributes.filter(({ name }) => /^xmlns(?::|$)/u.test(name));
  if (declared.length === 0) return outside;
  const valueOf = ({ value }: Attribute): string => text.slice(value.start, value.end);
  return new Map([...outside, ...declared.map((each) => [each.name.slice('xmlns:'.length), valueOf(each)] as const)]);
}

function meaningOf(name: string, namespaces: ReadonlyMap<string, string>): string {
  const colon = name.indexOf(':');
  const prefix = colon === -1 ? '' : name.slice(0, colon);
  return (namespaces.get(prefix) ?? `${prefix}:`) + name.slice(colon + 1);
}
