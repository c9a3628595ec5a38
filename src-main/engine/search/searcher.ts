import { join, resolve } from 'node:path';
import {
  AppError,
  type Hit,
  ordersAll,
  type QueryChip,
  type SearchAnswer,
  type SearchRequest,
} from '../../../src-contract/index.ts';
import { aspectOf } from '../../core/aspect.ts';
import { monthRuns } from '../../core/dates/month-runs.ts';
import type { Logger } from '../../core/logger.ts';
import type { Places } from '../../core/query/places.ts';
import { throwIfCancelled } from '../cancelled.ts';
import { registeredAt } from '../folder-paths.ts';
import { columnsOf, type PhotoFacts } from '../photo-columns.ts';
import { spokenLanguages } from '../spoken-languages.ts';
import type { FolderScope } from '../store/folder-scope.ts';
import type { ExampleEmbeddings } from './example-embeddings.ts';
import type { LocalHit, LocalSearchAnswer, LocalSearchRequest } from './local-search.ts';
import { type Answered, type Query, stackingOf } from './query/answered.ts';
import { ordered as inOrder } from './query/look-order.ts';
import type { Look } from './query/look-query.ts';
import { type QueryParts, queryParts } from './query/query-parts.ts';
import { foundByChips } from './query/filtered-beyond.ts';
import { languageUnknownTo } from './query/query-language.ts';
import { type DescribedOptions, isAnything, rankDescribed } from './query/rank-described.ts';
import type { Ranked } from './query/ranked.ts';
import { understand } from './query/understand.ts';

export interface SearcherOptions extends DescribedOptions {
  readonly examples: ExampleEmbeddings;
  readonly places: Places;
  /** That the pack knows, BCP 47. */
  readonly languages: readonly string[];
  readonly log: Logger;
}

interface Found extends Pick<
  SearchAnswer,
  | 'matching'
  | 'mayBeMore'
  | 'nothingMatches'
  | 'cannotTell'
  | 'closerLookUnread'
  | 'understood'
  | 'unknownLanguage'
  | 'lost'
  | 'searched'
  | 'unseen'
> {
  readonly hits: readonly Ranked[];
  /** Those that match beyond `hits`. */
  readonly rest: readonly number[];
  /** The timings of an answer that is complete now. */
  readonly timings: () => SearchAnswer['timings'];
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
   * @throws QUERY_EMPTY, QUERY_TOO_LONG, INVALID_ARGUMENT, QUERY_IMAGE_UNREADABLE, PHOTO_NOT_FOUND, PHOTO_MISSING, CANCELLED, PACK_*,
   * ENCODER_*
   */
  async query(request: SearchRequest, signal?: AbortSignal): Promise<SearchAnswer> {
    const {
      hits: ranked,
      rest,
      timings,
      ...found
    } = await this.#find({ ...request, all: request.all ?? false }, signal);
    const { store } = this.#options;
    const ids = [...ranked.map(({ id }) => id), ...rest];
    const sizes = store.photos.sizes(ids);
    const files = store.meantFiles.of(ids, request.filters, found.understood.chips);
    const shown = present(ranked, found.matching, ({ id, ...hit }): Hit | undefined => {
      const size = sizes.get(id);
      if (size === undefined) return undefined;
      const { width, height, datedAt } = size;
      return { photoId: id, fileId: files.get(id) ?? null, ...hit, aspect: aspectOf(width, height), datedAt };
    });
    const columns = columnsOf(rest, { sizes, files, stacks: stackingOf(store, {})?.read() ?? null });
    const dates = [
      ...shown.hits.slice(0, shown.matching).map(({ datedAt }) => datedAt),
      ...datesOf(columns.ids, sizes),
    ];
    const months = request.sort === 'newest' || request.sort === 'oldest' ? monthRuns(dates) : [];
    return { ...found, ...shown, rest: columns, months, timings: timings() };
  }

  /** The same for this machine: paths go in and come out. @throws as `query`, and FOLDER_NOT_REGISTERED */
  async search(request: LocalSearchRequest, signal?: AbortSignal): Promise<LocalSearchAnswer> {
    const scope = request.folder === null ? null : await this.#scope(request.folder);
    const folder = scope === null ? request.filters.folder : { folderId: scope.folderId, below: scope.prefix };
    const query = { ...request, all: false, filters: { ...request.filters, folder } };
    const { hits: ranked, rest: _, timings, ...found } = await this.#find(query, signal);
    const { store } = this.#options;
    const files = store.meantFiles.of(
      ranked.map(({ id }) => id),
      query.filters,
      found.understood.chips,
    );
    const shown = present(ranked, found.matching, ({ id, ...hit }): LocalHit | undefined => {
      const photo = store.photos.hit(id, scope, files.get(id));
      if (photo === undefined) return undefined;
      const { folderPath, relativePath, width, height, takenAt, thumb } = photo;
      return { photoId: id, path: join(folderPath, relativePath), ...hit, width, height, takenAt, thumb };
    });
    return { ...found, ...shown, timings: timings() };
  }

  async #find(query: Query, signal: AbortSignal | undefined): Promise<Found> {
    const started = performance.now();
    if ((query.text ?? '').trim() === '' && query.images.length === 0 && !ordersAll(query.sort)) {
      throw new AppError('QUERY_EMPTY', 'Expected a description or an image to search by but received neither');
    }
    const understood = understand(query.text ?? '', this.#options);
    const parts = queryParts(understood, query.images.length > 0);
    const [{ look, lost }, language] = await Promise.all([
      this.#look(parts, query, signal),
      this.#unknownLanguage(parts.description, query.speaks),
    ]);
    // Whoever typed on has a newer query on its way: the scan would only delay that one.
    throwIfCancelled(signal);
    const encoded = performance.now();
    const isByLook = isAnything(look) || isJudged(query);
    const byLook = isByLook ? await rankDescribed(this.#options, { look, parts, query }, signal) : null;
    const { matching, count, mayBeMore, rest, weaker, searched, unseen, isDescribed, cannotTell } =
      byLook ?? (await this.#rankFiltered(parts.filters, query, signal));
    const scanned = performance.now();
    return {
      hits: [...matching, ...weaker].slice(0, query.top),
      matching: count,
      mayBeMore,
      rest,
      nothingMatches: isDescribed && count === 0 && searched > 0,
      cannotTell: searched > 0 ? cannotTell : null,
      closerLookUnread: look.description !== null && this.#options.windows.unread !== undefined,
      understood,
      unknownLanguage: this.#isFound(matching) ? null : language,
      lost,
      searched,
      unseen,
      timings: () => ({
        encodeMs: encoded - started,
        scanMs: scanned - encoded,
        totalMs: performance.now() - started,
      }),
    };
  }

  /** Without the dictionary a search is answered, and nothing is said of its language. */
  async #unknownLanguage(description: string, speaks: Query['speaks']): Promise<string | null> {
    const { languages, store, log } = this.#options;
    try {
      return await languageUnknownTo(languages, description, speaks ?? spokenLanguages(store.settings));
    } catch (error) {
      log.warn({ error: String(error) }, 'the language of a query cannot be told');
      return null;
    }
  }

  /** Is what was described there for certain, whatever language its words seem to be of? Names are of any. */
  #isFound([best]: readonly Ranked[]): boolean {
    if (best === undefined) return false;
    const { hubs, windows } = this.#options;
    const surely = (windows.look ?? hubs).calibration?.thresholds.strict.any ?? 1;
    return best.foundBy.includes('words') || (best.confidence ?? 0) >= surely;
  }

  async #look(
    parts: QueryParts,
    { images }: Query,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly look: Look } & Pick<Found, 'lost'>> {
    const { descriptions, examples } = this.#options;
    const encodeAll = (texts: readonly string[]): Promise<Look['minus']> =>
      Promise.all(texts.map((text) => descriptions.encode(text)));
    const [description, { lost, ...byExample }, minus, ignore] = await Promise.all([
      parts.description === '' ? null : descriptions.encode(parts.description),
      images.length === 0 ? { example: null, lost: [] } : examples.byParts(images, signal, parts.description !== ''),
      encodeAll(parts.minus),
      encodeAll(parts.ignore),
    ]);
    return { look: { description, ...byExample, minus, ignore }, lost: [...lost] };
  }

  /** Without anything to look for, everything that passes the filters is found, newest first. */
  async #rankFiltered(chips: readonly QueryChip[], query: Query, signal: AbortSignal | undefined): Promise<Answered> {
    const { filters, sort, top } = query;
    const foundBy = foundByChips(chips);
    const { store } = this.#options;
    const passing = store.catalog.matching(filters, chips);
    const isNewestFirst = sort === 'relevance' || sort === 'newest';
    const index = stackingOf(store, query)?.read();
    const shown = index?.hasStacks === true ? index.shownOf(passing).flatMap((at) => passing[at] ?? []) : passing;
    const ordered = isNewestFirst ? shown : await inOrder(this.#options, shown, query, signal);
    // The rest of a large library is not worth an object each.
    const matching = ordered
      .slice(0, top)
      .map((id) => ({ id, score: 0, confidence: null, foundBy, shares: null, stack: index?.badgeOf(id) ?? null }));
    return {
      ...{ matching, count: ordered.length, mayBeMore: false, rest: query.all ? ordered.slice(top) : [], weaker: [] },
      ...{ searched: passing.length, unseen: 0, isDescribed: false, cannotTell: null },
    };
  }

  async #scope(folder: string): Promise<FolderScope> {
    // An offline folder can still be searched.
    const found = await registeredAt(folder, this.#options.store.folders.roots());
    if (found === undefined) {
      throw new AppError(
        'FOLDER_NOT_REGISTERED',
        `Expected a folder that is indexed but received "${resolve(folder)}". Index it first.`,
      );
    }
    return { folderId: found.folder.id, prefix: found.below === '' ? '' : `${found.below}/` };
  }
}

/** Where nothing is described, photos that were judged may say what to look for. */
function isJudged({ feedback }: Query): boolean {
  return feedback !== undefined && feedback.liked.length + feedback.disliked.length > 0;
}

/** Show hits; one whose last file vanished between scan and answer is simply no hit any more. */
function present<T>(
  ranked: readonly Ranked[],
  matching: number,
  show: (hit: Ranked) => T | undefined,
): { hits: T[]; matching: number } {
  const hits: T[] = [];
  let left = matching;
  for (const [i, one] of ranked.entries()) {
    const hit = show(one);
    if (hit !== undefined) hits.push(hit);
    else if (i < matching) left--;
  }
  return { hits, matching: left };
}

function datesOf(ids: readonly number[], sizes: PhotoFacts['sizes']): string[] {
  return ids.map((id) => sizes.get(id)?.datedAt ?? '');
}
