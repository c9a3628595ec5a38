import type { Capability } from '../frame/capability.ts';
import { dialogs } from '../frame/dialogs.svelte.ts';
import AppearanceSettings from './AppearanceSettings.svelte';
import { settings } from './settings.svelte.ts';
import SettingsButton from './SettingsButton.svelte';
import SettingsDialog from './SettingsDialog.svelte';

function open(): boolean {
  dialogs.show(SettingsDialog);
  return true;
}

/** What the user has set. */
export const settingsCapability: Capability = {
  name: 'settings',
  tool: SettingsButton,
  settings: [{ title: 'settings.appearance', section: AppearanceSettings, at: 30 }],
  keys: { 'mod+,': open },
  commands: { settings: open },
  prepare: () => settings.load(),
  take: (event) => {
    if (event.event === 'settings.changed') settings.take(event.settings);
  },
};
