import { exifTag } from '../../src-main/encoder/metadata/exif.ts';
import { iptcRecords, photoshopBlock, tiffBlock } from '../fixtures/metadata/build-blocks.ts';
import { writtenPacket } from '../fixtures/metadata/build-people.ts';
import { jpegWith } from '../fixtures/stacks/build-files.ts';
import { photo } from '../helpers/photos.ts';
import { testFacts } from '../helpers/test-facts.ts';

interface Says {
  readonly original?: string;
  readonly digitized?: string;
  readonly changed?: string;
  readonly xmp?: string;
  readonly iptc?: readonly (readonly [number, string])[];
}

async function dated(seed: number, { original, digitized, changed, xmp, iptc }: Says): Promise<Buffer> {
  const tag = (number: number, ascii: string | undefined) => (ascii === undefined ? [] : [{ tag: number, ascii }]);
  const exif = [...tag(exifTag.dateTimeOriginal, original), ...tag(exifTag.dateTimeDigitized, digitized)];
  return jpegWith(await photo(seed), {
    exif: tiffBlock({ ifd0: tag(exifTag.modifyDate, changed), exif }),
    ...(xmp === undefined ? {} : { xmp: writtenPacket('', xmp) }),
    ...(iptc === undefined ? {} : { iptc: photoshopBlock([[0x0404, iptcRecords(iptc)]]) }),
  });
}

testFacts(
  () => ({
    'hour.jpg': dated(1, { original: '2015:08:22 24:08:19' }),
    'second.jpg': dated(2, { original: '2014:03:04 10:20:60' }),
    'afternoon.jpg': dated(3, { original: '2013:05:06 1:48:24 pm' }),
    'blank day.jpg': dated(4, { original: '1985:07:00 00:00:00' }),
    'blank month.jpg': dated(5, { original: '1978:  :     :  :  ' }),
    'year.jpg': dated(6, { xmp: 'photoshop:DateCreated="1978"' }),
    'month.jpg': dated(7, { xmp: 'photoshop:DateCreated="1985-07"' }),
    'typed.jpg': dated(8, { digitized: '2020:02:02 10:00:00', xmp: 'photoshop:DateCreated="1961-04-05"' }),
    'typed iptc.jpg': dated(9, { digitized: '2020:02:02 10:00:00', iptc: [[55, '19620506']] }),
    'zeros iptc.jpg': dated(10, { digitized: '2020:02:02 10:00:00', iptc: [[55, '19630000']] }),
    'camera.jpg': dated(11, { original: '2012:12:12 12:12:12', xmp: 'photoshop:DateCreated="1961-04-05"' }),
    'sidecar.jpg': dated(12, { original: '2012:12:12 12:12:12' }),
    'sidecar.xmp': writtenPacket('', 'photoshop:DateCreated="1964-06"'),
    'changed.jpg': dated(13, { changed: '2021:01:01 10:00:00', xmp: 'photoshop:DateCreated="1965"' }),
    'only changed.jpg': dated(14, { changed: '2021:03:01 10:00:00 ' }),
    'rubbish.jpg': dated(15, { original: '2011:11:10 09:08:07 ~\u0001x' }),
    'no day.jpg': dated(16, { original: '2010:02:31 10:00:00', digitized: '2010:04:01 10:00:00' }),
  }),
  [
    { says: 'hour 24', typed: 'on:2015-08-22', finds: ['hour.jpg'] },
    { says: 'second 60', typed: 'on:2014-03-04', finds: ['second.jpg'] },
    { says: 'an hour of the afternoon', typed: 'on:2013-05-06', finds: ['afternoon.jpg'] },
    { says: 'a day of zeros, a month alone', typed: 'on:1985-07', finds: ['blank day.jpg', 'month.jpg'] },
    { says: 'a month alone', typed: 'on:1985-07-01', finds: [] },
    { says: 'a year with blanks, a year alone', typed: 'on:1978', finds: ['blank month.jpg', 'year.jpg'] },
    { says: 'a year alone', typed: 'on:1978-01', finds: [] },
    { says: 'what a person typed, before the scanner', typed: 'on:1961-04-05', finds: ['typed.jpg'] },
    { says: 'what a person typed in IPTC', typed: 'on:1962-05-06', finds: ['typed iptc.jpg'] },
    { says: 'a year with zeros in IPTC', typed: 'on:1963', finds: ['zeros iptc.jpg'] },
    { says: 'the camera, before what was typed', typed: 'on:2012-12-12', finds: ['camera.jpg'] },
    { says: 'a sidecar, before the camera', typed: 'on:1964-06', finds: ['sidecar.jpg'] },
    { says: 'what was typed, before a change', typed: 'on:1965', finds: ['changed.jpg'] },
    { says: 'nothing but a change', typed: 'on:2021', finds: ['only changed.jpg'] },
    { says: 'a scanner, which was before', typed: 'on:2020', finds: [] },
    { says: 'rubbish behind a date', typed: 'on:2011-11-10', finds: ['rubbish.jpg'] },
    { says: 'a day that there is not', typed: 'on:2010', finds: ['no day.jpg'] },
  ],
);
