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
  'packs.gettingReady': 'Getting a model ready',
  'packs.meanwhileOther': 'Meanwhile {title} answers every search as before.',
  'packs.useNow': 'Use it now',
  'packs.useNowHint': 'Searches then look among the photos that it has seen; the others follow.',
  'packs.stay': 'Stay with {title}',
  'packs.before': 'Before: {title}. It still knows your photos.',
  'packs.goBack': 'Go back to it',
  'packs.keep': 'Keep the new one',
  'packs.keepHint': 'Removes what the model before knows of your photos, and frees its space.',
} as const satisfies Prefixed<'packs'>;
