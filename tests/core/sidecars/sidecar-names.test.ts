import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sidecarKind, SidecarNames } from '../../../src-main/core/sidecars/sidecar-names.ts';

const long = 'a_photo_with_a_name_that_is_longer_than_exports_bear';
const cut46 = long.slice(0, 46);
const cut47 = long.slice(0, 47);
const decomposed = (text: string): string => text.normalize('NFD');

/** Sidecars of the photos that have any. */
function matched(photos: readonly string[], sidecars: readonly string[]): Record<string, string[]> {
  const names = new SidecarNames();
  for (const sidecar of sidecars) names.add(sidecar);
  return Object.fromEntries(
    photos.map((photo) => [photo, names.of(photo)] as const).filter(([, own]) => own.length > 0),
  );
}

describe('a photo has the sidecar', () => {
  const spellings: [photo: string, sidecar: string][] = [
    ['IMG_1.jpg', 'IMG_1.xmp'],
    ['IMG_1.jpg', 'IMG_1.jpg.xmp'],
    ['IMG_1.JPG', 'img_1.XMP'],
    ['IMG_1.NEF', 'IMG_1.xmp'],
    ['Straße.jpg', `${decomposed('Straße')}.xmp`],
    ['Zürich.jpg', `${decomposed('Zürich')}.xmp`],
    ['x.jpg', 'x.jpg.json'],
    ['x.jpg', 'x.jpg.JSON'],
    ['x.jpg', 'x.json'],
    ['x.jpg', 'x.jpg.supplemental-metadata.json'],
    ['x.jpg', 'x.jpg.supplemental-metad.json'],
    ['x.jpg', 'x.jpg.supple.json'],
    ['x.jpg', 'x.jpg.s.json'],
    ['x.jpg', 'x.jpg..json'],
    ['Screenshot_20220207_102421_com.snapchat.android.jpg', 'Screenshot_20220207_102421_com.snapchat.androi.json'],
    ['D7157814-D2D5-4A62-AFCE-9CF465CB7D66.jpeg', 'D7157814-D2D5-4A62-AFCE-9CF465CB7D66.jpeg.supp.json'],
    ['x(1).jpg', 'x.jpg(1).json'],
    ['x(1).jpg', 'x.jpg.supplemental-metadata(1).json'],
    ['x(1).jpg', 'x.jpg.suppl(1).json'],
    ['x(1).jpg', 'x(1).jpg.json'],
    ['x (1).jpg', 'x (1).jpg.json'],
    ['x-edited.jpg', 'x.jpg.json'],
    ['x-edited.jpg', 'x.jpg.supplemental-metadata.json'],
    ['x-bearbeitet.jpg', 'x.jpg.json'],
    ['x-modifié.jpg', 'x.jpg.json'],
    [`${decomposed('x-modifié')}.jpg`, 'x.jpg.json'],
    ['x-ha editado.jpg', 'x.jpg.json'],
    ['x-edited(1).jpg', 'x.jpg(1).json'],
    ['x(1)-edited.jpg', 'x.jpg.supplemental-metadata(1).json'],
    ['x-edited.jpg', 'x.HEIC.json'],
    ['x-edited.jpg', 'x.HEIC.supplemental-metadata.json'],
    [`${cut47}.jpg`, `${cut46}.json`],
    [`${long}.jpg`, `${cut46}.json`],
    [`${cut47}(1).jpg`, `${cut46}(1).json`],
    [`${'é'.repeat(47)}.jpg`, `${'é'.repeat(46)}.json`],
    [`${decomposed('é'.repeat(47))}.jpg`, `${'é'.repeat(46)}.json`],
    [`${'é'.repeat(47)}.jpg`, `${decomposed('é'.repeat(46))}.json`],
    [`${'é'.repeat(47)}.jpg`, `${decomposed('é'.repeat(23))}.json`],
    [`${long.slice(0, 40)}-bearbe.jpg`, `${long.slice(0, 40)}.jpg.s.json`],
    ['Zürich.jpg', `${decomposed('Zürich')}.jpg.json`],
    [`${decomposed('Zürich')}.jpg`, 'Zürich.jpg.supplemental-metadata.json'],
  ];
  test.each(spellings)('%s has %s', (photo, sidecar) => {
    expect(matched(['other.jpg', photo], ['else.xmp', 'metadata.json', sidecar])).toEqual({ [photo]: [sidecar] });
  });

  test('that is the most its own, of several', () => {
    const sidecars = ['x.xmp', 'x.jpg.xmp', 'x.jpg.json', 'x.jpg.s.json', 'x.jpg(1).json', 'x(1).jpg.json', 'x.json'];
    expect(matched(['x.jpg', 'x.dng', 'x(1).jpg', 'x-edited.jpg'], sidecars)).toEqual({
      'x.jpg': ['x.jpg.xmp', 'x.xmp', 'x.jpg.json'],
      'x.dng': ['x.xmp', 'x.json'],
      'x(1).jpg': ['x.jpg(1).json'],
      'x-edited.jpg': ['x.jpg.json'],
    });
  });
});

describe('a photo has not the sidecar', () => {
  const spellings: [photo: string, sidecar: string][] = [
    ['x.jpg', 'x.jpg(1).json'],
    ['x.jpg', 'x.jpg.supplemental-metadata(1).json'],
    ['x(1).jpg', 'x.jpg.json'],
    ['x(2).jpg', 'x.jpg(1).json'],
    ['x.jpg', 'xy.jpg.json'],
    ['x.jpg', 'X.jpg.json'],
    ['x.jpg', 'x.png.json'],
    ['x.jpg', 'x.jpg.supplemental-metadatas.json'],
    ['x.jpg', 'x_01.jpg.xmp'],
    ['x.jpg', 'x.aae'],
    ['x-late.jpg', 'x.jpg.json'],
    [`${long}.jpg`, `${long.slice(0, 40)}.json`],
    ['edited.jpg', '.jpg.json'],
  ];
  test.each(spellings)('%s has not %s', (photo, sidecar) => {
    expect(matched([photo], sidecarKind(sidecar) === undefined ? [] : [sidecar])).toEqual({});
  });
});

test('whatever the names, photos have sidecars that are there, and each once', () => {
  const piece = fc.constantFrom('x', 'é', 'e\u0301', '.jpg', '.json', '.xmp', '(1)', '-edited', '.supple', '😀', long);
  const name = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(fc.array(name), fc.array(name), (photos, files) => {
      const sidecars = [...new Set(files)].filter((file) => sidecarKind(file) !== undefined);
      for (const own of Object.values(matched(photos, sidecars))) {
        for (const sidecar of own) expect(sidecars).toContain(sidecar);
        expect(new Set(own).size).toBe(own.length);
      }
    }),
    { numRuns: 1000 },
  );
});
