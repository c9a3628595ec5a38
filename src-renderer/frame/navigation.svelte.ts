import { viewer } from '../photos/index.ts';
import { search } from '../search/index.ts';

type Place = 'library' | 'search' | 'viewer';

/**
 * Makes the browser's "back" (button, gesture, mouse key) do what it does everywhere: close the viewer, leave a search.
 * The history knows only how deep the user is, never what was searched for.
 */
export class Navigation {
  #depth: Place[] = [];

  constructor() {
    history.replaceState({ depth: 0 }, '');
    $effect(() => {
      const wanted: Place[] = [];
      if (search.isActive) wanted.push('search');
      if (viewer.isOpen) wanted.push('viewer');
      this.#follow(wanted);
    });
  }

  /** The user went back or forward. What was left forward is gone: it stays where it is. */
  popped(state: unknown): void {
    const depth = depthOf(state);
    const left = this.#depth.slice(depth);
    this.#depth = this.#depth.slice(0, depth);
    if (left.includes('viewer')) viewer.close();
    if (left.includes('search')) search.clear();
  }

  #follow(wanted: Place[]): void {
    const before = this.#depth;
    this.#depth = wanted;
    if (wanted.length > before.length) history.pushState({ depth: wanted.length }, '');
    // Closed by other means than "back": the entry stays and is passed over by whoever comes to it.
    else if (wanted.length < before.length) history.replaceState({ depth: wanted.length }, '');
  }
}

function depthOf(state: unknown): number {
  return typeof state === 'object' && state !== null && 'depth' in state && typeof state.depth === 'number'
    ? state.depth
    : 0;
}
