import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const de: Translated<typeof en> = {
  'folders.title': 'Ordner',
  'folders.all': 'Alle Ordner',
  'folders.below': 'Mit den Ordnern darunter',
  'folders.node': '{name}, {count, plural, one {# Foto} other {# Fotos}}',
  'folders.empty': 'Keine Fotos in diesem Ordner selbst',
  'folders.emptyHint': 'In den Ordnern darunter {count, plural, one {ist # Foto} other {sind # Fotos}}.',
  'folders.photo': 'Zu seinem Ordner gehen',
};
