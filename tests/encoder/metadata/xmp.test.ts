import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultText, readXmp, type XmpProperty } from '../../../src-main/encoder/metadata/xmp.ts';
import { xmpPacket } from '../../fixtures/metadata/build-blocks.ts';

const namespaces = [
  'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"',
  'xmlns:xmp="http://ns.adobe.com/xap/1.0/"',
  'xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
].join(' ');
const description = `<rdf:Description ${namespaces}`;

function texts(packet: Buffer | string, property: XmpProperty): readonly string[] {
  return (readXmp(Buffer.from(packet)).properties.get(property) ?? []).map((value) => value.text);
}

describe('readXmp', () => {
  test('reads properties written as attributes and as elements', () => {
    const packet = xmpPacket(
      '<xmp:CreateDate>2023-07-01T14:03:22Z</xmp:CreateDate>',
      'xmp:Rating="4" aux:Lens=\'A "B"\'',
    );
    expect(texts(packet, 'xmp:CreateDate')).toEqual(['2023-07-01T14:03:22Z']);
    expect(texts(packet, 'xmp:Rating')).toEqual(['4']);
    expect(texts(packet, 'aux:Lens')).toEqual(['A "B"']);
    expect(readXmp(packet).problems).toEqual([]);
  });

  test('keeps keywords as they are written', () => {
    const list = ['007', 'true', '1e3', 'Tom &amp; Jerry', '&#x1F305; &#233;', '<![CDATA[a < b]]>', '&unknown;'];
    const packet = xmpPacket(
      `<dc:subject><rdf:Bag>${list.map((k) => `<rdf:li>${k}</rdf:li>`).join('')}</rdf:Bag></dc:subject>`,
    );
    expect(texts(packet, 'dc:subject')).toEqual(['007', 'true', '1e3', 'Tom & Jerry', '🌅 é', 'a < b', '&unknown;']);
  });

  test('knows a namespace by its address, not by its prefix', () => {
    const packet = xmpPacket(
      '<d:title xmlns:d="http://purl.org/dc/elements/1.1/">right</d:title>' +
        '<dc:title xmlns:dc="http://example.org/other/">wrong</dc:title>',
    );
    expect(texts(packet, 'dc:title')).toEqual(['right']);
  });

  test('reads several descriptions and skips structures inside them', () => {
    const packet = `<rdf:RDF ${namespaces}>
      <rdf:Description xmp:Rating="2"/>
      <rdf:Description><xmpMM:History><rdf:Seq><rdf:li><rdf:Description xmp:Rating="5"><dc:title>inner</dc:title>
      </rdf:Description></rdf:li></rdf:Seq></xmpMM:History></rdf:Description>
      <rdf:Description><!-- <dc:title>no</dc:title> --><dc:title>outer</dc:title></rdf:Description></rdf:RDF>`;
    expect(texts(packet, 'xmp:Rating')).toEqual(['2']);
    expect(texts(packet, 'dc:title')).toEqual(['outer']);
  });

  test.each([
    ['a lost end', '<xmp:Rating>3</xmp:Rating><dc:title>cut'],
    ['a missing closing tag', '<dc:rights><xmp:Rating>3</xmp:Rating></dc:rights2></rdf:Description>'],
    ['crossed tags', '<xmp:Rating>3<b></xmp:Rating></b></rdf:Description>'],
  ])('reads as far as possible with %s', (_case, packet) => {
    const { properties, problems } = readXmp(Buffer.from(`${description}>${packet}`));
    expect(problems).toEqual([expect.stringContaining('not well-formed, read as far as possible')]);
    expect(properties.get('xmp:Rating')?.map(({ text }) => text) ?? ['3']).toEqual(['3']);
  });

  test('keeps what precedes the damage', () => {
    expect(texts(`${description}><xmp:Rating>3</xmp:Rating><dc:title>cut`, 'xmp:Rating')).toEqual(['3']);
  });

  test('reads UTF-16 with a byte order mark', () => {
    const packet = Buffer.from(`\uFEFF${description}><dc:title>京都</dc:title></rdf:Description>`, 'utf16le');
    expect(texts(packet, 'dc:title')).toEqual(['京都']);
    expect(texts(Buffer.from(packet).swap16(), 'dc:title')).toEqual(['京都']);
  });

  test('sets nothing on Object.prototype', () => {
    readXmp(xmpPacket('<__proto__:polluted>yes</__proto__:polluted>', '__proto__:polluted="yes"'));
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  test.each([
    ['unclosed tags', '<a:b>'],
    ['unclosed comments', '<!--'],
    ['unclosed sections', '<![CDATA['],
    ['unclosed attributes', '<a b="'],
    ['stray closing tags', '</a:b>'],
    ['open brackets', '<'],
    ['attributes without value', '<a b c '],
    ['entities', '&amp;'],
    ['blanks', '<a     '],
    ['declarations', '<!ENTITY a "&b;&b;">'],
    ['keywords', '<dc:subject><rdf:Bag><rdf:li>x</rdf:li></rdf:Bag></dc:subject>'],
  ])('comes to an end with 4 MB of %s', { timeout: 20_000 }, (_case, piece) => {
    const packet = xmpPacket(piece.repeat(Math.ceil(4_000_000 / piece.length)));
    const { properties } = readXmp(packet);
    expect(properties.get('dc:subject')?.length ?? 0).toBeLessThanOrEqual(2000);
  });

  test('comes to an end with deep nests of long names', { timeout: 20_000 }, () => {
    const name = `a:${'b'.repeat(100_000)}`;
    const { problems } = readXmp(
      Buffer.from(`${description} xmlns:a="a">${`<${name}>`.repeat(70)}${'<c/>'.repeat(500_000)}`),
    );
    expect(problems).toEqual([expect.stringContaining('nested deeper')]);
  });

  test('never throws on damaged packets', () => {
    const whole = xmpPacket(
      '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">T</rdf:li></rdf:Alt></dc:title>',
      'xmp:Rating="3"',
    );
    const at = fc.integer({ min: 0, max: whole.length });
    fc.assert(
      fc.property(
        at,
        at,
        fc.string({ unit: fc.constantFrom(...Array.from('<>/"\'=& :rdfli!-[]?x')), maxLength: 20 }),
        (a, b, noise) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          readXmp(Buffer.concat([whole.subarray(0, from), Buffer.from(noise), whole.subarray(to)]));
        },
      ),
    );
  });
});

describe('defaultText', () => {
  test.each([
    [
      'x-default first',
      [
        ['de', 'Titel'],
        ['x-default', 'Title'],
      ],
      'Title',
    ],
    [
      'the first without a default',
      [
        ['de', 'Titel'],
        ['en', 'Title'],
      ],
      'Titel',
    ],
    [
      'the next when the default is blank',
      [
        ['x-default', ' '],
        ['en', 'Title'],
      ],
      'Title',
    ],
    ['null when all are blank', [['x-default', ' ']], null],
  ] as const)('picks %s', (_case, values, text) => {
    expect(defaultText(values.map(([language, value]) => ({ language, text: value })))).toBe(text);
  });

  test('is null without values', () => {
    expect(defaultText(undefined)).toBeNull();
  });
});
