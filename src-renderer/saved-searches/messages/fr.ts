import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const fr: Translated<typeof en> = {
  'savedSearches.menu': 'Recherches enregistrées',
  'savedSearches.suggestions': 'Recherches récentes et enregistrées',
  'savedSearches.recent': 'Récentes',
  'savedSearches.list': 'Enregistrées',
  'savedSearches.name': 'Enregistrer cette recherche sous',
  'savedSearches.save': 'Enregistrer',
  'savedSearches.savedAs': 'Enregistrée : {name}',
  'savedSearches.replaces': 'Remplace la recherche enregistrée de ce nom.',
  'savedSearches.losesImages': 'Les images extérieures à votre photothèque ne sont pas gardées avec elle.',
  'savedSearches.onlyForgotten':
    'Une recherche par images extérieures à votre photothèque ne peut pas être enregistrée : elles ne sont pas gardées.',
  'savedSearches.private': 'Les recherches ne quittent jamais cet ordinateur.',
  'savedSearches.remove': 'Retirer la recherche enregistrée : {name}',
  'savedSearches.clearRecent': 'Effacer l’historique',
  'savedSearches.copyAsText': 'Copier la recherche en texte',
  'savedSearches.copied': 'Recherche copiée',
  'savedSearches.images': '{count, plural, one {comme une photo} other {comme # photos}}',
  'savedSearches.filtersOnly': 'Filtres',

  'settings.keepRecent': 'Retenir les recherches récentes',
  'settings.keepRecentHint':
    'Elles restent avec votre photothèque et ne quittent jamais cet ordinateur. Si vous désactivez ceci, les précédentes sont oubliées aussi.',
};
