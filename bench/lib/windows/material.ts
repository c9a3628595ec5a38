import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GeneralTexts } from '../../../src-main/core/windows/blended.ts';
import type { Engine } from '../../../src-main/engine/engine.ts';
import type { KnownTexts } from '../../../src-main/engine/search/hubs/hub-correction.ts';
import { DescriptionEncoder } from '../../../src-main/engine/search/query/description-encoder.ts';
import { WindowIndex } from '../../../src-main/engine/search/windows/window-index.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import type { StoredWindows } from '../../../src-main/engine/store/search/windows.ts';
import type { Embedding } from '../../../src-main/core/math/vector.ts';
import { captionedPhotos, evalDir, labelledPhotos } from '../eval-data.ts';
import { openEngine, readPack, scratchFolder } from '../library.ts';
import { progress } from '../report.ts';
import type { SetName, TrustPhoto } from '../trust/material.ts';

/** A photo of the evaluation sets as the product has looked at it more closely. */
export interface WindowPhoto extends TrustPhoto {
  readonly codes: Uint8Array;
  readonly excess: number;
  /** Its blends as the codes have them. */
  readonly blends: readonly Embedding[];
}

const rowsAtOnce = 256;
const folders = [join('classes', 'imagenet'), join('captions', 'coco'), join('captions', 'flickr8k')];

/** Photos by set with their windows, and the product's encoder for texts. */
export class WindowMaterial implements AsyncDisposable {
  readonly sets: Readonly<Record<SetName, readonly WindowPhoto[]>>;
  /** What libraries are measured by. */
  readonly texts: KnownTexts;
  readonly general: GeneralTexts;
  readonly #descriptions: DescriptionEncoder;
  readonly #stack: AsyncDisposableStack;

  private constructor(sets: WindowMaterial['sets'], engine: Engine, texts: KnownTexts, stack: AsyncDisposableStack) {
    this.sets = sets;
    this.texts = texts;
    this.general = new GeneralTexts(texts.general, readPack().embedding.dim);
    this.#descriptions = new DescriptionEncoder(engine.encoder, readPack().prompts?.templates ?? []);
    this.#stack = stack;
  }

  /**
   * Index the sets.
   *
   * @param kept folder in which the index stays for the next time; one that goes away when missing.
   * @param asItIs take what is there as it is: photos that it has no windows of are left out.
   */
  static async create(kept: string | undefined, asItIs: boolean): Promise<WindowMaterial> {
    await using stack = new AsyncDisposableStack();
    const dataDir = kept ?? stack.use(await scratchFolder()).path;
    await mkdir(dataDir, { recursive: true });
    if (!asItIs) await indexClosely(dataDir);
    const sets = readSets(dataDir);
    const engine = stack.use(await openEngine(dataDir));
    const texts = await engine.search.hubs.texts();
    if (texts === undefined) throw new Error('Expected texts that the pack knows');
    return new WindowMaterial(sets, engine, texts, stack.move());
  }

  /** Embeddings of descriptions as the product encodes them. */
  async descriptions(texts: readonly string[]): Promise<Embedding[]> {
    const encoded: Embedding[] = [];
    for (const [i, text] of texts.entries()) {
      encoded.push(await this.#descriptions.encode(text));
      if (i % 500 === 499) progress(`descriptions: ${i + 1} of ${texts.length}`);
    }
    return encoded;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}

async function indexClosely(dataDir: string): Promise<void> {
  await using engine = await openEngine(dataDir);
  engine.settings.set({ thorough: true });
  const folderIds: number[] = [];
  for (const folder of folders) folderIds.push((await engine.library.addFolder(join(evalDir, folder))).id);
  progress('indexing the photos');
  await engine.library.index({ folderIds, retryFailed: false });
  const told = setInterval(() => {
    const { done, photos } = engine.windows.state();
    progress(`windows: ${done} of ${photos} photos`);
  }, 30_000);
  try {
    await engine.windows.settled();
  } finally {
    clearInterval(told);
  }
}

function readSets(dataDir: string): WindowMaterial['sets'] {
  using store = Store.open(dataDir);
  const { id, version, space, embedding } = readPack();
  const pack = store.packs.register({ id, version, space, dim: embedding.dim });
  const known = new Map<string, Omit<WindowPhoto, 'path' | 'captions' | 'label'>>();
  const index = new WindowIndex(embedding.dim, 1);
  for (const { photoId, codes, excess } of windowsOf(store, pack)) {
    const whole = store.photos.biasedEmbedding(pack, photoId);
    const file = store.photos.hit(photoId, null);
    if (whole === undefined || file === undefined || !index.set(photoId, codes, 0)) continue;
    const blends = index.blendsOf(photoId);
    const path = join(file.folderPath, file.relativePath);
    known.set(path, { embedding: whole.vector, bias: whole.bias ?? 0, codes, excess, blends });
  }
  const photo = (path: string, captions: readonly string[], label: string | null): WindowPhoto[] => {
    const looked = known.get(path);
    return looked === undefined ? [] : [{ path, captions, label, ...looked }];
  };
  const captioned = (set: 'flickr8k' | 'coco'): WindowPhoto[] =>
    captionedPhotos(set).flatMap(({ path, captions }) => photo(path, captions, null));
  return {
    flickr8k: captioned('flickr8k'),
    coco: captioned('coco'),
    imagenet: labelledPhotos().flatMap(({ path, label }) => photo(path, [], label)),
  };
}

function* windowsOf(store: Store, pack: number): Generator<StoredWindows> {
  let after = 0;
  for (let some = store.windows.after(pack, after, rowsAtOnce); some.length > 0;) {
    yield* some;
    after = some.at(-1)?.embedding ?? Infinity;
    some = store.windows.after(pack, after, rowsAtOnce);
  }
}
