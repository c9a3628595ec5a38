import { plainKey } from '../../lib/plain-key.ts';

const actions = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'previous',
  PageDown: 'next',
  Home: 'first',
  End: 'last',
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  i: 'info',
  s: 'similar',
  b: 'box',
  c: 'compare',
  w: 'where',
  r: 'reveal',
  p: 'part',
  v: 'video',
  z: 'toggleZoom',
  '?': 'help',
  Delete: 'discard',
} as const;

export type ViewerAction = (typeof actions)[keyof typeof actions] | 'fit' | 'copy' | 'undo';

/** With Ctrl or ⌘. Keyboards of notebooks by Apple have no Delete. */
const commands: ReadonlyMap<string, ViewerAction> = new Map([
  ['c', 'copy'],
  ['z', 'undo'],
  ['Backspace', 'discard'],
]);

/** What a key does in the viewer; null for keys that are not its own. */
export function keyAction(event: KeyboardEvent): ViewerAction | null {
  const command = event.ctrlKey || event.metaKey;
  if (event.altKey) return null;
  const key = plainKey(event);
  if (command) return commands.get(key) ?? null;
  return Object.hasOwn(actions, key) ? actions[key as keyof typeof actions] : null;
}
