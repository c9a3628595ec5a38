import type { GridVisit } from '../grid/GridState.svelte.ts';

/** As many as somebody may go back to. */
const most = 200;

const visits = new Map<string, GridVisit>();

/** How a grid was left, by what tells one coming to a room from another, or by the room for however it was left last. */
export function visitOf(...keys: readonly string[]): GridVisit | null {
  for (const key of keys) {
    const visit = visits.get(key);
    if (visit !== undefined) return visit;
  }
  return null;
}

export function keepVisit(visit: GridVisit, ...keys: readonly string[]): void {
  for (const key of keys) {
    // Those kept last are at the end.
    visits.delete(key);
    visits.set(key, visit);
  }
  for (const key of [...visits.keys()].slice(0, -most)) visits.delete(key);
}
