import { noFilters } from '../../../src-contract/index.ts';
import type { OtherPhotos } from '../../core/albums/album-model.ts';
import { isHeldOut, sampleOf } from '../../core/albums/library-sample.ts';
import { onGrid, RunningSums } from '../../core/albums/running-sums.ts';
import type { Embedding } from '../../core/math/vector.ts';
import type { VectorIndex } from '../search/index.ts';
import { Slices } from '../slices.ts';
import type { Store } from '../store/store.ts';

/** Photos that are read and summed before others get their turn. */
const atOnce = 64;

/** Photos that stand for a library as one pack sees it, and follow what becomes of it. */
export class LibrarySample {
  readonly #store: Pick<Store, 'catalog' | 'codes'>;
  readonly #pack: number;
  readonly #index: VectorIndex;
  readonly #learnt = new Map<number, Embedding>();
  readonly #held = new Map<number, Embedding>();
  readonly #sums: RunningSums;
  #isOutdated = true;
  /** Photos that the index had. */
  #size = 0;
  #revision = 0;
  #refreshing: Promise<void> | undefined;

  /** @param pack row of the pack whose index it is. */
  constructor(store: Pick<Store, 'catalog' | 'codes'>, pack: number, index: VectorIndex) {
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

  async #refresh(): Promise<void> {
    this.#isOutdated = false;
    const index = this.#index;
    this.#size = index.size;
    const wanted = new Set(sampleOf([...this.#store.catalog.ids(noFilters)].filter((id) => index.has(id))));
    const known = [...this.#learnt.keys(), ...this.#held.keys()];
    const gone = known.filter((id) => !wanted.has(id));
    const isKnown = new Set(known);
    const come = [...wanted].filter((id) => !isKnown.has(id));
    if (gone.length + come.length === 0) return;
    this.#revision++;
    this.#forget(gone);
    const slices = new Slices();
    for (let start = 0; start < come.length; start += atOnce) {
      this.#learn(come.slice(start, start + atOnce));
      await slices.breathe();
    }
  }

  #forget(ids: readonly number[]): void {
    const embeddings = ids.flatMap((id) => this.#learnt.get(id) ?? []);
    this.#sums.remove(embeddings);
    for (const id of ids) {
      this.#learnt.delete(id);
      this.#held.delete(id);
    }
  }

  #learn(ids: readonly number[]): void {
    const embeddings: Embedding[] = [];
    this.#store.codes.readVectors(this.#pack, ids, (id, vector) => {
      const embedding = onGrid(vector);
      if (isHeldOut(id)) this.#held.set(id, embedding);
      else {
        this.#learnt.set(id, embedding);
        embeddings.push(embedding);
      }
    });
    this.#sums.add(embeddings);
  }
}
