import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateFromName } from '../../../src-main/core/dates/name-date.ts';
import { localDate, photoDatePattern } from '../../../src-main/core/dates/photo-date.ts';

const now = Date.UTC(2026, 5, 1, 12);

describe('the name of a file says', () => {
  const names: [name: string, date: string][] = [
    ['IMG-20190312-WA0001.jpg', '2019-03-12'],
    ['WhatsApp Image 2021-07-04 at 15.30.22.jpeg', '2021-07-04T15:30:22'],
    ['WhatsApp Image 2021-07-04 at 3.30.22 PM (1).jpeg', '2021-07-04T15:30:22'],
    ['WhatsApp Bild 2021-07-04 um 15.30.22_a1b2c3.jpg', '2021-07-04T15:30:22'],
    ['20180707_081500.jpg', '2018-07-07T08:15:00'],
    ['20180707_081500(0).jpg', '2018-07-07T08:15:00'],
    ['20180707081500.jpg', '2018-07-07T08:15:00'],
    ['IMG_20200101_101010_HDR.jpg', '2020-01-01T10:10:10'],
    ['IMG_20200101_101010~2.jpg', '2020-01-01T10:10:10'],
    ['MVIMG_20190101_101010.jpg', '2019-01-01T10:10:10'],
    ['00014IMG_00014_BURST20171111030039_COVER.jpg', '2017-11-11T03:00:39'],
    ['00100dPORTRAIT_00100_BURST20190101101010123_COVER.jpg', '2019-01-01T10:10:10.123'],
    ['VID_20170304_050607.jpg', '2017-03-04T05:06:07'],
    ['WP_20140203_12_34_56_Pro.jpg', '2014-02-03T12:34:56'],
    ['WP_20140203_001.jpg', '2014-02-03'],
    ['DJI_20230405060708_0001_D.JPG', '2023-04-05T06:07:08'],
    ['Screenshot_2020-05-17-18-22-05.png', '2020-05-17T18:22:05'],
    ['Screenshot_2020-05-17-18-22-05-123_com.example.app.png', '2020-05-17T18:22:05.123'],
    ['Screenshot_20200517-182205_Chrome.jpg', '2020-05-17T18:22:05'],
    ['Screen Shot 2019-01-02 at 9.04.05 PM.png', '2019-01-02T21:04:05'],
    ['Screen Shot 2019-01-02 at 12.04.05 AM.png', '2019-01-02T00:04:05'],
    ['Screenshot 2024-01-02 at 3.04.05\u202FPM.png', '2024-01-02T15:04:05'],
    ['Screenshot 2024-01-02 150405.png', '2024-01-02T15:04:05'],
    ['Bildschirmfoto 2019-01-02 um 21.04.05.png', '2019-01-02T21:04:05'],
    ['Bildschirmfoto vom 2020-05-17 18-22-05.png', '2020-05-17T18:22:05'],
    ['Capture d’écran 2019-01-02 à 21.04.05.png', '2019-01-02T21:04:05'],
    ['Captura de pantalla 2019-01-02 a las 21.04.05.png', '2019-01-02T21:04:05'],
    ['截屏2019-01-02 下午9.04.05.png', '2019-01-02T21:04:05'],
    ['스크린샷 2019-01-02 오후 9.04.05.png', '2019-01-02T21:04:05'],
    ['signal-2023-02-03-101112.jpg', '2023-02-03T10:11:12'],
    ['signal-2023-02-03-10-11-12-345.jpg', '2023-02-03T10:11:12.345'],
    ['photo_2021-05-06_07-08-09.jpg', '2021-05-06T07:08:09'],
    ['photo_2021-05-06_07-08-09 (2).jpg', '2021-05-06T07:08:09'],
    ['photo_12@06-05-2021_07-08-09.jpg', '2021-05-06T07:08:09'],
    ['2016-08-09 11.22.33.jpg', '2016-08-09T11:22:33'],
    ['2016-08-09 11.22.33-1.jpg', '2016-08-09T11:22:33'],
    ['KakaoTalk_20190312_081500123.jpg', '2019-03-12T08:15:00.123'],
    ['LRM_EXPORT_123456789_20190312_081500123.jpeg', '2019-03-12T08:15:00.123'],
    ['viber_image_2019-03-12_08-15-00.jpg', '2019-03-12T08:15:00'],
    ['2020-02-29.jpg', '2020-02-29'],
    ['2019_03_12 wedding.jpg', '2019-03-12'],
    ['20190312.jpg', '2019-03-12'],
    ['20190312 (2).jpg', '2019-03-12'],
    ['２０１９-03-12.jpg', '2019-03-12'],
    // What follows is no time.
    ['2019-03-12-99-99-99.jpg', '2019-03-12'],
    ['20190312_1.jpg', '2019-03-12'],
  ];
  test.each(names)('%s', (name, date) => {
    expect(dateFromName(name, now)).toBe(date);
  });

  const moments: [name: string, utcMs: number][] = [
    ['PXL_20220101_120000123.jpg', Date.UTC(2022, 0, 1, 12, 0, 0, 123)],
    ['PXL_20220101_120000123.PORTRAIT.jpg', Date.UTC(2022, 0, 1, 12, 0, 0, 123)],
    ['FB_IMG_1556012345678.jpg', 1_556_012_345_678],
    ['mmexport1556012345678.jpg', 1_556_012_345_678],
    ['received_1556012345678.jpeg', 1_556_012_345_678],
    ['1556012345678.jpg', 1_556_012_345_678],
  ];
  test.each(moments)('%s, a moment by the clock of this machine', (name, utcMs) => {
    expect(dateFromName(name, now)).toBe(localDate(utcMs));
  });
});

describe('the name of a file says nothing', () => {
  const names = [
    'DSC_20191.jpg',
    'DSC_0123.jpg',
    'IMG_2019.jpg',
    'P1010123.jpg',
    '100_2019.jpg',
    '201903.jpg',
    '2019031.jpg',
    '201903120.jpg',
    '201903121530.jpg',
    '20190230.jpg',
    '20191301.jpg',
    '20190312998877.jpg',
    '19891231.jpg',
    '18990101.jpg',
    '2026-06-09.jpg',
    '20991231_101010.jpg',
    '4006381333931.jpg',
    '1999999999999.jpg',
    'received_10155432109876543.jpeg',
    '12345678_10155432109876543_20190312_n.jpg',
    '20190312-41d4-4716-a716-446655440000.jpg',
    '3f20190312aa2019031200aabbccddee.jpg',
    '2019-03_12.jpg',
    '1920x1080.png',
    '',
    '.jpg',
  ];
  test.each(names)('%s', (name) => {
    expect(dateFromName(name, now)).toBeNull();
  });
});

describe('whatever the name', () => {
  test('it is read without an error, and what is found is a day of the calendar in range', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.stringMatching(/^[-_. 0-9T@:()]{1,30}$/u),
      fc.constantFrom('IMG', 'PXL_', ' at ', ' um ', 'PM', '下午', '20190312', '2019-03-12', '.jpg', '\u202F'),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString().replaceAll(/[T:]/gu, '-')),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const date = dateFromName(pieces.join(''), now);
        if (date === null) return;
        expect(date).toMatch(photoDatePattern);
        const whole = date.length === 10 ? `${date}T00:00:00` : date;
        expect(new Date(`${whole}Z`).toISOString()).toContain(whole);
        expect(date >= '1990-01-01' && date <= '2026-06-03').toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('any day of these years is found again', () => {
    const day = fc.date({
      min: new Date('1990-01-01T00:00:00Z'),
      max: new Date('2026-05-31T23:59:59Z'),
      noInvalidDate: true,
    });
    const write = fc.constantFrom(
      (iso: string) => `IMG_${iso.slice(0, 10).replaceAll('-', '')}_${iso.slice(11, 19).replaceAll(':', '')}.jpg`,
      (iso: string) => `Screenshot_${iso.slice(0, 19).replaceAll(/[T:]/gu, '-')}.png`,
      (iso: string) => `${iso.slice(0, 10)} ${iso.slice(11, 19).replaceAll(':', '.')}.jpg`,
      (iso: string) => `WhatsApp Image ${iso.slice(0, 10)} at ${iso.slice(11, 19).replaceAll(':', '.')}.jpeg`,
    );
    fc.assert(
      fc.property(day, write, (moment, named) => {
        const iso = moment.toISOString();
        expect(dateFromName(named(iso), now)).toBe(iso.slice(0, 19));
      }),
    );
  });
});
