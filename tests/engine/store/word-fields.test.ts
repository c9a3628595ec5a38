import { describe, expect, test } from 'vitest';
import type { PhotoFacts } from '../../helpers/store.ts';
import { namedLibrary } from '../../helpers/words.ts';

const photos: Record<string, PhotoFacts> = {
  'IMG_20230817_beach.jpg': {},
  'Italy 2019/Rome/DSC01234.JPG': { title: 'Colosseum at dusk', keywords: ['Rome', 'old stones'] },
  'BirthdayParty/cake.heic': { description: 'Anna blows out the candles beside the lake' },
  'Café Müller/a.b.c.jpg': {},
  'Sa\u0303o Paulo/night.jpg': {},
  '東京旅行/1.jpg': {},
  'Carnival/float.jpg': { keywords: ["Anna's", 'birthday'] },
  'snow/3f2a9c1b.png': {},
};

describe('the field that a photo is called by', () => {
  const rome = 'Italy 2019/Rome/DSC01234.JPG';
  test.each<[name: string, term: string, field: string | null]>([
    [rome, 'colosseum', 'title'],
    // In the keywords, and in the name of the folder.
    [rome, 'rome', 'keywords'],
    [rome, 'ITALY', 'folders'],
    [rome, 'dsc01234', 'names'],
    [rome, 'old stones', 'keywords'],
    [rome, 'stones old', null],
    [rome, 'beach', null],
    ['BirthdayParty/cake.heic', 'candles', 'description'],
    ['Café Müller/a.b.c.jpg', 'mueller', 'folders'],
    ['東京旅行/1.jpg', '東京', 'folders'],
    [rome, '" OR title:x', null],
    [rome, '…', null],
    [rome, '', null],
  ])('of %s for "%s" is: %s', async (name, term, field) => {
    await using lib = await namedLibrary(photos);
    expect(lib.store.words.fieldOf(lib.ids[name] ?? 0, term, false)).toBe(field);
  });

  test('is found by the beginning of the last word, from four letters, as the photo is', async () => {
    await using lib = await namedLibrary(photos);
    const id = lib.ids[rome] ?? 0;
    expect(lib.store.words.fieldOf(id, 'colo', true)).toBe('title');
    expect(lib.store.words.fieldOf(id, 'colo', false)).toBeNull();
    expect(lib.store.words.fieldOf(id, 'col', true)).toBeNull();
  });

  test('of a photo that there is none of is none', async () => {
    await using lib = await namedLibrary(photos);
    expect(lib.store.words.fieldOf(12_345, 'rome', false)).toBeNull();
  });
});
