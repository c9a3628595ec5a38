import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noFacts, SidecarFacts } from '../../../src-main/core/sidecars/sidecar-facts.ts';
import { picasaFacts, readPicasaNotes } from '../../../src-main/encoder/sidecars/picasa-ini.ts';

function read(photo: string, ...lines: string[]): SidecarFacts {
  const contacts = ['[Contacts2]', '8e62b2035b74b477=Ada Lovelace;;', '[Contacts]', 'aa=Bo;bo@example.org; ;'];
  return picasaFacts(readPicasaNotes(Buffer.from([...contacts, ...lines].join('\r\n'))), photo);
}

const share = (hex: number): number => expect.closeTo(hex / 0xff_ff, 9) as number;

describe('notes of Picasa', () => {
  test('name faces and where they are', () => {
    const facts = read(
      'a.jpg',
      '[A.JPG]',
      'faces=rect64(3f845bcb59418507),8E62B2035B74B477;rect64(100020003000400),aa',
    );
    expect(facts.people).toEqual(['Ada Lovelace', 'Bo']);
    expect(facts.faces).toEqual([
      {
        ...{ name: 'Ada Lovelace', x: share(0x3f84), y: share(0x5bcb), isUpright: true, drawnOn: null },
        ...{ width: share(0x5941 - 0x3f84), height: share(0x8507 - 0x5bcb) },
      },
      {
        ...{ name: 'Bo', x: share(0x0100), y: share(0x0200), isUpright: true, drawnOn: null },
        ...{ width: share(0x0200), height: share(0x0200) },
      },
    ]);
  });

  test.each([
    ['nobody', 'faces=rect64(3f845bcb59418507),ffffffffffffffff'],
    ['somebody who is not known', 'faces=rect64(3f845bcb59418507),1234'],
    ['no face', 'faces=somewhere'],
  ])('name %s', (_case, line) => {
    expect(read('a.jpg', '[a.jpg]', line)).toEqual(noFacts);
  });

  test.each(['rotate=rotate(1)', 'crop=rect64(1)', 'filters=crop64=1,40004000c000c000;'])(
    'say nowhere of a photo that Picasa turned or cut: %s',
    (line) => {
      const facts = read('a.jpg', '[a.jpg]', 'faces=rect64(3f845bcb59418507),aa', line);
      expect([facts.people, facts.faces]).toEqual([['Bo'], []]);
    },
  );

  test('say stars, captions and keywords', () => {
    expect(read('ä.png', '[a\u0308.png]', 'star=yes', 'caption=By the lake', 'keywords=sun, sea')).toEqual({
      ...noFacts,
      ...{ favourite: true, description: 'By the lake', keywords: ['sun', 'sea'] },
    });
  });

  test('of others are none of a photo', () => {
    expect(read('b.jpg', '[a.jpg]', 'star=yes')).toEqual(noFacts);
  });
});

test('whatever the file, it is read without an error, as the engine takes it', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '[a.jpg]\n',
      '[Contacts2]\n',
      'aa=Ada\n',
      'faces=',
      'rect64(',
      'ffffffff',
      '),aa;',
      '__proto__',
      '=',
      ';',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const facts = picasaFacts(readPicasaNotes(Buffer.from(`[a.jpg]\n${pieces.join('')}`)), 'a.jpg');
      expect(SidecarFacts.safeParse(facts).success).toBe(true);
    }),
  );
});
