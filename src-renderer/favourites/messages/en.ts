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
  'favourites.sidecarsTitle': 'Ratings in files beside your photos',
  'favourites.sidecars': 'Write ratings to XMP sidecars',
  'favourites.sidecarsHint':
    'When you give stars or reject a photo, Eidetic writes that to a small text file beside it, such as IMG_1.jpg.xmp, which digiKam, darktable and others can read. If there is one already, only the rating in it is changed. The photos themselves are never changed. Hearts are not written: there is no common way to write them.',
  'favourites.writeAll': 'Write all ratings given so far',
  'favourites.writeAllFiles': '{files, plural, =0 {No ratings given yet} one {# file} other {# files}}',
  'favourites.sidecarsWaiting': '{count, plural, one {# photo is} other {# photos are}} yet to be written',
  'favourites.sidecarsLeftAlone':
    '{files, plural, one {The file beside # photo was left alone and is tried again later} other {The files beside # photos were left alone and are tried again later}}:',
  'favourites.sidecarsAnd': 'and {count, plural, one {# more} other {# more}}',

  'shortcuts.favourite': 'Favourite, or no more',
  'shortcuts.rate': 'Rate: no stars to five',
  'shortcuts.reject': 'Reject',
} as const satisfies Prefixed<'favourites' | 'shortcuts'>;
