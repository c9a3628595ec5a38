import type { AlbumRun } from '../../src-contract/index.ts';
import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { toasts } from '../frame/toasts.svelte.ts';
import { t } from '../lib/i18n.svelte.ts';

const undoMs = 10_000;

/** The latest move, as long as it can be undone. */
interface Move {
  /** The album and the photos. */
  readonly of: string;
  /** Where they lay. */
  readonly runs: readonly AlbumRun[];
  readonly untilMs: number;
  readonly dismiss: () => void;
}

/** Tells of photos that were moved in an album. A photo that is moved on, by one place with each key, is told of once and undone at once. */
export class Moves {
  #latest: Move | null = null;

  /**
   * @param runs where they lay before.
   * @param undone what to do after they are back.
   */
  tell(id: number, photoIds: readonly number[], runs: readonly AlbumRun[], undone: () => Promise<void>): void {
    const of = JSON.stringify([id, [...photoIds].sort((a, b) => a - b)]);
    const before = this.#latest?.of === of && Date.now() < this.#latest.untilMs ? this.#latest : null;
    before?.dismiss();
    const back = before?.runs ?? runs;
    const dismiss = toasts.undoable(t('albums.moved', { count: photoIds.length }), {
      label: t('albums.undo'),
      forMs: undoMs,
      undo: () => {
        this.#latest = null;
        void attempt(async () => {
          await client.call('albums.move', { id, runs: [...back] });
          await undone();
        });
      },
    });
    this.#latest = { of, runs: back, untilMs: Date.now() + undoMs, dismiss };
  }
}
