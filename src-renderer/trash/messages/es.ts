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
  'trash.rejected': 'Rechazadas',
  'trash.rejectedFirst': 'Fotos rechazadas, las más recientes primero',
  'trash.rejectedCount': '{count, plural, =0 {Ninguna foto} one {# foto} other {# fotos}}',
  'trash.rejectedHint':
    'Van a la papelera del sistema cuando lo digas, y solo entonces. Pulsa 0 para conservar una rechazada por error.',
  'trash.rejectedAll': '{count, plural, one {Mover a la papelera} other {Mover las # a la papelera}}',
  'trash.nothingRejected': 'No hay nada rechazado',
  'trash.nothingRejectedHint': 'Rechaza una foto con X y repásalas aquí antes de que vayan a la papelera.',
  'trash.toPhotos': 'A todas las fotos',
  'trash.tooMany': 'Pueden ir como máximo {max} fotos a la vez: elige algunas',
};
