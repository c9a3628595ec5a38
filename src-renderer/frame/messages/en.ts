import type { Prefixed } from '../../lib/messages.ts';

export const en = {
  'app.name': 'Eidetic',

  'connection.lost': 'Eidetic is not answering',
  'connection.lostHint': 'The program may have been closed. This page goes on by itself when it is back.',
  'connection.refused': 'Eidetic was started again',
  'connection.refusedHint': 'Open the link that it printed. The link that led here is not valid any more.',
  'connection.connecting': 'Connecting',
  'connection.failed': 'Eidetic cannot open your library',

  'dialog.cancel': 'Cancel',
  'dialog.close': 'Close',
  'dialog.dismiss': 'Dismiss',

  'menu.shortcuts': 'Keyboard shortcuts',

  'side.title': 'Library',
  'side.toIcons': 'Fold the side bar to icons',
  'side.hide': 'Hide the side bar',
  'side.show': 'Show the side bar',
  'side.skip': 'Skip to the photos',

  'time.seconds': '{count, plural, one {# second} other {# seconds}}',
  'time.minutes': '{count, plural, one {# minute} other {# minutes}}',
  'time.hours': '{count, plural, one {# hour} other {# hours}}',

  'shortcuts.title': 'Keyboard shortcuts',
  'shortcuts.everywhere': 'Everywhere',
  'shortcuts.help': 'Show this list',
  'shortcuts.side': 'Fold or show the side bar',
  'shortcuts.rooms': 'Go to, one key after the other',
  'shortcuts.escape': 'Close, clear, go back',

  'error.details': 'Details',
  'error.technical': 'Technical details',
  'error.retry': 'Try again',
  'error.INVALID_ARGUMENT': 'That is not possible',
  'error.NOT_SUPPORTED_HERE': 'That works in the desktop app only',
  'error.CANCELLED': 'Stopped',
  'error.INTERNAL': 'Something went wrong in Eidetic',
} as const satisfies Prefixed<'app' | 'connection' | 'dialog' | 'menu' | 'side' | 'time' | 'shortcuts' | 'error'>;
