import type { Component } from 'svelte';
import type { MessageKey } from '../messages.ts';

/** A way into a room, in the side bar. */
export interface Door {
  /**
   * Its place among the others, lowest first. Photos have 10, favourites 20, albums 30, tags 40, places 50, folders 60,
   * duplicates 70, and what is rejected, to be looked through before it goes, 80.
   */
  readonly at: number;
  readonly icon: Component<{ size?: number | string }>;
  readonly title: MessageKey;
  /** Address of the room, `#/favourites`; a function where it depends on what is shown. */
  readonly href: string | (() => string);
  /** How many things are behind it; null, as 0, says nothing. */
  readonly count?: () => number | null;
  /** The letter that leads there after `G`, in small. No two doors have the same. */
  readonly key?: string;
  /** What can be dropped on it; held over it, it opens the room. */
  readonly drop?: { readonly isWanted: () => boolean; readonly take: () => void };
  /** False as long as it would lead to nothing. */
  readonly isShown?: () => boolean;
}
