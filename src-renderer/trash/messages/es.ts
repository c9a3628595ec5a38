import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const es: Translated<typeof en> = {
  'trash.move': 'Mover a la papelera',
  'trash.moveStack': 'Mover toda la pila a la papelera',
  'trash.going':
    '{count, plural, one {# foto va a la papelera} many {# de fotos van a la papelera} other {# fotos van a la papelera}}',
  'trash.goingFiles':
    '{count, plural, one {# foto va} many {# de fotos van} other {# fotos van}} a la papelera, {files, plural, one {# archivo} many {# de archivos} other {# archivos}}',
  'trash.none': 'Esos archivos ya no están: nada va a la papelera',
  'trash.undo': 'Deshacer',
  'trash.undone': 'Todo vuelve a estar en su sitio',
  'trash.tooLate': 'Ya están en la papelera del sistema, y desde ahí se pueden recuperar',
  'trash.kept':
    '{count, plural, one {# archivo se queda} many {# de archivos se quedan} other {# archivos se quedan}} en su sitio: {reason}',
};
