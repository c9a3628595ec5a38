import type { Capability } from './capability.ts';
import { dialogs } from './dialogs.svelte.ts';
import ShortcutsButton from './ShortcutsButton.svelte';
import ShortcutsDialog from './ShortcutsDialog.svelte';

function open(): boolean {
  dialogs.show(ShortcutsDialog);
  return true;
}

/** What the frame brings itself: the sheet of all keys. */
export const frameCapability: Capability = {
  name: 'frame',
  tool: ShortcutsButton,
  keys: { '?': open },
  commands: { shortcuts: open },
};
