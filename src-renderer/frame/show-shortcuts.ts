import { dialogs } from './dialogs.svelte.ts';
import ShortcutsDialog from './ShortcutsDialog.svelte';

/** Show the sheet of all keys, over whatever is open: a modal dialog has all keys, so those that are listed ask for it themselves. */
export function showShortcuts(): void {
  dialogs.show(ShortcutsDialog);
}
