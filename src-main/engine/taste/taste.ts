import { AppError, type PhotoPair } from '../../../src-contract/index.ts';
import { randomFrom } from '../../core/math/random.ts';
import { sampleOf } from '../../core/albums/library-sample.ts';
import { embeddedChoices, learnTaste, mostChoices } from '../../core/taste/preference.ts';
import { pairsToAsk } from '../../core/taste/pairs-to-ask.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { VectorIndex } from '../search/index.ts';
import type { Store } from '../store/store.ts';
import type { KeptChoice } from '../store/taste.ts';

/** A pack that answers. */
interface TastePack {
  /** Its row. */
  readonly row: number;
  readonly index: Pick<VectorIndex, 'has'>;
}

export interface TasteOptions {
  readonly store: Pick<Store, 'taste' | 'codes'>;
  /** The pack that answers now: asked for every time, since it may be another. */
  readonly answering: () => TastePack;
  readonly events: EngineEvents;
}

/** Photos of those in sight that pairs are made of. */
const mostAsked = 300;
/** Pairs that are handed out at a time: nobody waits for the next one, and what was learnt soon counts. */
const pairsAtOnce = 4;

/**
 * Keeps which of two photos somebody likes better, and finds out what to ask next.
 *
 * What is learnt from it is only ever an order that somebody asks for, `taste`: search/query/look-order.ts. See [Note: Taste].
 */
export class Taste {
  readonly #store: TasteOptions['store'];
  readonly #answering: TasteOptions['answering'];
  readonly #events: EngineEvents;

  constructor({ store, answering, events }: TasteOptions) {
    this.#store = store;
    this.#answering = answering;
    this.#events = events;
  }

  /** Pairs of photos to choose between; see the contract. The same are asked as long as nothing is answered. */
  pairs(photoIds: readonly number[], passed: readonly PhotoPair[]): PhotoPair[] {
    const { row, index } = this.#answering();
    const asked = sampleOf(
      [...new Set(photoIds)].filter((id) => index.has(id)),
      mostAsked,
    );
    const kept = this.#store.taste.choices(mostChoices);
    const chosen = kept.map(({ better, worse }): PhotoPair => [better, worse]);
    const embeddings = this.#store.codes.vectorsOf(row, [...new Set([...asked, ...chosen.flat()])]);
    const photos = asked.flatMap((id) => {
      const embedding = embeddings.get(id);
      return embedding === undefined ? [] : [{ id, embedding }];
    });
    const out = new Set([...chosen, ...passed].map(([a, b]) => keyOf(a, b)));
    const pairs = pairsToAsk(photos, learnTaste(embeddedChoices(kept, embeddings)), {
      top: pairsAtOnce,
      isOut: (a, b) => out.has(keyOf(a, b)),
      random: randomFrom(1000 * this.#store.taste.count() + passed.length),
    });
    return pairs.map(([a, b]) => [a, b]);
  }

  /** Keep a choice. @throws PHOTO_NOT_FOUND */
  choose(choice: KeptChoice): { choices: number } {
    if (!this.#store.taste.choose(choice, Date.now())) {
      throw new AppError(
        'PHOTO_NOT_FOUND',
        `Expected two photos of the library to choose between but received ids ${choice.better} and ${choice.worse}`,
      );
    }
    this.#events.publish({ event: 'taste.changed' });
    return this.state();
  }

  /** Forget all choices, and with them the order. */
  forget(): void {
    if (this.#store.taste.forget() > 0) this.#events.publish({ event: 'taste.changed' });
  }

  state(): { choices: number } {
    return { choices: this.#store.taste.count() };
  }
}

/** The same whichever of both comes first. */
function keyOf(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
