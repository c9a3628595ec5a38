import type { Prefixed } from '../../lib/messages.ts';

export const en = {
  'windows.title': 'A closer look',
  'windows.setting': 'Take a closer look at photos',
  'windows.hint':
    'Each photo is looked at in five parts, too, and a description is compared with them. With it, the photo that is meant is among the first five in one or two more of 100 searches; small things are not found more often. New photos take five times as long again, in the background.',
  'windows.cost':
    '{count, plural, one {For your photo} other {For your # photos}} that takes about {time} and {size} on the disk.',
  'windows.costUnknown':
    '{count, plural, one {For your photo} other {For your # photos}} that takes {size} on the disk.',
  'windows.working': '{done, number} of {count, plural, one {# photo} other {# photos}}',
  'windows.left': 'about {time} left',
  'windows.waiting': '{done, number} of {count, plural, one {# photo} other {# photos}}; the others wait',
  'windows.ready': '{count, plural, one {# photo} other {# photos}} given a closer look, {size} on the disk',
  'windows.failed': '{count, plural, one {# photo} other {# photos}} could not be given a closer look',
  'windows.error': 'It could not go on. It is tried again after the next change of your photos.',
  'windows.unreadable':
    'What the closer look has found could not be read: searches go by whole photos. It is tried again after the next change of your photos.',
  'windows.paused': 'Paused at {done, number} of {count, plural, one {# photo} other {# photos}}',
  'windows.pause': 'Pause',
  'windows.goOn': 'Go on',
  'windows.unknownModel': 'The model in use knows no texts to measure this with: photos are looked at as before.',
  'windows.kept': 'What was found stays: {size} of {count, plural, one {# photo} other {# photos}}.',
  'windows.keptOfOthers': 'What was found with other models stays: {size}.',
  'windows.clear': 'Delete it',
  'windows.cleared': 'Deleted: {size} are free again',
} as const satisfies Prefixed<'windows'>;
