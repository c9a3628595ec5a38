import type { Capability } from './capability.ts';
import ShortcutsButton from './ShortcutsButton.svelte';
import { showShortcuts } from './show-shortcuts.ts';
import { side } from './side.svelte.ts';

function open(): boolean {
  showShortcuts();
  return true;
}

function fold(): boolean {
  side.press();
  return true;
}

/** What the frame brings itself: the sheet of all keys, and a key for the side bar. */
export const frameCapability: Capability = {
  name: 'frame',
  tool: ShortcutsButton,
  keys: { '?': open, b: fold },
  commands: { shortcuts: open },
};
