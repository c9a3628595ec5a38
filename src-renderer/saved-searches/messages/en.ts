import type { Prefixed } from '../../lib/messages.ts';

export const en = {
  'savedSearches.menu': 'Saved searches',
  'savedSearches.suggestions': 'Recent and saved searches',
  'savedSearches.recent': 'Recent',
  'savedSearches.list': 'Saved',
  'savedSearches.name': 'Save this search as',
  'savedSearches.save': 'Save',
  'savedSearches.savedAs': 'Saved: {name}',
  'savedSearches.replaces': 'Replaces the saved search of this name.',
  'savedSearches.losesImages': 'Images from outside your library are not kept with it.',
  'savedSearches.onlyForgotten': 'A search by images from outside your library cannot be saved: they are not kept.',
  'savedSearches.private': 'Searches never leave this machine.',
  'savedSearches.remove': 'Remove saved search: {name}',
  'savedSearches.clearRecent': 'Clear recent searches',
  'savedSearches.copyAsText': 'Copy search as text',
  'savedSearches.copied': 'Search copied',
  'savedSearches.images': '{count, plural, one {like a photo} other {like # photos}}',
  'savedSearches.filtersOnly': 'Filters',

  'settings.keepRecent': 'Remember recent searches',
  'settings.keepRecentHint':
    'They are kept with your library and never leave this machine. Turned off, those of before are forgotten, too.',
} as const satisfies Prefixed<'savedSearches' | 'settings'>;
