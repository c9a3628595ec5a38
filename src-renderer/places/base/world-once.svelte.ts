import { failed } from '../../frame/attempt.ts';
import type { World } from './world.ts';

/** The outlines of the world: loaded when a map is shown first, and kept. */
class WorldOnce {
  /** Null until they are there. */
  now = $state.raw<World | null>(null);
  /** Why they are not; another map tries again. */
  error = $state.raw<unknown>(null);
  #loading: Promise<void> | undefined;

  load(): Promise<void> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load(): Promise<void> {
    try {
      const { makeWorld } = await import('./world.ts');
      this.error = null;
      this.now = makeWorld();
    } catch (error) {
      this.error = error;
      this.#loading = undefined;
      failed(error);
    }
  }
}

export const worldOnce = new WorldOnce();
