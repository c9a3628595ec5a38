import { noFilters } from '../../../src-contract/index.ts';
import { sampleOf } from '../../core/albums/library-sample.ts';
import type { Store } from '../store/store.ts';
import type { VectorIndex } from './vector-index.ts';

/** Photos that stand for a library. */
const sampled = 1000;

/** What photos of a library have in common as one pack sees them: the mean of a sample of their embeddings. */
export class LibraryCentre {
  readonly #store: Pick<Store, 'catalog' | 'codes'>;
  readonly #pack: number;
  readonly #index: Pick<VectorIndex, 'dim' | 'size' | 'has'>;
  /** Of so many photos. */
  #known: { readonly size: number; readonly centre: Float64Array } | undefined;

  /** @param pack row of the pack whose index it is. */
  constructor(store: Pick<Store, 'catalog' | 'codes'>, pack: number, index: Pick<VectorIndex, 'dim' | 'size' | 'has'>) {
    this.#store = store;
    this.#pack = pack;
    this.#index = index;
  }

  /** [dim]; zero where there are no photos. */
  read(): Float64Array {
    const { size } = this.#index;
    if (this.#known?.size !== size) this.#known = { size, centre: this.#mean() };
    return this.#known.centre;
  }

  #mean(): Float64Array {
    const ids = sampleOf(
      [...this.#store.catalog.ids(noFilters)].filter((id) => this.#index.has(id)),
      sampled,
    );
    const sum = new Float64Array(this.#index.dim);
    let count = 0;
    this.#store.codes.readVectors(this.#pack, ids, (_, vector) => {
      count++;
      for (let d = 0; d < sum.length; d++) sum[d] = (sum[d] ?? 0) + (vector[d] ?? 0);
    });
    return sum.map((value) => value / Math.max(1, count));
  }
}
