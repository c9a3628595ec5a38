import type { GridState } from './GridState.svelte.ts';

/** Where a key leads from photo `active` of `count`; null for keys that do not move. */
export function keyMove(event: KeyboardEvent, active: number, count: number, grid: GridState): number | null {
  const to = target(event, active, count, grid);
  return to === null ? null : Math.min(count - 1, Math.max(0, to));
}

function target(event: KeyboardEvent, active: number, count: number, { rows, height }: GridState): number | null {
  switch (event.key) {
    case 'ArrowLeft':
      return active - 1;
    case 'ArrowRight':
      return active + 1;
    case 'ArrowUp':
      return rows.verticalNeighbour(active, -1);
    case 'ArrowDown':
      return rows.verticalNeighbour(active, 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'PageUp':
    case 'PageDown': {
      const way = event.key === 'PageUp' ? -1 : 1;
      return rows.rowRange(rows.rowAt(rows.rowTop(rows.rowOf(active)) + way * height * 0.85))[0];
    }
    default:
      return null;
  }
}
