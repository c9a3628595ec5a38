import { maxSelection, type Tag, type TagList } from '../../src-contract/index.ts';
import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { toasts } from '../frame/toasts.svelte.ts';
import { i18n, t } from '../lib/i18n.svelte.ts';
import { Paced } from '../lib/paced.ts';

/** How long what was done can be taken back by the message that tells of it. */
const undoMs = 10_000;

/** What a tag is called in the language of the page. */
export function tagName({ name, phrase, names }: Pick<Tag, 'name' | 'phrase' | 'names'>): string {
  return name ?? phrase ?? names?.[i18n.language] ?? '';
}

/** Tags, as the page knows them. What is changed here comes back by the engine's event, in every window. */
class Tags {
  /** Null until they have been asked for. */
  list = $state.raw<TagList | null>(null);
  /** Goes up whenever tags, or the photos that have them, have changed. */
  revision = $state(0);
  readonly byId: ReadonlyMap<number, Tag> = $derived(new Map(this.list?.tags.map((tag) => [tag.id, tag])));
  /** Those that photos have and that are not hidden. */
  readonly shown: readonly Tag[] = $derived(
    this.list?.tags.filter(({ photos, isHidden, group }) => !isHidden && (photos > 0 || group === null)) ?? [],
  );
  /** How far photos have been looked at; empty when all have been. */
  readonly progress: string = $derived.by(() => {
    const { state, tagged, photos } = this.list ?? { state: 'ready', tagged: 0, photos: 0 };
    return state === 'working' && tagged < photos ? t('tags.working', { tagged, photos }) : '';
  });
  readonly #refresh = new Paced(() => attempt(() => this.load()).then(() => undefined), { minMs: 300, restFactor: 6 });

  async load(): Promise<void> {
    this.list = await client.call('tags.list', {});
    this.revision++;
  }

  async need(): Promise<void> {
    if (this.list === null) await this.load();
  }

  /** Tags are others than before. */
  changed(): void {
    this.#refresh.soon();
  }

  nameOf(id: number): string {
    const tag = this.byId.get(id);
    return tag === undefined ? '' : tagName(tag);
  }

  /** Make a tag of a phrase. @returns its id */
  async add(phrase: string): Promise<number> {
    const { id } = await client.call('tags.add', { phrase });
    await this.load();
    toasts.done(t('tags.created', { name: this.nameOf(id) }));
    return id;
  }

  async rename(id: number, name: string | null): Promise<void> {
    await client.call('tags.update', { id, name });
    await this.load();
  }

  async setHidden(tag: Tag, isHidden: boolean): Promise<void> {
    const name = tagName(tag);
    await client.call('tags.update', { id: tag.id, isHidden });
    await this.load();
    if (!isHidden) {
      toasts.done(t('tags.shown', { name }));
      return;
    }
    toasts.undoable(t('tags.hiddenDone', { name }), {
      label: t('tags.undo'),
      forMs: undoMs,
      undo: () => void attempt(() => this.setHidden(tag, false)),
    });
  }

  /** Remove a tag of the user, as long as that can be taken back. @param onback is told when it is there again */
  async remove(tag: Tag, onback: () => void): Promise<void> {
    const { id } = tag;
    await client.call('tags.remove', { id });
    await this.load();
    toasts.undoable(t('tags.removed', { name: tagName(tag) }), {
      label: t('tags.undo'),
      forMs: undoMs,
      undo: () =>
        void attempt(async () => {
          await client.call('tags.restore', { id });
          await this.load();
          onback();
        }),
    });
  }

  /** Take a tag from photos, which can be taken back as long as the message that says so stands. @returns whether it worked */
  async refuse(id: number, photoIds: readonly number[]): Promise<boolean> {
    if (photoIds.length === 0) return true;
    if (photoIds.length > maxSelection) {
      toasts.problem(t('selection.tooMany', { max: maxSelection }));
      return false;
    }
    return attempt(async () => {
      const { changed } = await client.call('tags.setRefused', { id, photoIds: [...photoIds], isRefused: true });
      if (changed.length === 0) return;
      toasts.undoable(t('tags.refused', { count: changed.length, name: this.nameOf(id) }), {
        label: t('tags.undo'),
        forMs: undoMs,
        undo: () => void this.giveBack(id, changed),
      });
    });
  }

  /** Leave photos to have a tag again. @returns whether it worked */
  async giveBack(id: number, photoIds: readonly number[]): Promise<boolean> {
    return attempt(() => client.call('tags.setRefused', { id, photoIds: [...photoIds], isRefused: false }));
  }
}

export const tags = new Tags();
