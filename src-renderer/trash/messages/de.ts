import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const de: Translated<typeof en> = {
  'trash.move': 'In den Papierkorb',
  'trash.moveStack': 'Ganzen Stapel in den Papierkorb',
  'trash.going': '{count, plural, one {# Foto kommt} other {# Fotos kommen}} in den Papierkorb',
  'trash.goingFiles':
    '{count, plural, one {# Foto kommt} other {# Fotos kommen}} in den Papierkorb, {files, plural, one {# Datei} other {# Dateien}}',
  'trash.none': 'Diese Dateien sind nicht mehr da: Nichts kommt in den Papierkorb',
  'trash.undo': 'Rückgängig',
  'trash.undone': 'Alles ist wieder da, wo es war',
  'trash.tooLate': 'Sie sind schon im Papierkorb des Systems und lassen sich von dort zurückholen',
  'trash.kept': '{count, plural, one {# Datei bleibt} other {# Dateien bleiben}}, wo sie war: {reason}',
};
