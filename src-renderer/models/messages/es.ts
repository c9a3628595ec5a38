import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const es: Translated<typeof en> = {
  'models.title': 'Visión',
  'models.intro':
    'Con qué se miran tus fotos y se entienden tus búsquedas. Una visión mejor encuentra más; ocupa mucho al descargarla y tarda más con cada foto.',
  'models.online':
    'Eidetic solo se conecta para descargas como estas, y solo cuando empiezas una. Tus fotos se quedan en este equipo.',
  'models.list': 'Visiones para elegir',
  'models.inUse': 'En uso',
  'models.incoming': 'Conociendo tus fotos',
  'models.recommended': 'Recomendada',
  'models.installed': 'Instalada',
  'models.imported': 'Importada',
  'models.nonCommercial': 'Sin uso comercial',

  'models.recall': 'La foto buscada sale la primera en unas {hits} de cada 100 búsquedas ({dataset})',
  'models.recallInstead':
    'La foto buscada sale la primera en unas {hits} de cada 100 búsquedas, ahora en {before} ({dataset})',
  'models.downloadSize': '{size} por descargar',
  'models.diskSize': '{size} en el disco',
  'models.takes': 'aprox. {time} para tus fotos',
  'models.takesNothing': 'no hace falta volver a mirar tus fotos',
  'models.manyLanguages': 'más de 50 idiomas',
  'models.languageCount': '{count, plural, one {# idioma} many {# de idiomas} other {# idiomas}}',
  'models.dataset': '{name}, {count, plural, one {# foto} many {# de fotos} other {# fotos}}',
  'models.measuredOn': 'Medido con {dataset}.',

  'models.details': 'Detalles',
  'models.languages': 'Idiomas',
  'models.license': 'Licencia',
  'models.memory': 'Memoria',
  'models.memoryOf': '{needed} de los {machine} que tiene este equipo',
  'models.disk': 'Disco',
  'models.time': 'Duración',
  'models.timeFor':
    'aprox. {time} para {count, plural, one {# foto} many {# de fotos} other {# fotos}}, a {rate} por segundo, según lo rápido que ha sido este equipo hasta ahora',
  'models.measured': 'Mediciones',
  'models.figure': 'Primer resultado correcto en el {share} de las búsquedas ({dataset}; publicado por {source})',
  'models.figureOther': '{metric} {share} ({dataset}; publicado por {source})',
  'models.checked': 'Comprobación',
  'models.checkedGolden': 'Calcula lo mismo que un cálculo independiente',
  'models.checkedAgreement': 'En este equipo, lo que ve en las imágenes concuerda con lo que entiende de las palabras',
  'models.checkedUntried':
    'Aún no la hemos ejecutado con sus archivos reales. Se prueba al instalarla y se rechaza si la prueba falla',
  'models.version': 'Versión',

  'models.install': 'Instalar',
  'models.reinstall': 'Reinstalar',
  'models.use': 'Usar esta',
  'models.choosing': 'Se está probando',
  'models.useHint': 'Tus fotos se vuelven a mirar en segundo plano y puedes seguir buscando.',
  'models.pause': 'Pausar',
  'models.resume': 'Continuar',
  'models.cancel': 'Cancelar',
  'models.discard': 'Quitar lo que ha llegado',
  'models.verify': 'Comprobar de nuevo',
  'models.verifying': 'Se está comprobando',
  'models.verified':
    '{title}: {count, plural, one {el archivo y la prueba están en orden} many {los # de archivos y la prueba están en orden} other {los # archivos y la prueba están en orden}}',
  'models.remove': 'Quitar',
  'models.removeTitle': '¿Quitar {title}?',
  'models.removeHint':
    'Se borran sus archivos, {size}. Tus fotos se quedan, y también lo que sabe de ellas la visión en uso.',

  'models.waiting': 'Espera a otra',
  'models.downloading': 'Se está descargando',
  'models.checking': 'Se comprueba lo que ha llegado',
  'models.testing': 'Se está probando en este equipo',
  'models.paused': 'En pausa',
  'models.progress': '{done} de {total}',
  'models.rate': '{size} por segundo',
  'models.left': 'aprox. {time} para terminar',
  'models.damaged': 'Archivos dañados',
  'models.failed': 'No se ha podido instalar',
  'models.refused': 'No es posible en este equipo',
  'models.needsMemory': 'Necesita {needed} de memoria; este equipo tiene {machine}.',
  'models.needsDisk': 'La descarga ocupa {size}, y tiene que quedar algo de espacio libre.',

  'models.licenseTitle': 'La licencia de {title}',
  'models.licenseAsk': 'Sus autores piden que se acepte la licencia antes de usarla.',
  'models.licenseForbids': 'No permite el uso comercial.',
  'models.licenseRead': 'Leer la licencia',
  'models.licenseAccept': 'He leído la licencia y la acepto',
  'models.copyAddress': 'Copiar dirección',
  'models.addressCopied': 'Dirección copiada',

  'models.import': 'Importar de un archivo o una carpeta',
  'models.importPath': 'Carpeta o archivo comprimido',
  'models.importHint':
    'Por ejemplo {example}: una carpeta, .zip, .tar o .tar.gz con un paquete de modelo o con los archivos de uno de la lista',
  'models.importNow': 'Importar',
  'models.importing': 'Se está copiando, comprobando y probando. Puedes cerrar esto: continúa.',
  'models.importDone': '{title} está instalada',
  'models.chooseFolder': 'Elegir una carpeta',
  'models.chooseFile': 'Elegir un archivo',

  'models.sources': 'De dónde vienen las descargas',
  'models.mirror': 'Servidor espejo',
  'models.mirrorHint': 'Una dirección https o una carpeta de este equipo. Vacío: de quienes las publican.',
  'models.proxy': 'Servidor proxy',
  'models.proxyHint': 'Una dirección http o https por la que tu red se conecta. Vacío: ninguno.',
  'models.fromEnvironment': 'Del entorno: {value}',
  'models.saveSources': 'Guardar',
  'models.sourcesSaved': 'Guardado',

  'models.offerTitle': 'Tus fotos se pueden ver mejor',
  'models.offerLanguage': '{title} entiende descripciones en {language}; la visión en uso solo conoce {known}.',
  'models.offerGain':
    'Con {title}, la foto buscada sale la primera en unas {hits} de cada 100 búsquedas; ahora son {before}.',
  'models.offerRecall': 'Con {title}, la foto buscada sale la primera en unas {hits} de cada 100 búsquedas.',
  'models.offerCost':
    '{size} por descargar y después aprox. {time} para {count, plural, one {tu # foto} many {tus # de fotos} other {tus # fotos}}, mientras sigues buscando.',
  'models.offerSize': '{size} por descargar; después se vuelven a mirar tus fotos mientras sigues buscando.',
  'models.haveLook': 'Echar un vistazo',
  'models.noThanks': 'No, gracias',
  'models.declined': 'Una visión mejor te espera en los ajustes, si algún día la quieres',
};
