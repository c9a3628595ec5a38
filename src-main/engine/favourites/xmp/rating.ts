import { XmpNotUnderstood } from './not-understood.ts';
import { decodePacket, encodePacket } from './packet-text.ts';
import { rdfNamespace, type RatingPlace, ratingPlace, xmpNamespace } from './rating-place.ts';
import { type Span, tagsOf } from './tags.ts';

/**
 * Read the `xmp:Rating` of an XMP file, as it is written there.
 *
 * @returns null where there is none, or a blank one.
 * @throws XmpNotUnderstood where `withRating` would leave it alone.
 */
export function ratingIn(bytes: Uint8Array): string | null {
  const { text } = decodePacket(bytes);
  return writtenRating(text, ratingPlace(text, tagsOf(text)));
}

/**
 * Write another `xmp:Rating` into an XMP file; every other byte stays as it is.
 *
 * [Note: XMP in place] Programs keep whole edits in their sidecars, in their own namespaces, order and layout. So nothing is
 * parsed into a model and written anew: the place of the rating is found, and the text around it is kept. Whatever is not
 * sure is left alone: damage, another encoding than Unicode, a document type, several ratings, a rating that is no text.
 *
 * @param rating what is to stand there, digits and a sign; null to take it away.
 * @throws XmpNotUnderstood
 * @see ISO 16684-1, 7.9.2.2 for properties as attributes
 */
export function withRating(bytes: Uint8Array, rating: string | null): Buffer {
  const packet = decodePacket(bytes);
  const place = ratingPlace(packet.text, tagsOf(packet.text));
  const { start, end, text } = change(packet.text, place, rating);
  const edited = encodePacket({ ...packet, text: packet.text.slice(0, start) + text + packet.text.slice(end) });
  // Whatever went wrong, it is not written.
  if (ratingIn(edited) !== rating) throw new XmpNotUnderstood('the rating cannot be written into it');
  return edited;
}

/** A sidecar that says nothing but a rating. */
export function sidecarOf(rating: string): Buffer {
  return Buffer.from(`<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="${rdfNamespace}">
  <rdf:Description rdf:about="" xmlns:xmp="${xmpNamespace}" xmp:Rating="${rating}"/>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
`);
}

function writtenRating(text: string, { rating }: RatingPlace): string | null {
  if (rating === undefined || rating.form === 'empty') return null;
  const value = text.slice(rating.value.start, rating.value.end).trim();
  return value === '' ? null : value;
}

function change(text: string, place: RatingPlace, wanted: string | null): Span & { readonly text: string } {
  const { rating } = place;
  if (rating === undefined) return wanted === null ? { start: 0, end: 0, text: '' } : addition(text, place, wanted);
  if (wanted === null) return { ...rating.whole, text: '' };
  if (rating.form !== 'empty') return { ...rating.value, text: wanted };
  // What stands in the tag, such as a namespace of its own, stays.
  const slash = text.lastIndexOf('/', rating.whole.end);
  return { start: slash, end: rating.whole.end, text: `>${wanted}</${rating.name}>` };
}

/** As an attribute behind the last one of the description, laid out like that. */
function addition(text: string, { description, namespaces }: RatingPlace, rating: string): Span & { text: string } {
  const last = description.attributes.at(-1);
  const at = last?.end ?? description.start + 1 + description.name.length;
  const blanks = last === undefined ? ' ' : (/\s+$/u.exec(text.slice(0, last.start))?.[0] ?? ' ');
  const known = [...namespaces].find(([prefix, namespace]) => prefix !== '' && namespace === xmpNamespace)?.[0];
  if (known !== undefined) return { start: at, end: at, text: `${blanks}${known}:Rating="${rating}"` };
  const prefix = ['xmp', 'xap', 'xmpBasic'].find((each) => !namespaces.has(each));
  if (prefix === undefined) throw new XmpNotUnderstood('the usual prefixes of XMP mean something else in it');
  return {
    start: at,
    end: at,
    text: `${blanks}xmlns:${prefix}="${xmpNamespace}"${blanks}${prefix}:Rating="${rating}"`,
  };
}
