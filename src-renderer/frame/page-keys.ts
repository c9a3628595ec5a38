import { isTyping } from '../lib/is-typing.ts';
import { plainKey } from '../lib/plain-key.ts';

/**
 * The name of a key that does something wherever the focus is: `mod+f` with Ctrl or ⌘, `escape`, or what it types.
 * Null for keys that belong to what has the focus.
 */
export function pageKey(event: KeyboardEvent): string | null {
  if (event.defaultPrevented || event.altKey) return null;
  // A modal dialog has all keys.
  if (document.querySelector('dialog:modal') !== null) return null;
  if (event.ctrlKey || event.metaKey) return `mod+${plainKey(event)}`;
  // An open menu is what Escape is for then, and the browser closes it.
  if (event.key === 'Escape') return document.querySelector('[popover=auto]:popover-open') === null ? 'escape' : null;
  return isTyping(event.target) ? null : plainKey(event);
}
