import type { Logger } from '../../core/logger.ts';
import { Slices } from '../slices.ts';
import type { CountryOf } from '../store/photo-countries.ts';
import type { Store } from '../store/store.ts';

/** Photos written at once. */
const batch = 500;

export interface PlaceFillerOptions {
  readonly store: Store;
  readonly countryOf: CountryOf;
  readonly log: Logger;
  /** Told when countries are there that were not, and a search can find more than before. */
  readonly onFilled: () => void;
}

/** Looks up in the background in which countries photos were taken, those that were saved before anybody asked. */
export class PlaceFiller implements AsyncDisposable {
  readonly #options: PlaceFillerOptions;
  #filling: Promise<void> | undefined;
  readonly #closing = new AbortController();

  constructor(options: PlaceFillerOptions) {
    this.#options = options;
  }

  /** Look up what is missing. Settles when nothing is; what goes wrong is logged and tried at the next time. */
  fill(): Promise<void> {
    this.#filling ??= this.#fill().finally(() => {
      this.#filling = undefined;
    });
    return this.#filling;
  }

  async #fill(): Promise<void> {
    const { store, log, onFilled } = this.#options;
    const startedMs = Date.now();
    let filled = 0;
    try {
      for (let some = await this.#fillSome(); some > 0; some = await this.#fillSome()) filled += some;
    } catch (error) {
      log.warn({ error: String(store.translate(error)) }, 'countries of photos could not be looked up');
    }
    if (filled === 0) return;
    log.info({ filled, ms: Date.now() - startedMs }, 'countries looked up');
    onFilled();
  }

  async #fillSome(): Promise<number> {
    const { store, countryOf } = this.#options;
    const slices = new Slices();
    const countries = new Map<number, string | null>();
    const { signal } = this.#closing;
    for (const { id, latitude, longitude } of store.photoCountries.withoutCountry(batch)) {
      countries.set(id, countryOf(latitude, longitude));
      await slices.breathe();
      if (signal.aborted) return 0;
    }
    store.photoCountries.setCountries(countries);
    return countries.size;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    await this.#filling;
  }
}
