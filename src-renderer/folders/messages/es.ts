import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const es: Translated<typeof en> = {
  'folders.title': 'Carpetas',
  'folders.all': 'Todas las carpetas',
  'folders.below': 'Con las subcarpetas',
  'folders.node': '{name}, {count, plural, one {# foto} many {# de fotos} other {# fotos}}',
  'folders.empty': 'No hay fotos en esta misma carpeta',
  'folders.emptyHint': 'Sus subcarpetas tienen {count, plural, one {# foto} many {# de fotos} other {# fotos}}.',
  'folders.photo': 'Ir a su carpeta',
};
