import type { Album, MethodInput } from '../../src-contract/index.ts';
import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { navigation } from '../frame/navigation.svelte.ts';
import { toasts } from '../frame/toasts.svelte.ts';
import { Paced } from '../lib/paced.ts';
import { t } from '../lib/i18n.svelte.ts';
import { undoAdding } from './undo-adding.ts';

/** How long a deletion can be taken back by the message that tells of it. */
const undoMs = 10_000;

/** Albums, as the page knows them. What is changed here comes back by the engine's event, in every window. */
class Albums {
  list = $state.raw<readonly Album[]>([]);
  /** Whether they have been asked for. */
  isLoaded = $state(false);
  readonly #refresh = new Paced(() => attempt(() => this.load()).then(() => undefined), { minMs: 800, restFactor: 8 });

  async load(): Promise<void> {
    this.list = await client.call('albums.list', {});
    this.isLoaded = true;
  }

  /** Albums are others than before. */
  changed(): void {
    this.#refresh.soon();
  }

  async create(album: MethodInput<'albums.create'>): Promise<Album> {
    const made = await client.call('albums.create', album);
    await this.load();
    return made;
  }

  /** Put photos into an album, which can be taken back at once. */
  async add({ id, name }: Album, photoIds: readonly number[]): Promise<void> {
    const done = await client.call('albums.add', { id, photoIds: [...photoIds] });
    const count = done.added.length + done.refusedBefore.length;
    const text = t('albums.added', { count, name });
    if (count === 0) {
      toasts.done(text);
      return;
    }
    toasts.undoable(text, {
      label: t('albums.undo'),
      forMs: undoMs,
      undo: () => void attempt(() => undoAdding(id, done)),
    });
  }

  /** Remove an album, as long as that can be taken back. */
  async remove({ id, name }: Album): Promise<void> {
    const { visit } = navigation;
    await client.call('albums.remove', { id });
    navigation.goFrom(visit, { room: 'albums', path: [], params: {} });
    toasts.undoable(t('albums.removed', { name }), {
      label: t('albums.undo'),
      forMs: undoMs,
      undo: () =>
        void attempt(async () => {
          const back = await client.call('albums.restore', { id });
          navigation.go({ room: 'albums', path: [String(back.id)], params: {} });
        }),
    });
  }
}

export const albums = new Albums();
