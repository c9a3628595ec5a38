import type { EngineEvent, KeptFile } from '../../src-contract/index.ts';
import { filters } from '../filters/index.ts';
import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { navigation } from '../frame/navigation.svelte.ts';
import { toasts } from '../frame/toasts.svelte.ts';
import { t } from '../lib/i18n.svelte.ts';

/** Photos, and of those that lie in several places the files that are shown. */
interface Shown {
  readonly photoIds: readonly number[];
  readonly fileIds: readonly number[];
  /** Photos of which these files alone are meant, even where they are not there any more. */
  readonly named: readonly number[];
}

type Listener = (photoIds: readonly number[]) => void;

/** Photos that go to the system's trash, and come back while that can be undone. */
class Trash {
  /** Those that can be taken back, latest last. */
  readonly #batches: {
    readonly batch: number;
    readonly photoIds: readonly number[];
    readonly until: number;
    readonly dismiss: () => void;
  }[] = [];
  readonly #listeners: Listener[] = [];

  /** Hear of photos that have gone or are back. */
  onChange(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** @param whole with all that belongs to the photos. */
  async move({ photoIds, fileIds, named }: Shown, whole: boolean): Promise<void> {
    // In a folder all files that lie there are meant, but not where another room shows whatever lies anywhere.
    const folder = navigation.room?.isFiltered === true ? filters.now.folder : null;
    await attempt(async () => {
      const { batch, photos, files, undoMs, kept } = await client.call('trash.move', {
        photoIds: [...photoIds],
        fileIds: [...fileIds],
        named: [...named],
        folder,
        whole,
      });
      tellKept(kept);
      if (batch === null) {
        if (kept.length === 0) toasts.problem(t('trash.none'));
        return;
      }
      const text =
        files === photos ? t('trash.going', { count: photos }) : t('trash.goingFiles', { count: photos, files });
      const dismiss = toasts.undoable(text, {
        label: t('trash.undo'),
        forMs: undoMs,
        undo: () => void this.#undo(batch),
      });
      this.#batches.push({ batch, photoIds, until: Date.now() + undoMs, dismiss });
      this.#tell(photoIds);
    });
  }

  /** Take back what went last. @returns whether anything can be. */
  undoLast(): boolean {
    const last = this.#batches.at(-1);
    if (last === undefined || last.until < Date.now()) return false;
    void this.#undo(last.batch);
    return true;
  }

  take(event: EngineEvent): void {
    if (event.event !== 'trash.moved') return;
    this.#forget(event.batch);
    tellKept(event.kept);
  }

  async #undo(batch: number): Promise<void> {
    const photoIds = this.#forget(batch);
    await attempt(async () => {
      const { undone } = await client.call('trash.undo', { batch });
      if (undone) toasts.done(t('trash.undone'));
      else toasts.problem(t('trash.tooLate'));
      this.#tell(photoIds);
    });
  }

  #forget(batch: number): readonly number[] {
    const at = this.#batches.findIndex((each) => each.batch === batch);
    const [forgotten] = at === -1 ? [] : this.#batches.splice(at, 1);
    forgotten?.dismiss();
    return forgotten?.photoIds ?? [];
  }

  #tell(photoIds: readonly number[]): void {
    for (const listener of this.#listeners) listener(photoIds);
  }
}

function tellKept(kept: readonly KeptFile[]): void {
  const [first] = kept;
  if (first === undefined) return;
  const detail = kept.map(({ path, reason }) => `${path}: ${reason}`).join('\n');
  toasts.problem(t('trash.kept', { count: kept.length, reason: first.reason }), detail);
}

export const trash = new Trash();
