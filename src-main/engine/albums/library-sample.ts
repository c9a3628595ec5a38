import { noFilters } from '../../../src-contract/index.ts';
import type { OtherPhotos } from '../../core/albums/far-others.ts';
import { isHeldOut, sampleOf } from '../../core/albums/library-sample.ts';
import { onGrid, RunningSums } from '../../core/albums/running-sums.ts';
import type { Embedding } from '../../core/math/vector.ts';
import type { VectorIndex } from '../search/index.ts';
import { Slices } from '../slices.ts';
import type { Store } from '../store/store.ts';

/** Photos that are read and summed before others get their turn. */
const atOnce = 64;

/** What a sample is taken from. */
export interface Sampled {
  readonly catalog: Pick<Store['catalog'], 'ids'>;
  readonly codes: Pick<Store['codes'], 'readVectors'>;
}

/** Photos that stand for a library as one pack sees it, and follow what becomes of it. */
export class LibrarySample {
  readonly #store: Sampled;
  readonly #pack: number;
  readonly #index: Pick<VectorIndex, 'dim' | 'size' | 'has'>;
  readonly #learnt = new Map<number, Embedding>();
  readonly #held = new Map<number, Embedding>();
  readonly #sums: RunningSums;
  #isOutdated = true;
  /** Photos that the index had. */
  #size = 0;
  #revision = 0;
  #refreshing: Promise<void> | undefined;

  /** @param pack row of the pack whose index it is. */
  constructor(store: Sampled, pack: number, index: Pick<VectorIndex, 'dim' | 'size' | 'has'>) {
    this.#store = store;
    this.#pack = pack;
    this.#index = index;
    this.#sums = new RunningSums(index.dim);
  }

  /** Another number whenever other photos are in it. */
  get revision(): number {
    return this.#revision;
  }

  /** Photos have come or gone. */
  outdate(): void {
    this.#isOutdated = true;
  }

  /** The sample as of now, which is not to be changed, nor kept for longer than this turn. */
  async read(): Promise<OtherPhotos> {
    this.#isOutdated ||= this.#index.size !== this.#size;
    while (this.#isOutdated || this.#refreshing !== undefined) {
      this.#refreshing ??= this.#refresh().finally(() => {
        this.#refreshing = undefined;
      });
      await this.#refreshing;
    }
    return { learnt: this.#learnt, sums: this.#sums, held: this.#held };
  }

  /** Work over what has changed. Where that fails, what is left is worked over with the next reading. */
  async #refresh(): Promise<void> {
    this.#isOutdated = false;
    try {
      await this.#follow();
    } catch (error) {
      this.#isOutdated = true;
      throw error;
    }
  }

  async #follow(): Promise<void> {
    const index = this.#index;
    this.#size = index.size;
    const wanted = new Set(sampleOf([...this.#store.catalog.ids(noFilters)].filter((id) => index.has(id))));
    const known = [...this.#learnt.keys(), ...this.#held.keys()];
    const gone = known.filter((id) => !wanted.has(id));
    const isKnown = new Set(known);
    const come = [...wanted].filter((id) => !isKnown.has(id));
    this.#forget(gone);
    const slices = new Slices();
    for (let start = 0; start < come.length; start += atOnce) {
      this.#learn(come.slice(start, start + atOnce));
      await slices.breathe();
    }
  }

  #forget(ids: readonly number[]): void {
    if (ids.length > 0) this.#revision++;
    const embeddings = ids.flatMap((id) => this.#learnt.get(id) ?? []);
    this.#sums.remove(embeddings);
    for (const id of ids) {
      this.#learnt.delete(id);
      this.#held.delete(id);
    }
  }

  #learn(ids: readonly number[]): void {
    const read = new Map<number, Embedding>();
    this.#store.codes.readVectors(this.#pack, ids, (id, vector) => read.set(id, onGrid(vector)));
    // One that the database has no vector of, though the index has, is asked for again each time and changes nothing.
    if (read.size > 0) this.#revision++;
    const learnt = [...read].filter(([id]) => !isHeldOut(id));
    this.#sums.add(learnt.map(([, embedding]) => embedding));
    for (const [id, embedding] of learnt) this.#learnt.set(id, embedding);
    for (const [id, embedding] of read) if (isHeldOut(id)) this.#held.set(id, embedding);
  }
}
