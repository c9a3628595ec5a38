import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const fr: Translated<typeof en> = {
  'folders.title': 'Dossiers',
  'folders.all': 'Tous les dossiers',
  'folders.below': 'Avec les sous-dossiers',
  'folders.node': '{name}, {count, plural, one {# photo} many {# de photos} other {# photos}}',
  'folders.empty': 'Aucune photo dans ce dossier même',
  'folders.emptyHint':
    'Ses sous-dossiers contiennent {count, plural, one {# photo} many {# de photos} other {# photos}}.',
  'folders.photo': 'Aller à son dossier',
};
