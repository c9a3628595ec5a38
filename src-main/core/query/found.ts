import type { Understood } from './chips.ts';
import type { TokenView } from './token-view.ts';

/** What was understood at a token, and the index of the first token behind it. */
export interface Found {
  readonly understood: Understood;
  readonly next: number;
}

/** Look whether a chip begins at a token. */
export type Recogniser = (tokens: TokenView, at: number) => Found | undefined;
