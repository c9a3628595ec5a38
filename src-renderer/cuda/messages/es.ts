import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const es: Translated<typeof en> = {
  'cuda.title': 'CUDA para {card}',
  'cuda.card': 'la tarjeta NVIDIA',
  'cuda.intro':
    'Con las bibliotecas de NVIDIA quizá se miren las fotos más deprisa que con WebGPU. Eidetic prueba ambas cosas y se queda con lo que sea correcto y más rápido.',
  'cuda.size': '{download} por descargar, {disk} en el disco',
  'cuda.install': 'Instalar CUDA',
  'cuda.reinstall': 'Instalar CUDA de nuevo',
  'cuda.resume': 'Continuar',
  'cuda.pause': 'Pausar',
  'cuda.cancel': 'Cancelar',
  'cuda.discard': 'Quitar lo descargado',
  'cuda.remove': 'Quitar CUDA',
  'cuda.removeTitle': '¿Quitar las bibliotecas de CUDA?',
  'cuda.removeHint': 'Así se liberan {size}. A partir de entonces mira las fotos otro procesador.',
  'cuda.installed': 'Las bibliotecas de CUDA están instaladas, {size}',
  'cuda.outdated': 'Las bibliotecas de CUDA que hay no van con esta versión de Eidetic y no se usan',
  'cuda.failed': 'No se pudo instalar CUDA',
  'cuda.oldCard': 'CUDA no se puede usar: necesita una tarjeta de la generación Turing o posterior',
  'cuda.noDriver': 'CUDA se podría usar con el controlador de NVIDIA, {needed} o posterior, que no está cargado',
  'cuda.oldDriver': 'CUDA se podría usar con el controlador de NVIDIA {needed} o posterior; este equipo tiene {driver}',

  'cuda.downloading': 'Descargando CUDA',
  'cuda.unpacking': 'Descomprimiendo CUDA',
  'cuda.testing': 'Probando CUDA en este equipo',
  'cuda.paused': 'CUDA está en pausa',
  'cuda.progress': '{done} de {total}',
  'cuda.left': 'quedan unos {time}',

  'cuda.licenseTitle': 'Las licencias de CUDA',
  'cuda.licenseAsk':
    'Eidetic descarga estas bibliotecas de PyPI, donde las publican sus autores. NVIDIA quiere que antes se acepten sus licencias.',
  'cuda.licenseSpace': 'Mientras se instalan hacen falta {size} en el disco.',
  'cuda.licenseAccept': 'He leído las licencias y las acepto',

  'error.CUDA_UNAVAILABLE': 'CUDA no se puede usar en este equipo',
  'error.CUDA_LICENSE_NOT_ACCEPTED': 'Antes hay que aceptar las licencias de NVIDIA',
};
