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
  'trash.rejected': 'Aussortiert',
  'trash.rejectedFirst': 'Aussortierte Fotos, neueste zuerst',
  'trash.rejectedCount': '{count, plural, =0 {Keine Fotos} one {# Foto} other {# Fotos}}',
  'trash.rejectedHint':
    'Sie kommen in den Papierkorb des Systems, wenn du es sagst, und nur dann. Mit 0 behältst du eines, das aus Versehen aussortiert ist.',
  'trash.rejectedAll': '{count, plural, one {In den Papierkorb} other {Alle # in den Papierkorb}}',
  'trash.nothingRejected': 'Nichts ist aussortiert',
  'trash.nothingRejectedHint':
    'Sortiere Fotos mit X aus und sieh sie hier noch einmal durch, bevor sie in den Papierkorb kommen.',
  'trash.toPhotos': 'Zu allen Fotos',
  'trash.tooMany': 'Höchstens {max} Fotos auf einmal: Wähle einige davon aus',
};
