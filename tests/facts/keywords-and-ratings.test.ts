import { exifTag } from '../../src-main/encoder/metadata/exif.ts';
import { iptcRecords, photoshopBlock, tiffBlock, type Tag } from '../fixtures/metadata/build-blocks.ts';
import { bag, writtenPacket } from '../fixtures/metadata/build-people.ts';
import { jpegWith } from '../fixtures/stacks/build-files.ts';
import { photo } from '../helpers/photos.ts';
import { testFacts } from '../helpers/test-facts.ts';

async function written(seed: number, elements: string, attributes = '', ifd0: readonly Tag[] = []): Promise<Buffer> {
  return jpegWith(await photo(seed), { exif: tiffBlock({ ifd0 }), xmp: writtenPacket(elements, attributes) });
}

const categories =
  '<acdsee:categories>&lt;Categories&gt;&lt;Category Assigned="0"&gt;Farm&lt;Category Assigned="1"&gt;Donkey&lt;/Category&gt;' +
  '&lt;Category Assigned="0"&gt;Ostrich&lt;/Category&gt;&lt;/Category&gt;&lt;/Categories&gt;</acdsee:categories>';
const xpKeywords = Buffer.from('Walrus;Seal\0', 'utf16le');

testFacts(
  () => ({
    'subject.jpg': written(1, bag('dc:subject', 'Heron')),
    'iptc.jpg': photo(2).then((jpeg) =>
      jpegWith(jpeg, { iptc: photoshopBlock([[0x0404, iptcRecords([[25, 'Magpie']])]]) }),
    ),
    'lr.jpg': written(3, bag('lr:hierarchicalSubject', 'Animals|Birds|Kestrel') + bag('dc:subject', 'Kestrel')),
    'digikam.jpg': written(4, bag('digiKam:TagsList', 'Animals/Fish/Trout')),
    'windows.jpg': written(5, bag('MicrosoftPhoto:LastKeywordXMP', 'Insects/Beetle')),
    'windows iptc.jpg': written(6, bag('MicrosoftPhoto:LastKeywordIPTC', 'Insects/Hornet')),
    'mediapro.jpg': written(7, bag('mediapro:CatalogSets', 'Insects|Cricket')),
    'acdsee.jpg': written(8, categories),
    'xp.jpg': written(9, '', '', [{ tag: exifTag.xpKeywords, bytes: xpKeywords }]),
    'sidecar.jpg': photo(10),
    'sidecar.xmp': writtenPacket(categories + bag('mediapro:CatalogSets', 'Reptiles|Gecko')),
  }),
  [
    { says: 'dc:subject', typed: 'heron', finds: ['subject.jpg'] },
    { says: 'IPTC', typed: 'magpie', finds: ['iptc.jpg'] },
    { says: 'a branch of Lightroom', typed: 'kestrel', finds: ['lr.jpg'] },
    { says: 'a branch above, in the photo', typed: 'animals', finds: ['digikam.jpg', 'lr.jpg'] },
    { says: 'a branch of digiKam', typed: 'trout', finds: ['digikam.jpg'] },
    { says: 'branches of others', typed: 'insects', finds: ['mediapro.jpg', 'windows iptc.jpg', 'windows.jpg'] },
    { says: 'a category of ACDSee', typed: 'donkey', finds: ['acdsee.jpg', 'sidecar.jpg'] },
    { says: 'a category above', typed: 'farm', finds: ['acdsee.jpg', 'sidecar.jpg'] },
    { says: 'a category that is not assigned', typed: 'ostrich', finds: [] },
    { says: 'keywords of Windows', typed: 'walrus', finds: ['xp.jpg'] },
    { says: 'a branch in a sidecar', typed: 'reptiles', finds: ['sidecar.jpg'] },
  ],
);

const stars = (value: number): Tag => ({ tag: exifTag.rating, short: [value] });
const percent = (value: number): Tag => ({ tag: exifTag.ratingPercent, short: [value] });

testFacts(
  () => ({
    'none.jpg': photo(1),
    'zero.jpg': written(2, '', 'xmp:Rating="0"'),
    'rejected.jpg': written(3, '', 'xmp:Rating="-1"'),
    'two.jpg': written(4, '', 'xmp:Rating="2"', [stars(4)]),
    'half.jpg': written(5, '', 'xmp:Rating="4.5"'),
    'windows.jpg': written(6, '', 'MicrosoftPhoto:Rating="75"'),
    'percent 1.jpg': written(7, '', '', [percent(1)]),
    'percent 50.jpg': written(8, '', '', [percent(50)]),
    'exif.jpg': written(9, '', '', [stars(3)]),
  }),
  [
    { says: 'none, or zero', typed: 'rating:0', finds: ['none.jpg', 'zero.jpg'] },
    { says: 'rejected', typed: 'rating:rejected', finds: ['rejected.jpg'] },
    { says: 'rejected', typed: 'rating:-1', finds: ['rejected.jpg'] },
    { says: 'few stars', typed: 'rating:<3', finds: ['none.jpg', 'percent 1.jpg', 'two.jpg', 'zero.jpg'] },
    { says: 'three stars', typed: 'rating:3', finds: ['exif.jpg', 'percent 50.jpg'] },
    { says: 'percents', typed: 'rating:4', finds: ['windows.jpg'] },
    { says: 'a half', typed: 'rating:5', finds: ['half.jpg'] },
    {
      says: 'some stars',
      typed: 'rating:>=1',
      finds: ['exif.jpg', 'half.jpg', 'percent 1.jpg', 'percent 50.jpg', 'two.jpg', 'windows.jpg'],
    },
  ],
);
