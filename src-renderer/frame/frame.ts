import type { Capability } from './capability.ts';
import { dialogs } from './dialogs.svelte.ts';
import ShortcutsButton from './ShortcutsButton.svelte';
import ShortcutsDialog from './ShortcutsDialog.svelte';
import { side } from './side.svelte.ts';

function open(): boolean {
  dialogs.show(ShortcutsDialog);
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
