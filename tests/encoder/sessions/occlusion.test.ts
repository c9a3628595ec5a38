import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { coverings } from '../../../src-main/core/dense/occlusion.ts';
import { cosine, dot } from '../../../src-main/core/math/vector.ts';
import type { EncoderService } from '../../../src-main/encoder/service.ts';
import { evalFile, hasEvalData } from '../../helpers/eval-data.ts';
import { pixels, scene } from '../decode/photos.ts';
import { openService, type TempDir, tempDir, unwrap } from './open-service.ts';
import { packs } from './packs.ts';

let folder: TempDir;
let service: EncoderService;

beforeAll(async () => {
  folder = await tempDir();
  service = await openService({ packDir: packs.builtin, thumbDir: folder.at('thumbnails') });
  await pixels(scene(300, 200)).png().toFile(folder.at('photo.png'));
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

describe('a photo with parts of it covered', () => {
  test.each([
    ['builtin', 512],
    ['tiny-clip', 16],
    ['tiny-f16', 8],
  ] as const)('is, by %s, as many unit vectors as it was covered, beside its own', async (pack, dim) => {
    const own =
      pack === 'builtin' ? service : await openService({ packDir: packs[pack], thumbDir: folder.at('other') });
    if (own !== service) onTestFinished(() => own[Symbol.asyncDispose]());
    const path = folder.at('photo.png');
    const some = coverings.slice(0, 6);
    const { whole, covered } = unwrap(await own.encodeOccluded({ path, coverings: some, key: 'a' }));
    const itself = unwrap(await own.encodeQueryImage({ path, box: null }));
    expect(whole).toHaveLength(dim);
    expect(cosine(whole, itself)).toBeCloseTo(1, 4);
    expect(covered).toHaveLength(6);
    for (const row of covered) expect(Math.hypot(...row)).toBeCloseTo(1, 4);
  });

  test('of which nothing is covered is encoded as it is', async () => {
    const reply = await service.encodeOccluded({ path: folder.at('photo.png'), coverings: [], key: 'b' });
    expect(unwrap(reply).covered).toEqual([]);
  });

  test('that cannot be read says why', async () => {
    const reply = await service.encodeOccluded({ path: folder.at('none.png'), coverings, key: 'c' });
    expect(reply).toMatchObject({
      error: { code: 'QUERY_IMAGE_UNREADABLE', message: expect.stringMatching(/none\.png.*ENOENT/u) as string },
    });
  });

  test('is not encoded on when nobody waits for it, and another is', async () => {
    const path = folder.at('photo.png');
    const cancelled = service.encodeOccluded({ path, coverings, key: 'one' });
    const wanted = service.encodeOccluded({ path, coverings: coverings.slice(0, 2), key: 'two' });
    unwrap(await service.cancelOcclusion('one'));
    unwrap(await service.cancelOcclusion('never heard of'));
    expect(await cancelled).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
    expect(unwrap(await wanted).covered).toHaveLength(2);
    // What has ended has no name any more.
    unwrap(await service.cancelOcclusion('two'));
    expect(unwrap(await service.encodeOccluded({ path, coverings: [], key: 'two' })).covered).toEqual([]);
  });

  test('lets a query go first', async () => {
    const ended: string[] = [];
    const path = folder.at('photo.png');
    const photo = service.encodeOccluded({ path, coverings, key: 'd' }).then(() => ended.push('photo'));
    const text = service.encodeTexts(['a dog']).then(() => ended.push('text'));
    await Promise.all([photo, text]);
    expect(ended).toEqual(['text', 'photo']);
  });
});

describe.skipIf(!hasEvalData)('of a real photo', () => {
  test('the score for what it shows falls most where that is covered', async () => {
    // A cyclist with a helmet, at the upper edge.
    const path = evalFile('captions', 'flickr8k', '1858963639_4588cd4be9.jpg');
    const { whole, covered } = unwrap(await service.encodeOccluded({ path, coverings, key: 'e' }));
    const [text] = unwrap(await service.encodeTexts(['a photo of a helmet'])).vectors;
    if (text === undefined) throw new Error('Expected a vector but received none');
    const costs = covered.map((row) => dot(whole, text) - dot(row, text));
    const worst = coverings[costs.indexOf(Math.max(...costs))];
    expect(Math.max(...costs)).toBeGreaterThan(0.02);
    expect(worst?.y).toBeLessThan(0.3);
    expect(worst?.x).toBeGreaterThan(0.3);
  });
});
