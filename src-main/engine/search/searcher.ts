import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  AppError,
  type Filters,
  type Hit,
  maxQueryCharacters,
  type QueryChip,
  type SearchAnswer,
  type SearchRequest,
  type SearchSort,
  type UnderstoodQuery,
} from '../../../src-contract/index.ts';
import { aspectOf } from '../../core/aspect.ts';
import { type Calibration, shapeOf } from '../../core/calibration.ts';
import { localDay } from '../../core/local-day.ts';
import { parseQuery } from '../../core/query/parse-query.ts';
import type { Places } from '../../core/query/places.ts';
import { isSentence } from '../../core/text/names.ts';
import { mostHits } from '../../core/vectors/layout.ts';
import { throwIfCancelled } from '../cancelled.ts';
import { pathBelow } from '../folder-paths.ts';
import { letsAllPass } from '../store/filter-sql.ts';
import type { FolderScope } from '../store/folder-scope.ts';
import type { Store } from '../store/store.ts';
import type { ExampleEmbeddings } from './example-embeddings.ts';
import type { HubCorrection } from './hubs/hub-correction.ts';
import type { LocalHit, LocalSearchAnswer, LocalSearchRequest } from './local-search.ts';
import type { DescriptionEncoder } from './query/description-encoder.ts';
import { type Look, type LookHit, rankByLook } from './query/look-query.ts';
import { type QueryParts, queryParts } from './query/query-parts.ts';
import { noThreshold, rank, type Ranked, type Ranking } from './query/ranked.ts';
import { stacked } from './query/stacked.ts';
import type { VectorIndex } from './vector-index.ts';

export interface SearcherOptions {
  readonly store: Store;
  readonly index: VectorIndex;
  readonly descriptions: DescriptionEncoder;
  readonly examples: ExampleEmbeddings;
  readonly hubs: Pick<HubCorrection, 'isComplete' | 'chance'>;
  readonly places: Places;
  /** Photos that have no embedding of the pack yet. */
  readonly countMissing: () => number;
  /** Of the pack; undefined where there is none, and no hit has a confidence. */
  readonly calibration: Calibration | undefined;
}

type Stacking = Store['stacking'];

/** Photos that words find are counted up to here. */
const mostByWords = 1000;

type Query = Pick<LocalSearchRequest, 'text' | 'images' | 'top' | 'filters' | 'sort' | 'stacks'>;

interface Found extends Pick<SearchAnswer, 'matching' | 'nothingMatches' | 'understood' | 'searched' | 'unseen'> {
  readonly hits: readonly Ranked[];
  /** The timings of an answer that is complete now. */
  readonly timings: () => SearchAnswer['timings'];
}

interface Answered {
  readonly ranking: Ranking;
  readonly searched: number;
  /** Photos that pass but have no embedding of this pack yet. */
  readonly unseen: number;
  readonly isDescribed: boolean;
}

/** Answers queries over one pack's index. */
export class Searcher {
  readonly #options: SearcherOptions;

  constructor(options: SearcherOptions) {
    this.#options = options;
  }

  /**
   * Find the photos that fit a text in the query language, example images, or both.
   *
   * @throws QUERY_EMPTY, QUERY_TOO_LONG, QUERY_IMAGE_UNREADABLE, PHOTO_NOT_FOUND, PHOTO_MISSING, CANCELLED, PACK_*,
   * ENCODER_*
   */
  async query(request: SearchRequest, signal?: AbortSignal): Promise<SearchAnswer> {
    const { hits: ranked, timings, ...found } = await this.#find(request, signal);
    const sizes = this.#options.store.photos.sizes(ranked.map(({ id }) => id));
    const shown = present(ranked, found.matching, ({ id, ...hit }): Hit | undefined => {
      const size = sizes.get(id);
      return size && { photoId: id, ...hit, aspect: aspectOf(size.width, size.height) };
    });
    return { ...found, ...shown, timings: timings() };
  }

  /** The same for this machine: paths go in and come out. @throws as `query`, and FOLDER_NOT_REGISTERED */
  async search(request: LocalSearchRequest, signal?: AbortSignal): Promise<LocalSearchAnswer> {
    const scope = request.folder === null ? null : await this.#scope(request.folder);
    const folder = scope === null ? request.filters.folder : { folderId: scope.folderId, below: scope.prefix };
    const query = { ...request, filters: { ...request.filters, folder } };
    const { hits: ranked, timings, ...found } = await this.#find(query, signal);
    const shown = present(ranked, found.matching, ({ id, ...hit }): LocalHit | undefined => {
      const photo = this.#options.store.photos.hit(id, scope);
      if (photo === undefined) return undefined;
      const { folderPath, relativePath, width, height, takenAt, thumb } = photo;
      return { photoId: id, path: join(folderPath, relativePath), ...hit, width, height, takenAt, thumb };
    });
    return { ...found, ...shown, timings: timings() };
  }

  async #find(query: Query, signal: AbortSignal | undefined): Promise<Found> {
    const started = performance.now();
    const understood = this.#understand(query);
    const parts = queryParts(understood, query.images.length > 0);
    const look = await this.#look(parts, query, signal);
    // Whoever typed on has a newer query on its way: the scan would only delay that one.
    throwIfCancelled(signal);
    const encoded = performance.now();
    const { ranking, searched, unseen, isDescribed } = isAnything(look)
      ? await this.#rankLook(look, parts, query, signal)
      : this.#rankFiltered(parts.filters, query);
    const scanned = performance.now();
    const { matching, weaker } = ranking;
    return {
      hits: [...matching, ...weaker].slice(0, query.top),
      matching: Math.min(matching.length, query.top),
      nothingMatches: isDescribed && matching.length === 0 && searched > 0,
      understood,
      searched,
      unseen,
      timings: () => ({
        encodeMs: encoded - started,
        scanMs: scanned - encoded,
        totalMs: performance.now() - started,
      }),
    };
  }

  #understand({ text, images }: Query): UnderstoodQuery {
    const typed = text ?? '';
    if (typed.trim() === '' && images.length === 0) {
      throw new AppError('QUERY_EMPTY', 'Expected a description or an image to search by but received neither');
    }
    if (typed.length > maxQueryCharacters) {
      throw new AppError(
        'QUERY_TOO_LONG',
        `Expected a query of at most ${maxQueryCharacters} characters but received ${typed.length}`,
      );
    }
    const { places, store } = this.#options;
    return parseQuery(typed, { today: localDay(new Date()), places, files: store.fileNames });
  }

  async #look(parts: QueryParts, { images }: Query, signal: AbortSignal | undefined): Promise<Look> {
    const { descriptions, examples } = this.#options;
    const encodeAll = (texts: readonly string[]): Promise<Look['minus']> =>
      Promise.all(texts.map((text) => descriptions.encode(text)));
    const [description, example, minus, ignore] = await Promise.all([
      parts.description === '' ? null : descriptions.encode(parts.description),
      images.length === 0 ? null : examples.of(images, signal),
      encodeAll(parts.minus),
      encodeAll(parts.ignore),
    ]);
    return { description, example, minus, ignore };
  }

  async #rankLook(look: Look, parts: QueryParts, query: Query, signal: AbortSignal | undefined): Promise<Answered> {
    const { store, index, hubs, countMissing } = this.#options;
    const passing = this.#passing(query.filters, parts.filters);
    const only = passing && this.#comparable(passing);
    const searched = only?.size ?? index.size;
    const unseen = passing === null ? countMissing() : passing.size - searched;
    const words = store.words.find(parts.description, mostByWords, passing);
    // Another order than the best first needs all that match, and not the best of them alone.
    const top = query.sort === 'relevance' ? query.top : mostHits;
    // Both of one moment: scores with biases are not to be held against chance without, nor the reverse.
    const { isComplete: biased, chance } = hubs;
    const { calibration } = this.#options;
    // What an example image has in common with photos is not what the calibration is about.
    const isCalibrated = look.example === null && calibration !== undefined && chance !== undefined;
    const kind = isSentence(parts.description) ? 'sentence' : 'words';
    const confidence = isCalibrated ? { shape: shapeOf(calibration, kind), chance: chance[kind] } : undefined;
    const threshold = isCalibrated ? calibration.thresholds[store.settings.get().strictness] : noThreshold;
    const isDescribed = confidence !== undefined && look.description !== null;
    const also = words.filter((id) => index.has(id));
    const ranked = async (top: number): Promise<{ ranking: Ranking; isAll: boolean }> => {
      const looks = await this.#scan(() => rankByLook(index, { look, top, only, also, biased }, { signal }), signal);
      const ranking = stacked(rank(looks, words, { confidence, threshold }), this.#stacking(query), passing);
      return { ranking, isAll: top >= mostHits || looks.length < top };
    };
    let { ranking, isAll } = await ranked(top);
    // Where many of the best are of the same stacks, those that follow are wanted too.
    for (let more = top; !isAll && ranking.matching.length + ranking.weaker.length < query.top;) {
      more = Math.min(mostHits, 3 * more);
      ({ ranking, isAll } = await ranked(more));
    }
    const matching = this.#ordered(ranking.matching, query.sort);
    return { ranking: { matching, weaker: ranking.weaker }, searched, unseen, isDescribed };
  }

  /** What is in which stack; null where stacks are taken apart. */
  #stacking({ stacks }: Query): Stacking | null {
    const { stacking } = this.#options.store;
    return (stacks ?? stacking.isOn) ? stacking : null;
  }

  /** Without anything to look for, everything that passes the filters is found, newest first. */
  #rankFiltered(chips: readonly QueryChip[], query: Query): Answered {
    const { filters, sort, top } = query;
    const foundBy: Ranked['foundBy'] = chips.some(({ kind }) => kind === 'phrase' || kind === 'name') ? ['words'] : [];
    const { catalog } = this.#options.store;
    const passing = catalog.matching(filters, chips);
    const isNewestFirst = sort === 'relevance' || sort === 'newest';
    const index = this.#stacking(query)?.read();
    const shown = index?.hasStacks === true ? index.shownOf(passing).flatMap((at) => passing[at] ?? []) : passing;
    const ordered = isNewestFirst ? shown : catalog.ordered(shown, sort);
    // The rest of a large library is not worth an object each.
    const matching = ordered
      .slice(0, top)
      .map((id) => ({ id, score: 0, confidence: null, foundBy, stack: index?.badgeOf(id) ?? null }));
    return { ranking: { matching, weaker: [] }, searched: passing.length, unseen: 0, isDescribed: false };
  }

  #ordered(hits: readonly Ranked[], sort: SearchSort): readonly Ranked[] {
    if (sort === 'relevance') return hits;
    const byId = new Map(hits.map((hit) => [hit.id, hit]));
    const ids = this.#options.store.catalog.ordered([...byId.keys()], sort);
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  async #scan(scan: () => Promise<LookHit[]>, signal: AbortSignal | undefined): Promise<LookHit[]> {
    try {
      return await scan();
    } catch (error) {
      throwIfCancelled(signal);
      throw error;
    }
  }

  /** Photos that filters and chips let pass; null where they let all. */
  #passing(filters: Filters, chips: readonly QueryChip[]): ReadonlySet<number> | null {
    if (letsAllPass(filters) && chips.length === 0) return null;
    return this.#options.store.catalog.ids(filters, chips);
  }

  /** Those that have an embedding of this pack: after a change of packs some still wait for theirs. */
  #comparable(passing: ReadonlySet<number>): ReadonlySet<number> {
    const { index } = this.#options;
    return new Set([...passing].filter((id) => index.has(id)));
  }

  async #scope(folder: string): Promise<FolderScope> {
    // An offline folder has no real path to ask for, but its photos can still be searched.
    const path = await realpath(folder).catch(() => resolve(folder));
    for (const registered of this.#options.store.folders.roots()) {
      const below = pathBelow(registered.path, path);
      if (below !== undefined) return { folderId: registered.id, prefix: below === '' ? '' : `${below}/` };
    }
    throw new AppError(
      'FOLDER_NOT_REGISTERED',
      `Expected a folder that is indexed but received "${path}". Index it first.`,
    );
  }
}

function isAnything({ description, example, minus }: Look): boolean {
  return description !== null || example !== null || minus.length > 0;
}

/** Show hits; one whose last file vanished between scan and answer is simply no hit any more. */
function present<T>(
  ranked: readonly Ranked[],
  matching: number,
  show: (hit: Ranked) => T | undefined,
): { hits: T[]; matching: number } {
  const hits: T[] = [];
  let shown = 0;
  for (const [i, one] of ranked.entries()) {
    const hit = show(one);
    if (hit === undefined) continue;
    hits.push(hit);
    if (i < matching) shown++;
  }
  return { hits, matching: shown };
}
