import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const de: Translated<typeof en> = {
  'cuda.title': 'CUDA für {card}',
  'cuda.card': 'die NVIDIA-Karte',
  'cuda.intro':
    'Mit NVIDIAs eigenen Bibliotheken geht das Ansehen der Fotos vielleicht schneller als mit WebGPU. Eidetic probiert beides aus und nimmt, was richtig und schneller ist.',
  'cuda.size': '{download} herunterzuladen, {disk} auf der Platte',
  'cuda.install': 'CUDA installieren',
  'cuda.reinstall': 'CUDA neu installieren',
  'cuda.resume': 'Weiter',
  'cuda.pause': 'Anhalten',
  'cuda.cancel': 'Abbrechen',
  'cuda.discard': 'Geladenes entfernen',
  'cuda.remove': 'CUDA entfernen',
  'cuda.removeTitle': 'Die Bibliotheken von CUDA entfernen?',
  'cuda.removeHint': 'Damit werden {size} frei. Fotos werden danach mit einem anderen Prozessor angesehen.',
  'cuda.installed': 'Die Bibliotheken von CUDA sind installiert, {size}',
  'cuda.outdated':
    'Die vorhandenen Bibliotheken von CUDA passen nicht zu dieser Version von Eidetic und werden nicht benutzt',
  'cuda.failed': 'CUDA konnte nicht installiert werden',
  'cuda.oldCard': 'CUDA ist nicht nutzbar: es braucht eine Karte der Generation Turing oder neuer',
  'cuda.noDriver': 'CUDA wäre mit NVIDIAs eigenem Treiber ab {needed} nutzbar; er ist nicht geladen',
  'cuda.oldDriver': 'CUDA wäre mit NVIDIAs Treiber ab {needed} nutzbar; dieser Rechner hat {driver}',

  'cuda.downloading': 'CUDA wird heruntergeladen',
  'cuda.unpacking': 'CUDA wird entpackt',
  'cuda.testing': 'CUDA wird auf diesem Rechner ausprobiert',
  'cuda.paused': 'CUDA macht Pause',
  'cuda.progress': '{done} von {total}',
  'cuda.left': 'noch etwa {time}',

  'cuda.licenseTitle': 'Die Lizenzen von CUDA',
  'cuda.licenseAsk':
    'Eidetic lädt diese Bibliotheken von PyPI, wo ihre Hersteller sie veröffentlichen. NVIDIA möchte, dass seine Lizenzen vorher angenommen werden.',
  'cuda.licenseSpace': 'Während der Installation werden {size} auf der Platte gebraucht.',
  'cuda.licenseAccept': 'Ich habe die Lizenzen gelesen und nehme sie an',

  'error.CUDA_UNAVAILABLE': 'CUDA ist auf diesem Rechner nicht nutzbar',
  'error.CUDA_LICENSE_NOT_ACCEPTED': 'NVIDIAs Lizenzen müssen zuerst angenommen werden',
};
