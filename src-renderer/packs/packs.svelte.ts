import type { EngineEvent, PackChange, PackName, PackState } from '../../src-contract/index.ts';
import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';

/** Which models photos are searched with and looked at with, and how far that is. */
class Packs {
  /** Null until the engine has answered. */
  state = $state.raw<PackState | null>(null);
  /** Of the model that is being chosen, as long as it is checked and tried; null when none is. */
  choosing = $state<string | null>(null);
  /** Null where every photo that can be read is done. */
  readonly change: PackChange | null = $derived(this.state?.change ?? null);
  readonly answering: PackName | null = $derived(this.state?.answering ?? null);
  readonly incoming: PackName | null = $derived(this.state?.incoming ?? null);
  readonly previous: PackName | null = $derived(this.state?.previous ?? null);

  async load(): Promise<void> {
    this.state = await client.call('packs.state', {});
  }

  take(event: EngineEvent): void {
    if (event.event !== 'packs.changed') return;
    const { answering, incoming, previous, change } = event;
    this.state = { answering, incoming, previous, change };
  }

  /** Search with another model: when it has seen every photo, or now among those that it has seen. */
  async use(id: string, when: 'covered' | 'now'): Promise<void> {
    this.choosing = id;
    await this.#do(() => client.call('packs.use', { id, when }));
    this.choosing = null;
  }

  async setPaused(paused: boolean): Promise<void> {
    await this.#do(() => client.call('packs.setPaused', { paused }));
  }

  /** Give up the one that is to come, else search with the one before again. */
  async goBack(): Promise<void> {
    await this.#do(() => client.call('packs.goBack', {}));
  }

  /** Remove what the one before has made: there is no way back to it any more. */
  async keep(): Promise<void> {
    await this.#do(() => client.call('packs.keep', {}));
  }

  async #do(work: () => Promise<unknown>): Promise<void> {
    await attempt(async () => {
      await work();
      await this.load();
    });
  }
}

export const packs = new Packs();
