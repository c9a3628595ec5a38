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
} as const satisfies Prefixed<'trash'>;
