import { iptcRecords, photoshopBlock, tiffBlock } from '../fixtures/metadata/build-blocks.ts';
import { writtenPacket } from '../fixtures/metadata/build-people.ts';
import { jpegWith } from '../fixtures/stacks/build-files.ts';
import { photo } from '../helpers/photos.ts';
import { testFacts } from '../helpers/test-facts.ts';

async function written(seed: number, elements: string, attributes = ''): Promise<Buffer> {
  return jpegWith(await photo(seed), { xmp: writtenPacket(elements, attributes) });
}

const shown = (fields: string): string =>
  `<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li><rdf:Description ${fields}/></rdf:li></rdf:Bag></Iptc4xmpExt:LocationShown>`;

const inIptc = photoshopBlock([
  [
    0x0404,
    iptcRecords([
      [90, 'Vík'],
      [92, 'Reynisfjara'],
      [95, 'Suðurland'],
      [101, 'Iceland'],
    ]),
  ],
]);

/** Degrees of EXIF, whole ones. */
const exifPosition = (latitude: number, longitude: number): Buffer =>
  tiffBlock({
    gps: [
      { tag: 1, ascii: 'N' },
      { tag: 2, rational: [[latitude, 1]] },
      { tag: 3, ascii: 'E' },
      { tag: 4, rational: [[longitude, 1]] },
      { tag: 6, rational: [[12, 1]] },
    ],
  });

testFacts(
  () => ({
    '1.jpg': written(1, '', 'photoshop:City="Lisbon" photoshop:Country="Portugal" Iptc4xmpCore:Location="Alfama"'),
    '2.jpg': photo(2).then((jpeg) => jpegWith(jpeg, { iptc: inIptc })),
    '3.jpg': written(3, shown('Iptc4xmpExt:City="Köln" Iptc4xmpExt:CountryName="Deutschland"')),
    '4.jpg': written(4, '', 'photoshop:City="Paris" photoshop:State="Texas" photoshop:Country="USA"'),
    '5.jpg': written(5, '', 'photoshop:City="Paris"'),
    '6.jpg': written(6, '', 'exif:GPSLatitude="38,42.7255N" exif:GPSLongitude="9,8.2W"'),
    '7.jpg': written(7, '', 'exif:GPSLatitude="38.71" exif:GPSLongitude="-9.14" exif:GPSLongitudeRef="E"'),
    '8.jpg': written(8, '', 'exif:GPSLatitude="38,42,43N" exif:GPSLongitude="9,8,12W"'),
    '9.jpg': photo(9).then((jpeg) =>
      jpegWith(jpeg, {
        exif: exifPosition(64, 26),
        xmp: writtenPacket('', 'exif:GPSLatitude="38,42N" exif:GPSLongitude="9,8W"'),
      }),
    ),
    '10.jpg': photo(10).then((jpeg) => jpegWith(jpeg, { exif: exifPosition(0, 0) })),
    '11.jpg': photo(11),
    '11.xmp': writtenPacket('', 'photoshop:City="Lissabon"'),
    '13.jpg': written(13, '', 'photoshop:State="Bavaria" photoshop:Country="Germany"'),
    '12.jpg': written(12, '', 'exif:GPSLatitude="0.00005" exif:GPSLongitude="0.00005"'),
  }),
  [
    {
      says: 'a city, a position, a city in German',
      typed: 'in:Lisbon',
      finds: ['1.jpg', '11.jpg', '6.jpg', '7.jpg', '8.jpg'],
    },
    { says: 'a country', typed: 'in:Portugal', finds: ['1.jpg', '6.jpg', '7.jpg', '8.jpg'] },
    { says: 'a country in IPTC', typed: 'in:Iceland', finds: ['2.jpg'] },
    { says: 'a country in German', typed: 'in:Germany', finds: ['13.jpg', '3.jpg'] },
    { says: 'a city by its own name', typed: 'in:Cologne', finds: ['3.jpg'] },
    { says: 'a city of another country', typed: 'in:"Paris, Texas"', finds: ['4.jpg', '5.jpg'] },
    { says: 'a city without a country', typed: 'in:"Paris, France"', finds: ['5.jpg'] },
    { says: 'a country by its short name', typed: 'in:"United States"', finds: ['4.jpg'] },
    { says: 'a place in XMP', typed: 'Alfama', finds: ['1.jpg'] },
    { says: 'a place that no list has', typed: 'in:Alfama', finds: ['1.jpg'] },
    { says: 'a place that no list has', typed: 'in Alfama', finds: ['1.jpg'] },
    { says: 'a state', typed: 'in:Bavaria', finds: ['13.jpg'] },
    { says: 'a state', typed: 'in Bavaria', finds: ['13.jpg'] },
    { says: 'a place in IPTC', typed: 'Reynisfjara', finds: ['2.jpg'] },
    { says: 'a state in IPTC', typed: 'sudurland', finds: ['2.jpg'] },
    { says: 'a position of EXIF before that of XMP', typed: 'in:Finland', finds: ['9.jpg'] },
    { says: 'zeros, and what is left of them', typed: 'near:"Accra, 2000 km"', finds: [] },
  ],
);
