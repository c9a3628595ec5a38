import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const es: Translated<typeof en> = {
  'filters.label': 'Filtros',
  'filters.add': 'Filtrar',
  'filters.clear': 'Quitar todos',
  'filters.remove': 'Quitar filtro: {filter}',
  'filters.folder': 'Carpeta',
  'filters.folderAlone': 'Solo {name}',
  'filters.date': 'Fecha',
  'filters.camera': 'Cámara',
  'filters.type': 'Tipo de archivo',
  'filters.rating': 'Valoración',
  'filters.shape': 'Formato',
  'filters.from': 'Desde',
  'filters.to': 'Hasta',
  'filters.back': 'Todos los filtros',
  'filters.done': 'Listo',
  'filters.nothing': 'Aún no hay nada que elegir',
  'filters.dateBetween': '{from} – {to}',
  'filters.dateFrom': 'Desde el {from}',
  'filters.dateTo': 'Hasta el {to}',
  'filters.stars': '{count, plural, one {# estrella o más} other {# estrellas o más}}',
  'filters.landscape': 'Horizontal',
  'filters.portrait': 'Vertical',
  'filters.square': 'Cuadrada',
  'filters.panorama': 'Panorámica',
  'filters.lastYear': 'Últimos 12 meses',
  'filters.thisYear': 'Este año',

  'empty.allFiltered': 'Ninguna foto pasa estos filtros',
  'search.noneHint': 'Quita un filtro para buscar entre más fotos.',
};
