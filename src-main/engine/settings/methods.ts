import type { Answers } from '../answers.ts';
import type { UserSettings } from './user-settings.ts';

export const settingsAnswers: Answers<'settings', UserSettings> = {
  'settings.get': (settings) => settings.get(),
  'settings.set': (settings, changes) => settings.set(changes),
};
