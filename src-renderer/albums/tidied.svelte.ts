import { noFilters, type TidyRequest } from '../../src-contract/index.ts';

/** What a dialog that proposes albums is about. */
class Tidied {
  /** The photos that albums are proposed for. */
  asked = $state.raw<TidyRequest>({ filters: noFilters });
}

export const tidied = new Tidied();
