import { createHash } from 'node:crypto';
import type { ChanceScores } from '../../../src-main/core/calibration.ts';
import { type Embedding, normalized } from '../../../src-main/core/math/vector.ts';
import type { TagPhotosOptions } from '../../../src-main/engine/tags/tag-photos.ts';
import { vocabulary } from '../../../src-main/core/tags/vocabulary.ts';
import { ExactIndex } from '../../../src-main/engine/search/exact-index.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { anyDirection, randomNumbers } from '../../core/albums/points.ts';
import { encoded, seen } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

const dim = 256;

/** A direction of its own for each text, nearly at right angles to all others. */
function directionOf(text: string): Embedding {
  return anyDirection(dim, randomNumbers(createHash('sha256').update(text).digest().readUInt32LE(0)));
}

/** A library and a pack for which all prompts of a word are one direction, and photos the sum of what they show. */
export interface KnownWords extends AsyncDisposable {
  readonly store: Store;
  readonly pack: TagPhotosOptions['pack'];
  /** Texts that were encoded. */
  readonly texts: string[];
  /** Add a photo that shows words. @returns its id */
  readonly add: (...words: readonly string[]) => number;
  /** Another pack, that has seen the same photos, or none of them. */
  readonly another: (version: string, hasSeen?: boolean) => TagPhotosOptions['pack'];
  /** Show a photo to another pack. */
  readonly see: (pack: TagPhotosOptions['pack'], photoId: number) => void;
  /** The pack, where photos fit words at random so well. */
  readonly fitted: (words: ChanceScores) => TagPhotosOptions['pack'];
}

/** Which word of the vocabulary a prompt says, else the phrase in it. */
function wordOf(prompt: string): string {
  const word = vocabulary().words.find(({ prompts }) => prompts.includes(prompt));
  return word?.key ?? prompt.replace(/^a (?:photo|view|picture) of /u, '');
}

export async function knownWords(): Promise<KnownWords> {
  const dir = await tempFolder();
  const store = Store.open(dir.path);
  const texts: string[] = [];
  const shown = new Map<number, Embedding>();
  const packs: TagPhotosOptions['pack'][] = [];
  const open = (version: string, hasSeen = true): TagPhotosOptions['pack'] => {
    const row = store.packs.register({ id: 'words', version, space: version, dim });
    const index = new ExactIndex(dim);
    const hubs = {
      complete: () => Promise.resolve(),
      chance: { photos: shown.size, words: { median: 0.05, high: 0.15 } },
      knowledge: 'known',
    };
    const encodeTexts = (some: readonly string[]): Promise<unknown> => {
      texts.push(...some);
      return Promise.resolve({ vectors: some.map((text) => directionOf(wordOf(text))) });
    };
    const pack = { row, index, hubs, encoder: { encodeTexts } } as unknown as TagPhotosOptions['pack'];
    packs.push(pack);
    if (hasSeen) for (const id of shown.keys()) see(pack, id);
    return pack;
  };
  const see = ({ row, index }: TagPhotosOptions['pack'], id: number): void => {
    const vector = shown.get(id);
    if (vector === undefined) throw new Error(`Expected a photo but received id ${id}`);
    store.packs.saveEmbedding(row, id, vector, 0);
    index.set(id, vector, 0);
  };
  const pack = open('1');
  const folderId = store.folders.add('/photos', 0).id;
  let count = 0;
  return {
    ...{ store, pack, texts, see, another: open },
    fitted: (words) => {
      const chance = { photos: shown.size, words };
      return {
        ...pack,
        hubs: { complete: () => Promise.resolve(), chance, knowledge: 'known' },
      } as unknown as typeof pack;
    },
    add(...words) {
      const path = `${count++}.jpg`;
      const sum = new Float64Array(dim);
      for (const word of [...words, `nothing ${count}`]) {
        const share = word.startsWith('nothing') ? 0.4 : 1;
        for (const [i, value] of directionOf(word).entries()) sum[i] = (sum[i] ?? 0) + share * value;
      }
      const vector = normalized(sum);
      store.files.upsertSeen(folderId, store.folders.beginScan(folderId, '1:2'), seen(path));
      const [file] = store.files.claimAfter(0, [folderId], 1, new Set());
      if (file === undefined) throw new Error('Expected the file just seen but received none');
      const hash = Buffer.from(path).toString('hex');
      const id = store.photos.saveEncoded(file.id, pack.row, encoded(hash, { embedding: vector }), 0, { bias: 0 });
      shown.set(id, vector);
      for (const each of packs) each.index.set(id, vector, 0);
      return id;
    },
    async [Symbol.asyncDispose]() {
      store[Symbol.dispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}
