import type { Prefixed } from '../../lib/messages.ts';

export const en = {
  'folders.title': 'Folders',
  'folders.all': 'All folders',
  'folders.below': 'With the folders below',
  'folders.node': '{name}, {count, plural, one {# photo} other {# photos}}',
  'folders.empty': 'No photos in this folder itself',
  'folders.emptyHint': 'The folders below it have {count, plural, one {# photo} other {# photos}}.',
  'folders.photo': 'Go to its folder',
} as const satisfies Prefixed<'folders'>;
