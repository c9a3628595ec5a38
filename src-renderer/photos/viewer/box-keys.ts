import type { Box } from '../../../src-contract/index.ts';
import { middleBox, moveBox, resizeBox } from '../../lib/box.ts';
import { plainKey } from '../../lib/plain-key.ts';

/** How far a key moves a box or an edge of it, as a share of the photo. */
const step = 0.02;

const arrows: Partial<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-step, 0],
  ArrowRight: [step, 0],
  ArrowUp: [0, -step],
  ArrowDown: [0, step],
};

/**
 * What a key does while boxes are drawn: change the last one, add one or take it away, search with them, or end it; null for
 * keys that are not its own.
 */
export function boxKey(event: KeyboardEvent, box: Box | null): Box | 'search' | 'leave' | 'add' | 'remove' | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const key = plainKey(event);
  if (key === 'Escape' || key === 'b') return 'leave';
  if (key === 'n') return 'add';
  if (key === 'Delete' || key === 'Backspace') return 'remove';
  if (key === 'Enter' && !(event.target instanceof HTMLButtonElement)) return box === null ? middleBox : 'search';
  const arrow = arrows[key];
  if (arrow === undefined) return null;
  if (box === null) return middleBox;
  return event.shiftKey ? resizeBox(box, ...arrow) : moveBox(box, ...arrow);
}
