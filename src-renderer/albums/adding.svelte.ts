import type { MethodInput } from '../../src-contract/index.ts';

/** Photos that are to be put into an album, and where they come from. */
interface Adding {
  readonly photoIds: readonly number[];
  readonly source: MethodInput<'albums.create'>['source'];
  /** That found them; empty for none. */
  readonly description: string;
}

class AddingState {
  now = $state.raw<Adding>({ photoIds: [], source: 'name', description: '' });
}

export const adding = new AddingState();
