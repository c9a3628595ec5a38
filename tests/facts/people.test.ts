import { jpegWith } from '../fixtures/stacks/build-files.ts';
import { bag, microsoftRegions, mwgRegions, writtenPacket } from '../fixtures/metadata/build-people.ts';
import { photo } from '../helpers/photos.ts';
import { testFacts } from '../helpers/test-facts.ts';

async function written(seed: number, elements: string): Promise<Buffer> {
  return jpegWith(await photo(seed), { xmp: writtenPacket(elements) });
}

const [anna, bo] = [
  { name: 'Anna Berg', area: [0.25, 0.25, 0.2, 0.2] as const },
  { name: 'Bo Müller', area: [0.75, 0.25, 0.2, 0.2] as const },
];

testFacts(
  () => ({
    'a/1.jpg': written(1, mwgRegions([anna])),
    'a/2.jpg': written(2, mwgRegions([anna, bo])),
    'a/3.jpg': written(3, microsoftRegions({ 'Carla Diaz': '0.1, 0.2, 0.3, 0.4', 'Joanna Lee': '' })),
    'a/4.jpg': written(4, bag('Iptc4xmpExt:PersonInImage', 'Dora Eng', 'Anna Berg')),
    'a/5.jpg': photo(5),
    'a/5.xmp': writtenPacket(mwgRegions([bo])),
    'b/6.jpg': photo(6),
    'b/7.png': photo(7, { format: 'png' }),
    'b/.picasa.ini': [
      '[Contacts2]',
      '8e62b2035b74b477=Erik Falk;;',
      '[contacts]',
      '4759b81b2bd1b5c2=Greta Holm;greta@example.org; ;',
      '[6.jpg]',
      'faces=rect64(3f845bcb59418507),8e62b2035b74b477;rect64(1000200030004000),ffffffffffffffff',
      '[7.png]',
      'faces=rect64(8c0a3eb9bf3e94a3),4759b81b2bd1b5c2',
      'star=yes',
    ].join('\r\n'),
    'c/8.jpg': photo(8),
    'c/8.jpg.json': JSON.stringify({ title: '8.jpg', people: [{ name: 'Ida Jung' }] }),
    'd/10.jpg': written(10, mwgRegions([{ ...anna, name: '山田太郎' }])),
    'd/11.jpg': written(
      11,
      bag('Iptc4xmpExt:PersonInImage', 'Zoe\u0308 Kühn', 'Zo\u00eb Ku\u0308hn', 'Zo\u00eb K\u00fchn'),
    ),
    'd/12.jpg': written(12, bag('Iptc4xmpExt:PersonInImage', 'Zo\u00eb K\u00fchn')),
    'c/9.jpg': written(9, mwgRegions([{ ...anna, name: 'Rex', type: 'Pet' }])),
  }),
  [
    { says: 'a region of MWG', typed: 'Anna Berg', finds: ['a/1.jpg', 'a/2.jpg', 'a/4.jpg'] },
    { says: 'a region of MWG', typed: 'person:anna', finds: ['a/1.jpg', 'a/2.jpg', 'a/4.jpg'] },
    { says: 'a region of MWG', typed: 'person:"Anna Berg"', finds: ['a/1.jpg', 'a/2.jpg', 'a/4.jpg'] },
    { says: 'a region of MWG', typed: 'person:"berg anna"', finds: ['a/1.jpg', 'a/2.jpg', 'a/4.jpg'] },
    { says: 'a part of a word of a name', typed: 'person:ann', finds: [] },
    { says: 'people together', typed: 'person:anna person:bo', finds: ['a/2.jpg'] },
    { says: 'a name with an umlaut', typed: 'person:mueller', finds: ['a/2.jpg', 'a/5.jpg'] },
    { says: 'a name with an umlaut', typed: 'person:MULLER', finds: ['a/2.jpg', 'a/5.jpg'] },
    { says: 'a region of Microsoft', typed: 'person:carla', finds: ['a/3.jpg'] },
    { says: 'a name without a region', typed: 'Joanna Lee', finds: ['a/3.jpg'] },
    { says: 'PersonInImage', typed: 'Dora', finds: ['a/4.jpg'] },
    { says: 'PersonInImage', typed: 'person:dora', finds: ['a/4.jpg'] },
    { says: 'a sidecar', typed: 'person:"Bo Müller"', finds: ['a/2.jpg', 'a/5.jpg'] },
    { says: 'contacts of Picasa', typed: 'person:erik', finds: ['b/6.jpg'] },
    { says: 'contacts of Picasa', typed: 'Erik Falk', finds: ['b/6.jpg'] },
    { says: 'older contacts of Picasa', typed: 'person:"Greta Holm"', finds: ['b/7.png'] },
    { says: 'an export', typed: 'person:ida', finds: ['c/8.jpg'] },
    { says: 'a pet, who is no person', typed: 'person:rex', finds: [] },
    { says: 'a part of a name without spaces', typed: 'person:山田', finds: ['d/10.jpg'] },
    { says: 'a name in letters composed and not', typed: 'person:"Zoë Kühn"', finds: ['d/11.jpg', 'd/12.jpg'] },
    { says: 'nobody', typed: 'person:zo', finds: [] },
  ],
);
