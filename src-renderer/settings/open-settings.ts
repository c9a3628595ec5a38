import { dialogs } from '../frame/dialogs.svelte.ts';
import type { MessageKey } from '../messages.ts';
import SettingsDialog from './SettingsDialog.svelte';
import { wantSection } from './wanted-section.ts';

/** Show the settings, at the section of this title, or at what it has of this id. */
export function openSettingsAt(section: MessageKey, item: string | null = null): void {
  wantSection(section, item);
  dialogs.show(SettingsDialog);
}
