import type { Prefixed } from '../../lib/messages.ts';

export const en = {
  'trash.move': 'Move to trash',
  'trash.moveStack': 'Move the whole stack to trash',
  'trash.going': '{count, plural, one {# photo goes} other {# photos go}} to the trash',
  'trash.goingFiles':
    '{count, plural, one {# photo goes} other {# photos go}} to the trash, {files, plural, one {# file} other {# files}}',
  'trash.none': 'These files are not there any more: nothing goes to the trash',
  'trash.undo': 'Undo',
  'trash.undone': 'Everything is back where it was',
  'trash.tooLate': "They are in the system's trash by now, and can be put back from there",
  'trash.kept': '{count, plural, one {# file stays} other {# files stay}} where it was: {reason}',
  'trash.rejected': 'Rejected',
  'trash.rejectedFirst': 'Rejected photos, newest first',
  'trash.rejectedCount': '{count, plural, =0 {No photos} one {# photo} other {# photos}}',
  'trash.rejectedHint':
    'They go to the trash of your system when you say so, and only then. Press 0 to keep one that was rejected by mistake.',
  'trash.rejectedAll': '{count, plural, one {Move it to trash} other {Move all # to trash}}',
  'trash.nothingRejected': 'Nothing is rejected',
  'trash.nothingRejectedHint': 'Reject a photo with X, and look through all of them here before they go to the trash.',
  'trash.toPhotos': 'To all photos',
  'trash.tooMany': 'At most {max} photos can go at once: choose some of them',
} as const satisfies Prefixed<'trash'>;
