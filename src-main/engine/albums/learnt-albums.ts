import type { Album } from '../../../src-contract/index.ts';
import { type AlbumModel, learnAlbum } from '../../core/albums/album-model.ts';
import type { OtherPhotos } from '../../core/albums/far-others.ts';
import { type Examples, learnRivalry, type Rivalry } from '../../core/albums/rivalry.ts';
import { type Embedding, meanDirection } from '../../core/math/vector.ts';
import type { PackManifest } from '../../core/pack/manifest.ts';
import type { Vocabulary } from '../../core/tidy/group-names.ts';
import type { Users } from '../users.ts';
import type { EncoderClient } from '../encoder/index.ts';
import { DescriptionEncoder, type VectorIndex } from '../search/index.ts';
import type { Store } from '../store/store.ts';
import { LibrarySample, type Sampled } from './library-sample.ts';

/** A pack that answers, and what belongs to it. */
export interface AlbumPack {
  /** Its row. */
  readonly row: number;
  readonly index: VectorIndex;
  readonly encoder: EncoderClient;
  readonly manifest: PackManifest;
  /** Words by which groups of photos are named. */
  readonly search: { readonly hubs: { readonly vocabulary: Vocabulary | undefined } };
  /** Told of what is done with it, so that it is not closed under it. */
  readonly users: Pick<Users, 'during'>;
}

/** What albums are learnt from. */
interface Learnable extends Sampled {
  readonly albums: Pick<Store['albums'], 'examples' | 'refused'>;
}

/** What an album has learnt, in the space of one pack. */
export interface LearntAlbum {
  /** Null where there is nothing to go by. */
  readonly model: AlbumModel | null;
  /** Of albums that exclude each other, it and others; null where it excludes none. */
  readonly rivalry: Rivalry | null;
  /** Examples and refused photos without an embedding of the pack. */
  readonly unread: number;
}

/** Texts that say nothing of what a photo shows: what a description has in common with them says nothing either. */
const generic = ['a photo', 'a picture', 'an image', 'a photo of something'];
/** Examples and refused photos that are learnt from, the latest. */
const mostExamples = 1000;

interface Known<T> {
  readonly learnt: T;
  /** Tells what it was learnt from. */
  readonly from: string;
}

/**
 * What albums have learnt in the space of one pack. Examples are photos, so with another pack they are learnt from anew: by another
 * of these, made when that pack answers.
 */
export class LearntAlbums {
  readonly pack: AlbumPack;
  readonly sample: LibrarySample;
  readonly #store: Learnable;
  readonly #descriptions: DescriptionEncoder;
  readonly #known = new Map<number, Known<AlbumModel | null>>();
  /** By the first of the albums. */
  readonly #rivalries = new Map<number, Known<Rivalry>>();

  constructor(store: Learnable, pack: AlbumPack) {
    this.#store = store;
    this.pack = pack;
    this.sample = new LibrarySample(store, pack.row, pack.index);
    this.#descriptions = new DescriptionEncoder(pack.encoder, pack.manifest.prompts?.templates ?? []);
  }

  /**
   * What an album has learnt, from what it holds now. What it was learnt from is looked at every time: photos are encoded, and
   * forgotten, without anybody changing the album.
   *
   * @throws PACK_*, ENCODER_* where it has a description.
   */
  async of({ id, prompt, rivals }: Album): Promise<LearntAlbum> {
    const text = prompt === null ? null : await this.#text(prompt);
    const others = await this.sample.read();
    const wanted = this.#embeddings(this.#store.albums.examples(id));
    const refused = this.#embeddings(this.#store.albums.refused(id));
    const unread = wanted.unread + refused.unread;
    const albums = new Map(
      [id, ...rivals]
        .sort((a, b) => a - b)
        .map((each) => [each, each === id ? wanted.read : this.#embeddings(this.#store.albums.examples(each)).read]),
    );
    const rivalry = rivals.length === 0 ? null : this.#rivalry(albums, others);
    const rivalling = new Map([...albums.values()].flatMap((examples) => [...examples]));
    for (const own of wanted.read.keys()) rivalling.delete(own);
    const [examples, refusals, counter] = [wanted.read, refused.read, rivalling].map((each) => [...each.keys()]);
    const from = JSON.stringify([this.sample.revision, prompt, examples, refusals, counter]);
    const known = this.#known.get(id);
    if (known?.from === from) return { model: known.learnt, rivalry, unread };
    const { logitScale } = this.pack.manifest.score;
    const read = { wanted: wanted.read, refused: refused.read, rivals: rivalling };
    const model = learnAlbum({ ...read, text, others, logitScale });
    this.#known.set(id, { learnt: model, from });
    return { model, rivalry, unread };
  }

  forget(id: number): void {
    this.#known.delete(id);
    this.#rivalries.delete(id);
  }

  /** What several albums have learnt that exclude each other: the same, whichever of them asks. @param albums by id, ascending */
  #rivalry(albums: ReadonlyMap<number, Examples>, others: OtherPhotos): Rivalry {
    const [first = 0] = albums.keys();
    const ids = [...albums].map(([album, examples]) => [album, [...examples.keys()]]);
    const from = JSON.stringify([this.sample.revision, ids]);
    const known = this.#rivalries.get(first);
    if (known?.from === from) return known.learnt;
    const learnt = learnRivalry(albums, others);
    this.#rivalries.set(first, { learnt, from });
    return learnt;
  }

  async #text(prompt: string): Promise<Float64Array> {
    const [description, ...anything] = await Promise.all(
      [prompt, ...generic].map((text) => this.#descriptions.encode(text)),
    );
    const common = meanDirection(anything);
    return Float64Array.from(description ?? common, (value, i) => value - (common[i] ?? 0));
  }

  /** By id, in the order of `ids`. */
  #embeddings(ids: readonly number[]): { read: Map<number, Embedding>; unread: number } {
    const latest = ids.slice(-mostExamples);
    const found = new Map<number, Embedding>();
    this.#store.codes.readVectors(this.pack.row, latest, (id, vector) => found.set(id, vector.slice()));
    const read = new Map<number, Embedding>();
    for (const id of latest) {
      const embedding = found.get(id);
      if (embedding !== undefined) read.set(id, embedding);
    }
    return { read, unread: latest.length - read.size };
  }
}
