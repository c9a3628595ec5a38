import { plainKey } from '../lib/plain-key.ts';

export type PageKey = 'search' | 'settings' | 'shortcuts' | 'copy' | 'escape';

/** What a key does wherever the focus is; null for keys that belong to what has the focus. */
export function pageKey(event: KeyboardEvent): PageKey | null {
  if (event.defaultPrevented || event.altKey) return null;
  if (event.ctrlKey || event.metaKey) return commandKey(plainKey(event));
  // An open menu is what Escape is for then, and the browser closes it.
  if (event.key === 'Escape') return document.querySelector('[popover=auto]:popover-open') === null ? 'escape' : null;
  if (isTyping(event.target)) return null;
  return event.key === '/' ? 'search' : event.key === '?' ? 'shortcuts' : null;
}

function commandKey(key: string): PageKey | null {
  const keys: Partial<Record<string, PageKey>> = { f: 'search', ',': 'settings', c: 'copy' };
  return keys[key] ?? null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input:not([type=range], [type=radio]), textarea, select');
}
