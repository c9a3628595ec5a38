import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { XmpNotUnderstood } from '../../../../src-main/engine/favourites/xmp/not-understood.ts';
import { ratingIn, sidecarOf, withRating } from '../../../../src-main/engine/favourites/xmp/rating.ts';
import { readXmpSidecar } from '../../../../src-main/encoder/sidecars/xmp-sidecar.ts';
import { tempFolder } from '../../../helpers/temp-folder.ts';

const xap = 'http://ns.adobe.com/xap/1.0/';
const rdf = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"';

const packet = (inside: string): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF ${rdf}>${inside}</rdf:RDF></x:xmpmeta>`;

const attributeForm = packet(`
  <rdf:Description rdf:about="" xmlns:xmp="${xap}" xmlns:crs="urn:crs"
    xmp:Rating="2"
    crs:Exposure="+0.50 > 0">
    <crs:Curve><rdf:Seq><rdf:li>0, 0</rdf:li></rdf:Seq></crs:Curve>
  </rdf:Description>`);
const elementForm = packet(`
  <rdf:Description rdf:about=''  xmlns:xmp='${xap}'>
    <xmp:Rating> 2 </xmp:Rating>
    <xmp:Label>Grün 🚋</xmp:Label>
  </rdf:Description>`);
const several = packet(`
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>image/jpeg</dc:format></rdf:Description>
  <rdf:Description rdf:about="" xmlns:xap="${xap}"><xap:Rating>2</xap:Rating></rdf:Description>`);
const hidden = packet(`<?app xmp:Rating="1"?><!-- <xmp:Rating>1</xmp:Rating> -->
  <rdf:Description rdf:about="" xmlns:xmp="${xap}" xmlns:a="urn:a" xmp:Rating = '2' a:b="x:Rating='1'">
    <a:note><![CDATA[<xmp:Rating>1</xmp:Rating>]]></a:note>
    <a:part><rdf:Description xmp:Rating="1"><xmp:Rating>1</xmp:Rating></rdf:Description></a:part>
  </rdf:Description>`);
const unrated = packet(`<rdf:Description rdf:about=""
   xmlns:crs="urn:crs"
   crs:Exposure="1"/>`);

const utf16 = (text: string, isBig: boolean): Buffer => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
};

const rated: readonly (readonly [string, Buffer])[] = [
  ['an attribute', Buffer.from(attributeForm)],
  ['an element', Buffer.from(elementForm)],
  ['the second description', Buffer.from(several)],
  ['none of those that are not it', Buffer.from(hidden)],
  ['lines that end in CR LF', Buffer.from(attributeForm.replaceAll('\n', '\r\n'))],
  ['a file with a byte order mark', Buffer.from(`\uFEFF${elementForm}`)],
  ['UTF-16 LE', utf16(elementForm, false)],
  ['UTF-16 BE', utf16(`<?xml version="1.0" encoding="UTF-16"?>${attributeForm}`, true)],
];

/** What two contents begin and end with alike, so that what is left of each is what was changed. */
function changed(before: Buffer, after: Buffer): { before: string; after: string } {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  const text = (bytes: Buffer): string =>
    bytes
      .subarray(start, bytes.length - end)
      .toString('latin1')
      .replaceAll('\0', '');
  return { before: text(before), after: text(after) };
}

describe('a rating', () => {
  test.each(rated)('is changed in %s, and no other byte', (_, bytes) => {
    expect(ratingIn(bytes)).toBe('2');
    for (const [rating, now] of [
      ['5', '5'],
      ['0', '0'],
      ['-1', '-1'],
    ] as const) {
      const edited = withRating(bytes, rating);
      expect(changed(bytes, edited)).toEqual({ before: '2', after: now });
      expect(ratingIn(edited)).toBe(rating);
      expect(withRating(edited, '2')).toEqual(bytes);
    }
  });

  test.each(rated)('is taken away from %s, and what is left is in order', (_, bytes) => {
    const without = withRating(bytes, null);
    expect(ratingIn(without)).toBeNull();
    expect(changed(bytes, without).after).toBe('');
    expect(readXmpSidecar(without)).toEqual({ ...readXmpSidecar(bytes), rating: null });
  });

  test('that there is not is put behind the last attribute, with its namespace, and comes off again', () => {
    const bytes = Buffer.from(unrated);
    const edited = withRating(bytes, '4');
    const added = `\n   xmlns:xmp="${xap}"\n   xmp:Rating="4"`;
    expect(edited.toString()).toBe(unrated.replace('crs:Exposure="1"', `crs:Exposure="1"${added}`));
    expect(readXmpSidecar(edited).rating).toBe(4);
    expect(withRating(edited, null).toString()).toBe(unrated.replace('="1"', `="1"\n   xmlns:xmp="${xap}"`));
    expect(withRating(bytes, null)).toEqual(bytes);
  });

  test('is named by the prefix that its namespace has there, and by none that means something else', () => {
    const own = packet(`<rdf:Description xmlns:xap="${xap}" xap:Label="Red"></rdf:Description>`);
    expect(withRating(Buffer.from(own), '3').toString()).toBe(own.replace('"Red"', '"Red" xap:Rating="3"'));
    const taken = packet('<rdf:Description xmlns:xmp="urn:other" xmp:Rating="9"/>');
    expect(ratingIn(Buffer.from(taken))).toBeNull();
    expect(withRating(Buffer.from(taken), '3').toString()).toBe(
      taken.replace('"9"', `"9" xmlns:xap="${xap}" xap:Rating="3"`),
    );
    const bare = packet('<rdf:Description/>');
    expect(withRating(Buffer.from(bare), '3').toString()).toContain(
      `<rdf:Description xmlns:xmp="${xap}" xmp:Rating="3"/>`,
    );
  });

  test('is put into an empty element', () => {
    const empty = packet(`<rdf:Description xmlns:xmp="${xap}"><xmp:Rating /></rdf:Description>`);
    const edited = withRating(Buffer.from(empty), '3').toString();
    expect(edited).toBe(empty.replace('<xmp:Rating />', '<xmp:Rating >3</xmp:Rating>'));
  });

  test('alone makes a sidecar that is read', () => {
    expect(readXmpSidecar(sidecarOf('-1'))).toMatchObject({ rating: -1, warnings: [] });
    expect(withRating(sidecarOf('3'), '5')).toEqual(sidecarOf('5'));
  });
});

describe('left alone is', () => {
  const description = (inside: string): string =>
    packet(`<rdf:Description xmlns:xmp="${xap}">${inside}</rdf:Description>`);
  test.each([
    ['nothing', '', 'not well-formed'],
    ['what is not XML', 'Rating 3', 'not well-formed'],
    ['what is cut off', attributeForm.slice(0, -30), 'not well-formed'],
    ['a prefix that nothing is said of', packet('<rdf:Description xmp:Rating="2"/>'), 'not well-formed'],
    ['no description', packet(''), 'no rdf:Description'],
    ['a description that is in no RDF', `<rdf:Description ${rdf}/>`, 'no rdf:Description'],
    ['a document type', `<!DOCTYPE x [<!ENTITY r "2">]>${attributeForm}`, 'document type'],
    ['two ratings', description('<xmp:Rating>2</xmp:Rating><xmp:Rating>3</xmp:Rating>'), 'more than one xmp:Rating'],
    ['a comment in the rating', description('<xmp:Rating>2<!-- of five --></xmp:Rating>'), 'no plain text'],
    ['a rating in CDATA', description('<xmp:Rating><![CDATA[2]]></xmp:Rating>'), 'no plain text'],
    [
      'a list of ratings',
      description('<xmp:Rating><rdf:Bag><rdf:li>2</rdf:li></rdf:Bag></xmp:Rating>'),
      'no plain text',
    ],
    ['a rating with attributes', description('<xmp:Rating rdf:resource="urn:x"/>'), 'has attributes'],
    ['another encoding', `<?xml version="1.0" encoding="ISO-8859-1"?>${attributeForm}`, 'ISO-8859-1'],
  ])('%s', (_, text, reason) => {
    expect(() => withRating(Buffer.from(text), '4')).toThrow(XmpNotUnderstood);
    expect(() => withRating(Buffer.from(text), '4')).toThrow(reason);
  });

  test('what is no Unicode', () => {
    const latin = Buffer.from(elementForm.replace(' 🚋', ''), 'latin1');
    expect(() => withRating(latin, '4')).toThrow('not valid UTF-8');
    expect(() => withRating(utf16(elementForm, false).subarray(0, -1), '4')).toThrow('not valid UTF-16LE');
  });
});

const exiftool = spawnSync('exiftool', ['-ver']).status === 0;
if (!exiftool) process.stderr.write('SKIPPED: exiftool is not installed, so it does not read what is written\n');

test.skipIf(!exiftool)('exiftool reads what is written', async () => {
  await using dir = await tempFolder();
  // It knows UTF-16 LE only where the text says so, too.
  const known = rated.filter(([name]) => name !== 'UTF-16 LE').map(([, bytes]) => withRating(bytes, '4'));
  const contents = [...known, withRating(Buffer.from(unrated), '4'), sidecarOf('4')];
  const paths = contents.map((_, i) => join(dir.path, `${i}.xmp`));
  for (const [i, path] of paths.entries()) writeFileSync(path, contents[i] ?? '');
  const said = paths.map((path) => spawnSync('exiftool', ['-s3', '-XMP-xmp:Rating', path]).stdout.toString().trim());
  expect(said).toEqual(contents.map(() => '4'));
});
