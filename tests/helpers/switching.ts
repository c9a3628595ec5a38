import { noFilters, type PackState, type SearchAnswer } from '../../src-contract/index.ts';
import { dispatch } from '../../src-main/engine/dispatch.ts';
import type { TempLibrary } from './temp-library.ts';

export function state(lib: TempLibrary): Promise<PackState> {
  return dispatch(lib.engine, 'packs.state', {});
}

export async function use(lib: TempLibrary, id: string, when: 'covered' | 'now'): Promise<void> {
  await dispatch(lib.engine, 'packs.use', { id, when });
}

export function query(lib: TempLibrary, text = 'a red square'): Promise<SearchAnswer> {
  return lib.engine.search.query({ text, images: [], top: 1000, filters: noFilters, sort: 'relevance' });
}

/** What tells answers of different packs apart. */
export function scores({ hits }: SearchAnswer): [number, number][] {
  return hits.map(({ photoId, score }) => [photoId, Math.round(score * 1e5) / 1e5]);
}
