import { maxAskedOf, maxPassedOver, type PhotoPair } from '../../src-contract/index.ts';
import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { evenly } from './evenly.ts';
import { taste } from './taste.svelte.ts';

/** Pairs that are put before the user, of the photos that were in sight. */
class Asking {
  /** To be asked; the first is. */
  pairs = $state.raw<readonly PhotoPair[]>([]);
  /** It is known what there is to ask. */
  isReady = $state(false);
  /** Put the photos in sight in order. */
  sort: () => void = () => undefined;
  #photoIds: readonly number[] = [];
  #passed: readonly PhotoPair[] = [];
  #isBusy = false;

  /** Begin to ask about photos. */
  async begin(photoIds: readonly number[], sort: () => void): Promise<void> {
    this.#photoIds = evenly(photoIds, maxAskedOf);
    this.sort = sort;
    this.#forgetPassed();
    await this.#during(() => this.#ask());
  }

  /** The photo at this place of the pair is the one that is liked better; null for neither. */
  async answer(place: 0 | 1 | null): Promise<void> {
    const [pair, ...others] = this.pairs;
    if (pair === undefined) return;
    await this.#during(async () => {
      if (place === null) this.#passed = [...this.#passed, pair].slice(-maxPassedOver);
      else taste.took(await client.call('taste.choose', { better: pair[place], worse: pair[1 - place] ?? 0 }));
      this.pairs = others;
      if (others.length === 0) await this.#ask();
    });
  }

  /** Forget all that was chosen, and begin anew. */
  async forget(): Promise<void> {
    await this.#during(async () => {
      await client.call('taste.forget', {});
      await taste.load();
      this.#forgetPassed();
      await this.#ask();
    });
  }

  #forgetPassed(): void {
    this.#passed = [];
    this.pairs = [];
    this.isReady = false;
  }

  async #ask(): Promise<void> {
    const asked = { photoIds: [...this.#photoIds], passed: [...this.#passed] };
    const { pairs } = await client.call('taste.pairs', asked);
    this.pairs = pairs;
    this.isReady = true;
  }

  /** One answer at a time: a key that is pressed meanwhile was meant for the pair before. */
  async #during(work: () => Promise<void>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    await attempt(work);
    this.#isBusy = false;
  }
}

export const asking = new Asking();
