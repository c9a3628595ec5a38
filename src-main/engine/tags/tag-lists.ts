import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KeywordCount, Tag, TagGroup, TagList } from '../../../src-contract/index.ts';
import { vocabulary } from '../../core/tags/vocabulary.ts';
import type { Store } from '../store/store.ts';
import type { TagCount } from '../store/tags/tag-counts.ts';
import type { TagRow } from '../store/tags/tags.ts';
import { parentsOf, wordsByKey } from './tag-words.ts';

type Counted = Omit<TagList, 'state'>;
type TagCounts = ReadonlyMap<number, TagCount>;

/**
 * The list of tags with their photos. What was counted is kept until anything is written to the database, so that however many pages
 * ask, it is counted once; and others have their turn between the parts of it.
 */
export class TagLists {
  readonly #store: Store;
  #kept: { readonly changes: string; readonly list: Promise<Counted> } | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  /** @throws DATABASE_* */
  list(): Promise<Counted> {
    const { tags, tagCounts } = this.#store;
    // Reading them writes those that are new in the vocabulary.
    const rows = tags.list();
    const changes = [tagCounts.changes(), ...tags.leaving].join();
    if (this.#kept?.changes === changes) return this.#kept.list;
    const kept = { changes, list: this.#count(rows) };
    this.#kept = kept;
    // One that failed is no answer to the next.
    kept.list.catch(() => {
      if (this.#kept === kept) this.#kept = undefined;
    });
    return kept.list;
  }

  async #count(rows: readonly TagRow[]): Promise<Counted> {
    const { tagCounts, tagPasses } = this.#store;
    const counts: TagCounts = new Map(tagCounts.tags().map((count) => [count.of, count]));
    await nextTurn();
    const seen = tagPasses.counts();
    await nextTurn();
    const keywords = tagCounts
      .keywords()
      .map(({ of, photos, coverId }): KeywordCount => ({ word: of, photos, coverId }));
    await nextTurn();
    const groups = await this.#groups(rows, counts);
    return { ...seen, groups, tags: toldTags(rows, counts), keywords };
  }

  async #groups(rows: readonly TagRow[], counts: TagCounts): Promise<TagGroup[]> {
    const words = wordsByKey();
    const shown = rows.filter(({ isHidden }) => !isHidden).flatMap(({ id }) => counts.get(id) ?? []);
    const groupOf = new Map(rows.map(({ id, key }) => [id, words.get(key)?.group]));
    const byGroup = Map.groupBy(shown, ({ of }) => groupOf.get(of));
    const groups: TagGroup[] = [];
    for (const { key, names } of vocabulary().groups) {
      const some = byGroup.get(key) ?? [];
      const best = some.toSorted((a, b) => b.evidence - a.evidence)[0];
      const photos = some.length < 2 ? (best?.photos ?? 0) : this.#store.tagCounts.photosOf(some.map(({ of }) => of));
      groups.push({ key, names: { ...names }, photos, coverId: best?.coverId ?? null });
      await nextTurn();
    }
    return groups;
  }
}

function toldTags(rows: readonly TagRow[], counts: TagCounts): Tag[] {
  const words = wordsByKey();
  const parents = parentsOf(rows);
  return rows.map(({ id, key, name, phrase, isHidden }) => {
    const word = words.get(key);
    const names = word === undefined ? null : { ...word.names };
    const count = counts.get(id);
    return {
      ...{ id, group: word?.group ?? null, parent: parents.get(id) ?? null, names, name, phrase, isHidden },
      ...{ photos: count?.photos ?? 0, coverId: count?.coverId ?? null },
    };
  });
}
