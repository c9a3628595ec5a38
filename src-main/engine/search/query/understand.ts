import { AppError, maxQueryCharacters, type UnderstoodQuery } from '../../../../src-contract/index.ts';
import { localDay } from '../../../core/local-day.ts';
import { parseQuery } from '../../../core/query/parse-query.ts';
import type { Places } from '../../../core/query/places.ts';
import type { Store } from '../../store/store.ts';

interface Known {
  readonly places: Places;
  readonly store: Pick<Store, 'fileNames'>;
}

/** Understand a text in the query language, as of today. @throws QUERY_TOO_LONG */
export function understand(text: string, { places, store }: Known): UnderstoodQuery {
  if (text.length > maxQueryCharacters) {
    throw new AppError(
      'QUERY_TOO_LONG',
      `Expected a query of at most ${maxQueryCharacters} characters but received ${text.length}`,
    );
  }
  return parseQuery(text, { today: localDay(new Date()), places, files: store.fileNames });
}
