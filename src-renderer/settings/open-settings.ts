import { dialogs } from '../frame/dialogs.svelte.ts';
import type { MessageKey } from '../messages.ts';
import SettingsDialog from './SettingsDialog.svelte';
import { wantSection } from './wanted-section.ts';

/** Show the settings, at the section of this title. */
export function openSettingsAt(section: MessageKey): void {
  wantSection(section);
  dialogs.show(SettingsDialog);
}
