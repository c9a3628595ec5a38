import type { Prefixed } from '../../lib/messages.ts';

export const en = {
  'favourites.title': 'Favourites',
  'favourites.newestFirst': 'Your favourites, newest first',
  'favourites.mark': 'Favourite',
  'favourites.add': 'Add to favourites',
  'favourites.remove': 'Remove from favourites',
  'favourites.added': '{count, plural, one {Added to favourites} other {# photos added to favourites}}',
  'favourites.removed': '{count, plural, one {Removed from favourites} other {# photos removed from favourites}}',
  'favourites.rated':
    '{count, plural, one {Rated} other {# photos rated}}: {stars, plural, =0 {no stars} one {# star} other {# stars}}',
  'favourites.rejected': '{count, plural, one {Photo rejected} other {# photos rejected}}',
  'favourites.asFiles':
    '{count, plural, one {The rating is that of the file again} other {The ratings of # photos are those of their files again}}',
  'favourites.undo': 'Undo',
  'favourites.undone': 'Everything is as it was before',
  'favourites.rating': 'Rating',
  'favourites.stars': '{stars, plural, =0 {No stars} one {# star} other {# stars}}',
  'favourites.reject': 'Reject',
  'favourites.isRejected': 'Rejected',
  'favourites.leaveToFiles': 'Rating of the file instead',
  'favourites.none': 'No favourites yet',
  'favourites.noneHint':
    'Use the heart on a photo, or press F. Favourites stay in your library, whatever becomes of the files.',
  'favourites.toPhotos': 'To all photos',

  'shortcuts.favourite': 'Favourite, or no more',
  'shortcuts.rate': 'Rate: no stars to five',
  'shortcuts.reject': 'Reject',
} as const satisfies Prefixed<'favourites' | 'shortcuts'>;
