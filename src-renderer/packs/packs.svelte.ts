import type { EngineEvent, PackChange } from '../../src-contract/index.ts';
import { client } from '../frame/client.ts';

/** How far it is that every photo is looked at with the model in use. */
class Packs {
  /** Null where every photo that can be read is done. */
  change = $state.raw<PackChange | null>(null);

  async load(): Promise<void> {
    this.change = (await client.call('packs.state', {})).change;
  }

  take(event: EngineEvent): void {
    if (event.event === 'packs.changed') this.change = event.change;
  }
}

export const packs = new Packs();
