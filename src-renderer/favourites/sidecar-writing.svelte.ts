import type { EngineEvent, SidecarWriting as Status } from '../../src-contract/index.ts';
import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { Paced } from '../lib/paced.ts';

/** How ratings come to sidecars, as long as somebody looks at it. */
class SidecarWriting {
  status = $state.raw<Status | null>(null);
  #lookers = 0;
  readonly #refresh = new Paced(() => this.#load(), { minMs: 500, restFactor: 8 });

  /** Keep it up to date. @returns ends that. */
  look(): () => void {
    this.#lookers++;
    this.#refresh.soon();
    return () => {
      this.#lookers--;
    };
  }

  take(event: EngineEvent): void {
    const isOurs = event.event === 'favourites.sidecarsChanged' || event.event === 'library.changed';
    if (isOurs && this.#lookers > 0) this.#refresh.soon();
  }

  /** Have all ratings written that are given so far. */
  async writeAll(): Promise<void> {
    await attempt(() => client.call('favourites.writeAll', {}));
    await this.#refresh.now();
  }

  async #load(): Promise<void> {
    await attempt(async () => {
      this.status = await client.call('favourites.sidecars', {});
    });
  }
}

export const sidecarWriting = new SidecarWriting();
