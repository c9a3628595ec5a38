/** What the user has set. */
export { UserSettings } from './user-settings.ts';
