import type { EngineEvent, PackChange, PackState } from '../../src-contract/index.ts';
import { client } from '../frame/client.ts';

/** Which model answers, which one is to, and how far it is that every photo is looked at with it. */
class Packs {
  /** Null until it is known. */
  state = $state.raw<PackState | null>(null);

  /** Null where every photo that can be read is done. */
  get change(): PackChange | null {
    return this.state?.change ?? null;
  }

  async load(): Promise<void> {
    this.state = await client.call('packs.state', {});
  }

  take(event: EngineEvent): void {
    if (event.event !== 'packs.changed') return;
    const { event: _, ...state } = event;
    this.state = state;
  }

  /** Let a model that is installed answer: when it has seen every photo, or at once. */
  async use(pack: { readonly id: string; readonly version: string }, when: 'covered' | 'now'): Promise<void> {
    await client.call('packs.use', { id: pack.id, version: pack.version, when });
  }

  async setPaused(paused: boolean): Promise<void> {
    await client.call('packs.setPaused', { paused });
  }

  async goBack(): Promise<void> {
    await client.call('packs.goBack', {});
  }

  async keep(): Promise<void> {
    await client.call('packs.keep', {});
  }
}

export const packs = new Packs();
