import type { Prefixed } from '../../lib/messages.ts';

export const en = {
  'search.label': 'Search your photos',
  'search.placeholder': 'Describe what you remember',
  'search.placeholderImage': 'Add words: “but at night”, “-people”',
  'search.clear': 'Clear the search',
  'search.byImage': 'Search with images from your disk',
  'search.dropHere': 'Drop images to search for photos like them',
  'search.imageChip': 'Photos like this',
  'search.boxChip': 'Photos of what this part shows',
  'search.removeImage': 'Stop searching by this image',
  'search.examples': '{count, plural, one {Example image} other {# example images}}',
  'search.allExamples': '+{hidden}: all {count} example images',
  'search.tooManyExamples': 'A search takes at most {max} example images',
  'search.running': 'Searching',
  'search.searched': '{searched, plural, one {# photo} other {# photos}} compared in {ms} ms',
  'search.none': 'No photo matches',
  'search.noneChipsHint': 'Remove a part of the search to look among more photos.',
  'search.nothingLike': 'Nothing in your library looks like “{words}”',
  'search.nothingLikeImage': 'Nothing in your library looks like this',
  'search.nothingLikeYet':
    'Nothing looks like this among the {searched, plural, one {# photo} other {# photos}} looked at so far',
  'search.unseen':
    '{count, plural, one {# photo has} other {# photos have}} not been looked at yet with the new model; names and dates find them.',
  'search.nothingHint': 'Other words may find it, or it is not here.',
  'search.showNearMisses': 'Show near misses',
  'search.failed': 'The search did not work',
  'search.notAnImage': 'That is not an image Eidetic can read',

  'results.matching': '{count, plural, =0 {No photo matches} one {# photo matches} other {# photos match}}',
  'results.atLeast': '{count, number}+ photos match',
  'results.closest': '{count, plural, one {# photo} other {# photos, closest first}}',
  'results.closestOf': '{count, plural, one {The closest photo} other {The # closest}} of {searched, number}',
  'results.cut': 'These are the {count, number} best of {searched, plural, one {# photo} other {# photos}}',
  'results.byMeaning': 'Searched by meaning: “{words}”',
  'results.weaker': 'Weaker matches',
  'results.nearMisses': 'Near misses',

  'hit.veryLikely': 'Very likely',
  'hit.likely': 'Likely',
  'hit.possible': 'Possible',
  'hit.unlikely': 'Unlikely',
  'hit.weaker': 'weaker match',
  'hit.byWords': 'Found by name',

  'sort.label': 'Order of the photos found',
  'sort.current': 'Order: {order}',
  'sort.relevance': 'Best match',
  'sort.newest': 'Newest first',
  'sort.oldest': 'Oldest first',
  'sort.name': 'By name',
  'sort.largest': 'Largest first',

  'strictness.label': 'How sure a match must be',
  'strictness.current': 'How sure a match must be: {strictness}',
  'strictness.relaxed': 'Relaxed',
  'strictness.balanced': 'Balanced',
  'strictness.strict': 'Strict',
  'strictness.relaxedHint': 'Misses little, and takes in photos that only resemble it.',
  'strictness.balancedHint': 'As many right as possible, with few that are wrong.',
  'strictness.strictHint': 'Only what is clearly it, even if some photos are missed.',

  'chips.remove': 'Remove from the search: {chip}',
  'chips.phrase': '“{value}”',
  'chips.minus': 'not {value}',
  'chips.ignore': 'ignoring {value}',
  'chips.rating': '{value, plural, =0 {no stars} one {# star} other {# stars}}',
  'chips.ratingFrom': '{min, plural, one {# star or more} other {# stars or more}}',
  'chips.ratingTo': '{max, plural, =0 {no stars} one {# star at most} other {# stars at most}}',
  'chips.ratingBetween': '{min} to {max} stars',
  'chips.rejected': 'Rejected',
  'chips.iso': 'ISO {value}',
  'chips.isoFrom': 'ISO {min} or more',
  'chips.isoTo': 'ISO {max} at most',
  'chips.isoBetween': 'ISO {min} to {max}',
  'chips.everyYear': '{days} · every year',
  'chips.everyWeek': '{days} · every week',
  'chips.offered': 'Search as this instead: {chip}',
  'chips.offeredHint': 'This is what the words could mean, too',

  'every.christmas': 'Christmas',
  'every.christmas-eve': 'Christmas Eve',
  'every.christmas-day': 'Christmas Day',
  'every.boxing-day': 'Boxing Day',
  'every.new-years-eve': 'New Year’s Eve',
  'every.new-years-day': 'New Year’s Day',
  'every.new-year': 'New Year',
  'every.epiphany': 'Epiphany',
  'every.easter': 'Easter',
  'every.good-friday': 'Good Friday',
  'every.easter-sunday': 'Easter Sunday',
  'every.easter-monday': 'Easter Monday',
  'every.pentecost': 'Pentecost',
  'every.halloween': 'Halloween',
  'every.valentines-day': 'Valentine’s Day',
  'every.st-patricks-day': 'St. Patrick’s Day',
  'every.thanksgiving': 'Thanksgiving',
  'every.spring': 'Spring',
  'every.summer': 'Summer',
  'every.autumn': 'Autumn',
  'every.winter': 'Winter',
  'every.weekend': 'Weekend',

  'help.title': 'What you can write',
  'help.intro': 'Describe the photo in your own words. Some words do more, and show as chips:',
  'help.date': 'When it was taken',
  'help.dateExample': 'July|summer 2019|last week',
  'help.place': 'Where: by the photo’s own position, or by names that say it',
  'help.placeExample': 'Lisbon|near Oslo',
  'help.minus': 'Photos that show it go down',
  'help.minusExample': '-people|without cars',
  'help.ignore': 'It counts neither for nor against',
  'help.ignoreExample': 'ignore:text',
  'help.phrase': 'Exactly this, in names, titles and keywords',
  'help.phraseExample': '"happy birthday"',
  'help.name': 'Files of this name, * for anything',
  'help.nameExample': 'IMG_2034.jpg|*.png|name:2034',
  'help.folder': 'In a folder of this name',
  'help.folderExample': 'folder:holiday',
  'help.camera': 'With a camera or a lens of this name',
  'help.cameraExample': 'camera:nikon|lens:50mm|iso:800+',
  'help.person': 'People of this name',
  'help.personExample': 'person:anna',
  'help.rating': 'Your stars',
  'help.ratingExample': 'rating:4+',
  'help.type': 'Files of this kind, photos of this shape',
  'help.typeExample': 'type:png|shape:panorama',

  'grid.results': 'Search results',

  'settings.search': 'Search',

  'shortcuts.focusSearch': 'Go to the search field',

  'error.QUERY_EMPTY': 'Describe something, or choose an image',
  'error.QUERY_TOO_LONG': 'The description is too long',
  'error.QUERY_IMAGE_UNREADABLE': 'Eidetic cannot read that image',
  'error.QUERY_FILE_UNREADABLE': 'The file of queries cannot be read',
} as const satisfies Prefixed<
  | 'search'
  | 'results'
  | 'hit'
  | 'sort'
  | 'strictness'
  | 'chips'
  | 'every'
  | 'help'
  | 'grid'
  | 'settings'
  | 'shortcuts'
  | 'error'
>;
