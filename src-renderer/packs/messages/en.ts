import type { Prefixed } from '../../lib/messages.ts';

export const en = {
  'packs.title': 'Learning to see better',
  'packs.model': 'Model: {title}',
  'packs.progress': '{done} of {total} photos',
  'packs.left': 'about {time} left',
  'packs.meanwhile':
    'Names, dates, places and filters find all photos meanwhile. What photos look like is searched among those that are done.',
  'packs.afterNew': 'Goes on when new photos are done',
  'packs.paused': 'Paused',
  'packs.waiting': '{count, plural, one {# photo waits for its folder} other {# photos wait for their folders}}',
  'packs.pause': 'Pause',
  'packs.goOn': 'Go on',
  'packs.meanwhileBefore': 'You go on searching with {title}, until all photos are done.',
  'packs.useNow': 'Search with it already',
  'packs.giveUp': 'Go back',
  'packs.goBackTo': 'Go back to {title}',
  'packs.kept': 'You search with {now}. What {title} knows of your photos is still there, so going back takes no time.',
  'packs.keep': 'Stay, and free the space',
} as const satisfies Prefixed<'packs'>;
