import type { SearchAnswer } from '../../../../src-contract/index.ts';
import type { Store } from '../../store/store.ts';
import type { LocalSearchRequest } from '../local-search.ts';
import type { Ranked } from './ranked.ts';

/** What is asked, whoever asks. */
export type Query = Pick<
  LocalSearchRequest,
  'text' | 'images' | 'top' | 'filters' | 'sort' | 'axis' | 'stacks' | 'feedback' | 'speaks'
> & {
  /** Whether those that match beyond `top` are wanted too. */
  readonly all: boolean;
};

/** What was found, before it is known what it looks like on the page. */
export interface Answered {
  /** The first `top` of those that match, in the order asked for. */
  readonly matching: readonly Ranked[];
  /** How many match. */
  readonly count: number;
  /** There may be more that match: nobody has looked. */
  readonly mayBeMore: boolean;
  /** Ids of those that match beyond `matching`, in the same order. */
  readonly rest: readonly number[];
  /** Best first. */
  readonly weaker: readonly Ranked[];
  readonly searched: number;
  /** Photos that pass but have no embedding of this pack yet. */
  readonly unseen: number;
  readonly isDescribed: boolean;
  /** Why nothing tells which photos match; null where it is told, or not asked. */
  readonly cannotTell: SearchAnswer['cannotTell'];
}

/** What is in which stack; null where stacks are taken apart. */
export function stackingOf(store: Store, { stacks }: Pick<Query, 'stacks'>): Store['stacking'] | null {
  const { stacking } = store;
  return (stacks ?? stacking.isOn) ? stacking : null;
}
