import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WhereAnswer, WherePartsAnswer, WhyAnswer } from '../../../../src-contract/index.ts';
import { photo } from '../../../helpers/photos.ts';
import { builtinPack, fewCaptions, fixturePack, tempLibrary, type TempLibrary } from '../../../helpers/temp-library.ts';

/** Ids of photos by name. */
async function idsOf(lib: TempLibrary): Promise<Record<string, number>> {
  const hits = await lib.search({ text: 'anything', top: 100 });
  return Object.fromEntries(hits.map(({ path, photoId }) => [path.slice(lib.photos.length + 1), photoId]));
}

let lib: TempLibrary;
let ids: Record<string, number>;

beforeAll(async () => {
  const files = { 'Italy/beach.jpg': photo(1, { width: 320, height: 200 }), 'other.png': photo(2, { format: 'png' }) };
  lib = await tempLibrary(files, { packDir: fixturePack('tiny-f16') });
  await lib.index();
  ids = await idsOf(lib);
});
afterAll(() => lib[Symbol.asyncDispose]());

const idOf = (name: string): number => ids[name] ?? 0;

describe('where something is', () => {
  test('is a map of the whole description and one of each word that says something', async () => {
    const answer = await lib.engine.search.where({ photoId: idOf('Italy/beach.jpg'), text: 'a dog on the beach' });
    expect(WhereAnswer.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({ rows: 4, columns: 4, description: 'a dog on the beach' });
    expect(answer.words.map(({ word }) => word)).toEqual(['dog', 'beach']);
    for (const { values } of [answer.whole, ...answer.words.map(({ map }) => map)]) {
      expect(values).toHaveLength(16);
      expect(Math.max(...values)).toBe(1);
    }
  });

  test('is a map of the whole alone where nothing else is wanted, the same one', async () => {
    const question = { photoId: idOf('Italy/beach.jpg'), text: 'a dog on the beach' };
    const { whole } = await lib.engine.search.where(question);
    expect(await lib.engine.search.where({ ...question, wholeOnly: true })).toMatchObject({ whole, words: [] });
  });

  test('of one word has no map of its words', async () => {
    const answer = await lib.engine.search.where({ photoId: idOf('other.png'), text: 'dog' });
    expect(answer.words).toEqual([]);
  });

  test('is of what is described alone, not of what narrows', async () => {
    const question = { photoId: idOf('other.png'), text: 'red car in:Portugal rating:4+ -people' };
    const answer = await lib.engine.search.where(question);
    expect(answer.description).toBe('red car');
    expect(answer.words.map(({ word }) => word)).toEqual(['red', 'car']);
  });

  test('is the same when asked again, and asked twice at once', async () => {
    const question = { photoId: idOf('other.png'), text: 'a tree' };
    const [one, two] = await Promise.all([lib.engine.search.where(question), lib.engine.search.where(question)]);
    expect(two).toEqual(one);
    expect(await lib.engine.search.where(question)).toEqual(one);
  });

  test.each(['rating:4+', '', '  '])('is nowhere for a text that describes nothing: "%s"', async (text) => {
    await expect(lib.engine.search.where({ photoId: idOf('other.png'), text })).rejects.toMatchObject({
      code: 'QUERY_EMPTY',
    });
  });

  test('is refused for a text that is too long, and a photo that there is none of', async () => {
    const text = 'x'.repeat(10_001);
    await expect(lib.engine.search.where({ photoId: 1, text })).rejects.toMatchObject({ code: 'QUERY_TOO_LONG' });
    await expect(lib.engine.search.where({ photoId: 999, text: 'x' })).rejects.toMatchObject({
      code: 'PHOTO_NOT_FOUND',
    });
  });

  test('says so where the photo cannot be read, by its name, and goes on when it can', async () => {
    await using own = await tempLibrary({ 'a.jpg': photo(5) }, { packDir: fixturePack('tiny-f16') });
    await own.index();
    const [photoId = 0] = Object.values(await idsOf(own));
    const question = { photoId, text: 'a tree' };
    await own.rename('a.jpg', 'b.jpg');
    await expect(own.engine.search.where(question)).rejects.toMatchObject({ code: 'PHOTO_MISSING' });
    await own.write({ 'a.jpg': Buffer.from('no photo any more') });
    const refused = own.engine.search.where(question);
    await expect(refused).rejects.toMatchObject({ code: 'QUERY_IMAGE_UNREADABLE' });
    await expect(refused).rejects.toThrow(/"a\.jpg"/u);
    await expect(refused).rejects.not.toThrow(own.photos);
    await own.remove('a.jpg');
    await own.rename('b.jpg', 'a.jpg');
    expect(await own.engine.search.where(question)).toMatchObject({ rows: 4 });
  });

  test('is refined by what covering parts of the photo costs, over the same cells', async () => {
    const question = { photoId: idOf('Italy/beach.jpg'), text: 'a dog on the beach' };
    const first = await lib.engine.search.where(question);
    const refined = await lib.engine.search.where({ ...question, refined: true });
    expect(WhereAnswer.parse(refined)).toEqual(refined);
    expect(refined).toMatchObject({ rows: 4, columns: 4, area: first.area, description: first.description });
    expect(refined.words.map(({ word }) => word)).toEqual(['dog', 'beach']);
    expect(refined.whole.values).not.toEqual(first.whole.values);
    expect(Math.max(...refined.whole.values)).toBe(1);
    expect(await lib.engine.search.where({ ...question, refined: true })).toEqual(refined);
    expect(await lib.engine.search.where(question)).toEqual(first);
  });

  test('is not found out for who does not want to know any more', async () => {
    const question = { photoId: idOf('other.png'), text: 'a dog', refined: true };
    await expect(lib.engine.search.where(question, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await lib.engine.search.where(question)).toMatchObject({ rows: 4 });
  });

  test('is known at once by no pack that only knows photos as a whole, which the page is told before, but found out', async () => {
    await using plain = await tempLibrary({ 'a.jpg': photo(1) }, { packDir: fixturePack('tiny-clip') });
    await plain.index();
    expect(plain.engine.library.status().pack.hasPatches).toBe(false);
    expect(lib.engine.library.status().pack.hasPatches).toBe(true);
    const question = { photoId: 1, text: 'a dog' };
    await expect(plain.engine.search.where(question)).rejects.toMatchObject({ code: 'PACK_HAS_NO_PATCHES' });
    const refined = await plain.engine.search.where({ ...question, refined: true });
    expect(WhereAnswer.parse(refined)).toMatchObject({ rows: 8, columns: 8, description: 'a dog' });
    expect(Math.max(...refined.whole.values)).toBe(1);
  });
});

describe('where parts of photos are', () => {
  const box = { x: 0.1, y: 0.2, width: 0.4, height: 0.5 };

  test('is a map of each, in their order, whatever photos they are of', async () => {
    const photoId = idOf('Italy/beach.jpg');
    const parts = [{ photoId, box }, { photoId: idOf('other.png'), box }, { photoId: idOf('other.png') }];
    const answer = await lib.engine.search.whereParts({ photoId, parts });
    expect(WherePartsAnswer.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({ rows: 4, columns: 4 });
    expect(answer.parts).toHaveLength(3);
    for (const { values } of answer.parts) expect(Math.max(...values)).toBe(1);
    const [second] = (await lib.engine.search.whereParts({ photoId, parts: parts.slice(1, 2) })).parts;
    expect(second).toEqual(answer.parts[1]);
    const { area } = await lib.engine.search.where({ photoId, text: 'a dog' });
    expect(answer.area).toEqual(area);
  });

  test('is refused for photos that there are none of, as what is looked in and as what is looked for', async () => {
    const photoId = idOf('other.png');
    for (const question of [
      { photoId: 999, parts: [{ photoId, box }] },
      { photoId, parts: [{ photoId: 999, box }] },
    ])
      await expect(lib.engine.search.whereParts(question)).rejects.toMatchObject({ code: 'PHOTO_NOT_FOUND' });
  });

  test('is refined as well, and then by a pack, too, that only knows photos as a whole', async () => {
    await using plain = await tempLibrary({ 'a.jpg': photo(1) }, { packDir: fixturePack('tiny-clip') });
    await plain.index();
    const question = { photoId: 1, parts: [{ photoId: 1, box }] };
    await expect(plain.engine.search.whereParts(question)).rejects.toMatchObject({ code: 'PACK_HAS_NO_PATCHES' });
    const alone = await plain.engine.search.whereParts({ ...question, refined: true });
    expect(WherePartsAnswer.parse(alone)).toMatchObject({ rows: 8, columns: 8 });
    const own = { photoId: idOf('other.png'), parts: [{ photoId: idOf('other.png'), box }] };
    const [first, refined] = await Promise.all(
      [false, true].map((each) => lib.engine.search.whereParts({ ...own, refined: each })),
    );
    expect(refined?.parts).toHaveLength(1);
    expect(refined?.parts).not.toEqual(first?.parts);
  });
});

describe('why a photo is found', () => {
  test.each([
    ['beach', [{ text: 'beach', field: 'names' }]],
    ['beach in italy', [{ text: 'beach', field: 'names' }]],
    [
      'a beach with Italy behind',
      [
        { text: 'beach', field: 'names' },
        { text: 'Italy', field: 'folders' },
      ],
    ],
    ['"Italy"', [{ text: 'Italy', field: 'folders' }]],
    ['a dog', []],
    ['', []],
  ])('by "%s" is what it is called: %j', (text, expected) => {
    const answer = lib.engine.search.why({ photoId: idOf('Italy/beach.jpg'), text });
    expect(WhyAnswer.parse(answer)).toEqual(answer);
    expect(answer.called).toEqual(expected);
  });

  test('of a photo that there is none of is refused', () => {
    expect(() => lib.engine.search.why({ photoId: 999, text: 'beach' })).toThrow(/none of id 999/u);
  });
});

describe('with the pack that comes with the app', () => {
  test('a yellow disc in a corner is where a yellow disc is', async () => {
    const disc = (x: number, y: number): Promise<Buffer> =>
      sharp(
        Buffer.from(
          `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#2d6b3a"/>
          <circle cx="${x}" cy="${y}" r="70" fill="#ffd21f"/></svg>`,
        ),
      )
        .jpeg()
        .toBuffer();
    await using own = await tempLibrary(
      { 'left.jpg': disc(110, 110), 'right.jpg': disc(530, 370) },
      { packDir: builtinPack, captions: fewCaptions },
    );
    await own.index();
    const found = await idsOf(own);
    const middleOf = async (name: string, refined = false): Promise<{ x: number; y: number }> => {
      const question = { photoId: found[name] ?? 0, text: 'a yellow ball', refined };
      const { whole, rows, columns } = await own.engine.search.where(question);
      expect([rows, columns]).toEqual([8, 8]);
      return { x: whole.box.x + whole.box.width / 2, y: whole.box.y + whole.box.height / 2 };
    };
    for (const refined of [false, true]) {
      const [left, right] = [await middleOf('left.jpg', refined), await middleOf('right.jpg', refined)];
      expect(left.x).toBeLessThan(0.5);
      expect(left.y).toBeLessThan(0.5);
      expect(right.x).toBeGreaterThan(0.5);
      expect(right.y).toBeGreaterThan(0.5);
    }
  });
});
