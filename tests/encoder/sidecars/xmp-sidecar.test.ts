import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noFacts, SidecarFacts } from '../../../src-main/core/sidecars/sidecar-facts.ts';
import { readXmpSidecar } from '../../../src-main/encoder/sidecars/xmp-sidecar.ts';
import { xmpPacket } from '../../fixtures/metadata/build-blocks.ts';

const namespaces = [
  'xmlns:digiKam="http://www.digikam.org/ns/1.0/"',
  'xmlns:darktable="http://darktable.sf.net/"',
  'xmlns:MicrosoftPhoto="http://ns.microsoft.com/photo/1.0/"',
  'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"',
].join(' ');

function read(elements: string, attributes = ''): SidecarFacts {
  return readXmpSidecar(xmpPacket(elements, `${namespaces} ${attributes}`));
}

function bag(property: string, ...items: string[]): string {
  return `<${property}><rdf:Bag>${items.map((item) => `<rdf:li>${item}</rdf:li>`).join('')}</rdf:Bag></${property}>`;
}

describe('a capture date', () => {
  const dates: [elements: string, takenAt: string | null, offset: number | null][] = [
    ['<exif:DateTimeOriginal>2019-07-04T10:11:12+02:00</exif:DateTimeOriginal>', '2019-07-04T10:11:12', 120],
    ['<photoshop:DateCreated>2019-07-04T10:11:12.125</photoshop:DateCreated>', '2019-07-04T10:11:12.125', null],
    ['<photoshop:DateCreated>2019-07-04T10:11</photoshop:DateCreated>', '2019-07-04T10:11:00', null],
    ['<photoshop:DateCreated>2019-07-04</photoshop:DateCreated>', '2019-07-04', null],
    ['<photoshop:DateCreated>2019-07</photoshop:DateCreated>', '2019-07', null],
    ['<photoshop:DateCreated>2019</photoshop:DateCreated>', '2019', null],
    ['<photoshop:DateCreated>1957</photoshop:DateCreated>', '1957', null],
    [
      '<photoshop:DateCreated>2018-01-01</photoshop:DateCreated><exif:DateTimeOriginal>2019-01-01T00:00:00</exif:DateTimeOriginal>',
      ...(['2019-01-01T00:00:00', null] as const),
    ],
    [
      '<exif:DateTimeOriginal>soon</exif:DateTimeOriginal><photoshop:DateCreated>2018-01</photoshop:DateCreated>',
      ...(['2018-01', null] as const),
    ],
    ['<photoshop:DateCreated>2019-13</photoshop:DateCreated>', null, null],
    ['<photoshop:DateCreated>2019-02-30</photoshop:DateCreated>', null, null],
    ['<xmp:CreateDate>2019-07-04T10:11:12</xmp:CreateDate>', null, null],
    ['<xmp:ModifyDate>2019-07-04T10:11:12</xmp:ModifyDate>', null, null],
    ['<xmp:MetadataDate>2019-07-04T10:11:12</xmp:MetadataDate>', null, null],
  ];
  test.each(dates)('%s', (elements, takenAt, takenAtOffsetMinutes) => {
    expect(read(elements)).toMatchObject({ takenAt, takenAtOffsetMinutes, warnings: [] });
  });
});

describe('keywords', () => {
  test('are those of all writers, in a hierarchy with all levels', () => {
    const elements = [
      bag('dc:subject', 'sun', 'Arezzo'),
      bag('lr:hierarchicalSubject', 'Places|Italy|Arezzo', 'sea', 'USA|New York| |New York'),
      bag('digiKam:TagsList', 'Places/Italy/Arezzo', 'People/Bo', '_Digikam_Internal_Tags_/Current Version'),
      bag('MicrosoftPhoto:LastKeywordXMP', 'Animals/Cat'),
    ];
    expect(read(elements.join('')).keywords).toEqual([
      ...['Places|Italy|Arezzo', 'sea', 'USA|New York|New York', 'People|Bo', 'Animals|Cat', 'sun'],
    ]);
  });

  test('are apart from names of people', () => {
    expect(read(bag('Iptc4xmpExt:PersonInImage', 'Ada Lovelace', ' ', 'Bo', 'Bo'))).toMatchObject({
      people: ['Ada Lovelace', 'Bo'],
      keywords: [],
    });
  });
});

describe('a label', () => {
  const labels: [elements: string, attributes: string, label: string | null][] = [
    ['', 'xmp:Label="Red"', 'red'],
    ['', 'xmp:Label="Grün"', 'green'],
    ['', 'xmp:Label="To print"', 'To print'],
    ['', 'xmp:Label=""', null],
    ['', 'digiKam:ColorLabel="0"', null],
    ['', 'digiKam:ColorLabel="2"', 'orange'],
    ['', 'digiKam:ColorLabel="12"', null],
    ['<darktable:colorlabels><rdf:Seq><rdf:li>4</rdf:li></rdf:Seq></darktable:colorlabels>', '', 'purple'],
  ];
  test.each(labels)('%s%s', (elements, attributes, label) => {
    expect(read(elements, attributes).label).toBe(label);
  });
});

describe('a position', () => {
  const positions: [attributes: string, latitude: number | null, longitude: number | null, altitude: number | null][] =
    [
      ['exif:GPSLatitude="48,8.25N" exif:GPSLongitude="11,34.5E"', 48.1375, 11.575, null],
      ['exif:GPSLatitude="48,8,15S" exif:GPSLongitude="11,34,30W"', -48.1375, -11.575, null],
      [
        'exif:GPSLatitude="48.1375" exif:GPSLatitudeRef="N" exif:GPSLongitude="11.575" exif:GPSLongitudeRef="W"',
        ...([48.1375, -11.575, null] as const),
      ],
      ['exif:GPSLatitude="-48.1375" exif:GPSLongitude="11.575"', -48.1375, 11.575, null],
      [
        'exif:GPSLatitude="48,0N" exif:GPSLongitude="11,0E" exif:GPSAltitude="1051/2" exif:GPSAltitudeRef="0"',
        ...([48, 11, 525.5] as const),
      ],
      [
        'exif:GPSLatitude="31,30N" exif:GPSLongitude="35,30E" exif:GPSAltitude="430/1" exif:GPSAltitudeRef="1"',
        ...([31.5, 35.5, -430] as const),
      ],
      ['exif:GPSLatitude="0,0N" exif:GPSLongitude="0,0E" exif:GPSAltitude="5"', null, null, null],
      ['exif:GPSLatitude="95,0N" exif:GPSLongitude="11,0E"', null, null, null],
      ['exif:GPSLatitude="48,0N"', null, null, null],
      ['exif:GPSLatitude="north" exif:GPSLongitude="11,0E"', null, null, null],
    ];
  test.each(positions)('%s', (attributes, latitude, longitude, altitudeMetres) => {
    const found = read('', attributes);
    expect(found.altitudeMetres).toBe(altitudeMetres);
    for (const [value, expected] of [
      [found.latitude, latitude],
      [found.longitude, longitude],
    ] as const) {
      if (expected === null) expect(value).toBeNull();
      else expect(value).toBeCloseTo(expected, 9);
    }
  });
});

test('title, description and stars are read, in the language that is meant for all', () => {
  const text = (language: string, value: string): string => `<rdf:li xml:lang="${language}">${value}</rdf:li>`;
  const elements = `<dc:title><rdf:Alt>${text('de', 'Hafen')}${text('x-default', 'Harbour')}</rdf:Alt></dc:title>
    <dc:description><rdf:Alt>${text('x-default', 'At dawn')}</rdf:Alt></dc:description>`;
  expect(read(elements, 'xmp:Rating="-1"')).toEqual({
    ...noFacts,
    title: 'Harbour',
    description: 'At dawn',
    rating: -1,
  });
});

test('whatever the file, it is read without an error, as the engine takes it', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('<exif:DateTimeOriginal>', '</exif:DateTimeOriginal>', '2019-07', '<rdf:li>', '</rdf:Bag>', '&#0;'),
  );
  fc.assert(
    fc.property(fc.array(piece), fc.boolean(), (pieces, isWrapped) => {
      const text = pieces.join('');
      const facts = readXmpSidecar(isWrapped ? xmpPacket(text) : Buffer.from(text));
      expect(SidecarFacts.safeParse(facts).success).toBe(true);
    }),
  );
});
