import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const es: Translated<typeof en> = {
  'photo.number': 'Foto {index} de {total}',

  'scrubber.label': 'Moverse en el tiempo',

  'shortcuts.grid': 'Entre fotos',
  'shortcuts.move': 'Moverse',
  'shortcuts.open': 'Abrir la foto',
  'shortcuts.select': 'Seleccionar o deseleccionar',
  'shortcuts.range': 'Seleccionar un intervalo',
  'shortcuts.all': 'Seleccionar todo',
  'shortcuts.similar': 'Buscar fotos similares',
  'shortcuts.ends': 'Primera, última',
};
