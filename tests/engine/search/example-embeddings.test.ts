import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Box } from '../../../src-contract/index.ts';
import { defaultLimits } from '../../../src-main/core/encoder-protocol.ts';
import { cosine, type Embedding, meanDirection } from '../../../src-main/core/math/vector.ts';
import { type PackManifest } from '../../../src-main/core/pack/manifest.ts';
import { EncoderClient } from '../../../src-main/engine/encoder/encoder-client.ts';
import { verifyPack } from '../../../src-main/engine/models/verify-pack.ts';
import { PhotoFiles } from '../../../src-main/engine/photos/photo-files.ts';
import { ExampleEmbeddings } from '../../../src-main/engine/search/example-embeddings.ts';
import { UploadedImages } from '../../../src-main/engine/search/uploaded-images.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { forkEncoder } from '../../../src-main/headless/fork-encoder.ts';
import { photo } from '../../helpers/photos.ts';
import { fixturePack, launchOddEncoder, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';

const box: Box = { x: 0.25, y: 0, width: 0.5, height: 0.4 };
const otherBox: Box = { ...box, y: 0.6 };
const packDir = fixturePack('tiny-clip');

/** What example images need, over the library of an engine that is closed. */
class Opened implements AsyncDisposable {
  readonly examples: ExampleEmbeddings;
  readonly encoder: EncoderClient;
  readonly uploads: UploadedImages;
  readonly store: Store;
  readonly pack: number;
  readonly #lib: TempLibrary;
  readonly #ids: ReadonlyMap<string, number>;

  constructor(
    lib: TempLibrary,
    ids: ReadonlyMap<string, number>,
    { manifest }: { manifest: PackManifest },
    launch = forkEncoder,
  ) {
    this.#lib = lib;
    this.#ids = ids;
    this.store = Store.open(lib.dataDir);
    const { id, version, space, embedding } = manifest;
    this.pack = this.store.packs.register({ id, version, space, dim: embedding.dim });
    const thumbDir = join(lib.dataDir, 'thumbnails');
    this.encoder = new EncoderClient(launch, { packDir, thumbDir, provider: 'cpu', limits: defaultLimits, threads: 1 });
    this.uploads = new UploadedImages(join(lib.dataDir, 'uploads'), this.encoder);
    this.examples = new ExampleEmbeddings({
      embeddings: this.store.photos,
      photos: new PhotoFiles(this.store),
      encoder: this.encoder,
      uploads: this.uploads,
      pack: this.pack,
    });
  }

  id(name: string): number {
    return this.#ids.get(this.#lib.path(name)) ?? 0;
  }

  stored(name: string): Embedding {
    return this.store.photos.embedding(this.pack, this.id(name)) ?? new Float32Array();
  }

  encoded(name: string, part: Box | null): Promise<Embedding> {
    return this.encoder.encodeQueryImage({ path: this.#lib.path(name), box: part });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.encoder[Symbol.asyncDispose]();
    this.store[Symbol.dispose]();
  }
}

async function open(lib: TempLibrary, launch = forkEncoder): Promise<Opened> {
  await lib.index();
  const hits = await lib.search({ text: 'anything' });
  await lib.engine[Symbol.asyncDispose]();
  const ids = new Map(hits.map(({ path, photoId }) => [path, photoId]));
  return new Opened(lib, ids, await verifyPack(packDir), launch);
}

let lib: TempLibrary;
let opened: Opened;
let examples: ExampleEmbeddings;
beforeAll(async () => {
  const size = { width: 400, height: 300 };
  lib = await tempLibrary({
    'a.png': photo(1, { ...size, format: 'png' }),
    'b.jpg': photo(2, size),
    'sub/c.jpg': photo(3, size),
  });
  opened = await open(lib);
  ({ examples } = opened);
});
afterAll(async () => {
  await opened[Symbol.asyncDispose]();
  await lib[Symbol.asyncDispose]();
});

function expectClose(a: Embedding, b: Embedding): void {
  expect(cosine(a, b)).toBeGreaterThan(0.999_999);
}

describe('a photo of the library', () => {
  test('is its stored embedding, without a file or an encoder', async () => {
    await using other = await tempLibrary({ 'x.jpg': photo(7) });
    await using here = await open(other);
    await other.remove('x.jpg');
    expect(await here.examples.of([{ photoId: here.id('x.jpg') }])).toEqual(here.stored('x.jpg'));
    expect(here.encoder.pid).toBeUndefined();
  });

  test('with a box is what the box shows', async () => {
    const boxed = await examples.of([{ photoId: opened.id('a.png'), box }]);
    expectClose(boxed, await opened.encoded('a.png', box));
    expect(cosine(boxed, opened.stored('a.png'))).toBeLessThan(0.999);
    expect(cosine(boxed, await examples.of([{ photoId: opened.id('a.png'), box: otherBox }]))).toBeLessThan(0.999);
  });

  test('with a box is read from whichever of its files is there', async () => {
    const bytes = await photo(8, { width: 400, height: 300 });
    await using other = await tempLibrary({ 'x.jpg': bytes, 'y.jpg': bytes });
    await using here = await open(other);
    const photoId = here.id('x.jpg') || here.id('y.jpg');
    await other.remove('x.jpg');
    expectClose(await here.examples.of([{ photoId, box }]), await here.encoded('y.jpg', box));
  });

  test('with a box that was asked for before needs its file no more', async () => {
    await using other = await tempLibrary({ 'sub/x.jpg': photo(9, { width: 400, height: 300 }) });
    await using here = await open(other);
    const photoId = here.id('sub/x.jpg');
    const first = await here.examples.of([{ photoId, box }]);
    await other.rename('sub', 'ejected');
    expect(await here.examples.of([{ photoId, box: { ...box } }])).toBe(first);
    await expect(here.examples.of([{ photoId, box: otherBox }])).rejects.toMatchObject({ code: 'PHOTO_MISSING' });
    expect(await here.examples.of([{ photoId }])).toEqual(here.stored('sub/x.jpg'));
  });
});

describe('other images', () => {
  test('of this machine are what they show, or a box in them', async () => {
    const path = lib.path('b.jpg');
    expectClose(await examples.of([{ path }]), opened.stored('b.jpg'));
    expectClose(await examples.of([{ path, box }]), await opened.encoded('b.jpg', box));
  });

  test('that were handed over are what they showed', async () => {
    const upload = await opened.uploads.add(new Blob([new Uint8Array(await photo(3, { width: 400, height: 300 }))]));
    expectClose(await examples.of([{ upload }]), opened.stored('sub/c.jpg'));
  });
});

describe('several', () => {
  test('are the mean of their directions, whatever they are', async () => {
    const upload = await opened.uploads.add(new Blob([new Uint8Array(await photo(5))]));
    const images = [
      { photoId: opened.id('a.png') },
      { photoId: opened.id('b.jpg'), box },
      { path: lib.path('sub/c.jpg') },
      { upload },
    ];
    const each = await Promise.all(images.map((image) => examples.of([image])));
    const together = await examples.of(images);
    expect(Math.hypot(...together)).toBeCloseTo(1, 6);
    expectClose(together, meanDirection(each));
    expectClose(await examples.of(images.toReversed()), together);
  });

  test('alike are like one', async () => {
    const image = { photoId: opened.id('a.png') };
    expectClose(await examples.of([image, image, image]), opened.stored('a.png'));
  });

  test('of which some are boxes: each of these is to be there, and all others together', async () => {
    const [a, b] = [{ photoId: opened.id('a.png') }, { photoId: opened.id('b.jpg') }];
    const boxes = [
      { ...a, box },
      { ...b, box: otherBox },
    ];
    const each = await Promise.all(boxes.map((image) => examples.of([image])));
    expect(await examples.byParts(boxes)).toEqual({ example: null, parts: each, lost: [] });
    const mixed = await examples.byParts([a, ...boxes, b]);
    expect(mixed).toEqual({ example: await examples.of([a, b]), parts: each, lost: [] });
  });

  test('of which one alone is a box are one example', async () => {
    const images = [{ photoId: opened.id('a.png') }, { photoId: opened.id('b.jpg'), box }];
    expect(await examples.byParts(images)).toEqual({ example: await examples.of(images), parts: [], lost: [] });
    const alone = images.slice(1);
    expect(await examples.byParts(alone)).toEqual({ example: await examples.of(alone), parts: [], lost: [] });
  });

  test('of which the photo of one is gone are the others, and it is said which', async () => {
    const gone = { photoId: 999, box };
    const [a, b] = [
      { photoId: opened.id('a.png'), box },
      { photoId: opened.id('b.jpg'), box: otherBox },
    ];
    const whole = { photoId: opened.id('b.jpg') };
    const each = [await examples.of([a]), await examples.of([b])];
    expect(await examples.byParts([gone, a, b])).toEqual({ example: null, parts: each, lost: [0] });
    expect(await examples.byParts([a, gone, whole])).toEqual({
      ...{ example: await examples.of([a, whole]), parts: [], lost: [1] },
    });
    await expect(examples.byParts([gone, { photoId: 998 }])).rejects.toMatchObject({ code: 'PHOTO_NOT_FOUND' });
    expect(await examples.byParts([gone, { photoId: 998 }], undefined, true)).toEqual({
      ...{ example: null, parts: [], lost: [0, 1] },
    });
    await expect(examples.byParts([a, { path: '/nowhere.jpg' }])).rejects.toMatchObject({
      code: 'QUERY_IMAGE_UNREADABLE',
    });
  });

  test('of which one fails, fail as it does', async () => {
    const good = { photoId: opened.id('a.png'), box };
    await expect(examples.of([good, { photoId: 999 }, good])).rejects.toMatchObject({ code: 'PHOTO_NOT_FOUND' });
    await expect(examples.of([good, { path: '/nowhere.jpg' }])).rejects.toMatchObject({
      code: 'QUERY_IMAGE_UNREADABLE',
    });
  });

  test('that nobody waits for any more are left', async () => {
    const images = [{ photoId: opened.id('a.png') }, { photoId: opened.id('b.jpg') }];
    await expect(examples.of(images, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

describe('is refused', () => {
  test.each([
    ['a photo that is not there', () => ({ photoId: 999 }), 'PHOTO_NOT_FOUND', /999/u],
    ['a box in a photo that is not there', () => ({ photoId: 999, box }), 'PHOTO_NOT_FOUND', /999/u],
    ['an upload that is forgotten', () => ({ upload: 'never' }), 'QUERY_IMAGE_UNREADABLE', /choose the image again/u],
    [
      'a file that is no image',
      () => ({ path: import.meta.filename }),
      'QUERY_IMAGE_UNREADABLE',
      /no known image format/u,
    ],
  ])('%s', async (_, image, code, message) => {
    await expect(examples.of([image()])).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });

  test('a box of hardly anything, by the name of the photo and not by its path', async () => {
    const image = { photoId: opened.id('sub/c.jpg'), box: { ...box, width: 0.001 } };
    const error = await examples.of([image]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'QUERY_IMAGE_UNREADABLE',
      message: expect.stringMatching(/"c\.jpg" but: Expected a box of at least 8 x 8 pixels/u) as string,
    });
    expect((error as Error).message).not.toContain(lib.photos);
  });
});

test('an encoder that dies over a box is asked once more', async () => {
  await using other = await tempLibrary({ 'x.jpg': photo(6, { width: 400, height: 300 }) });
  await using here = await open(other, launchOddEncoder('--dies-once', join(other.dataDir, 'died')));
  expect(await here.examples.of([{ photoId: here.id('x.jpg'), box }])).toHaveLength(16);
});
