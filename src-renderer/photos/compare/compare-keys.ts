import { plainKey } from '../../lib/plain-key.ts';

const actions = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'previous',
  PageDown: 'next',
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  '0': 'fit',
  '1': 'actual',
  '?': 'help',
} as const;

export type CompareAction = (typeof actions)[keyof typeof actions] | 'undo';

/** What a key does while photos are side by side; null for keys that are not their own. */
export function compareAction(event: KeyboardEvent): CompareAction | null {
  if (event.altKey) return null;
  const key = plainKey(event);
  if (event.ctrlKey || event.metaKey) return key === 'z' ? 'undo' : null;
  return Object.hasOwn(actions, key) ? actions[key as keyof typeof actions] : null;
}
