import type { Prefixed } from '../../lib/messages.ts';

export const en = {
  'photo.number': 'Photo {index} of {total}',

  'scrubber.label': 'Move through time',

  'shortcuts.grid': 'Among photos',
  'shortcuts.move': 'Move',
  'shortcuts.open': 'Open the photo',
  'shortcuts.select': 'Select or unselect',
  'shortcuts.range': 'Select a range',
  'shortcuts.all': 'Select all',
  'shortcuts.similar': 'Find similar photos',
  'shortcuts.ends': 'First, last',
} as const satisfies Prefixed<'photo' | 'scrubber' | 'shortcuts'>;
