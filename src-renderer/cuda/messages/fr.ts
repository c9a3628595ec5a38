import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const fr: Translated<typeof en> = {
  'cuda.title': 'CUDA pour {card}',
  'cuda.card': 'la carte NVIDIA',
  'cuda.intro':
    'Les bibliothèques de NVIDIA regardent peut-être les photos plus vite que WebGPU. Eidetic essaie les deux et garde ce qui est juste et plus rapide.',
  'cuda.size': '{download} à télécharger, {disk} sur le disque',
  'cuda.install': 'Installer CUDA',
  'cuda.reinstall': 'Réinstaller CUDA',
  'cuda.resume': 'Continuer',
  'cuda.pause': 'Pause',
  'cuda.cancel': 'Annuler',
  'cuda.discard': 'Supprimer ce qui est arrivé',
  'cuda.remove': 'Supprimer CUDA',
  'cuda.removeTitle': 'Supprimer les bibliothèques de CUDA ?',
  'cuda.removeHint': 'Cela libère {size}. Les photos seront ensuite regardées par un autre processeur.',
  'cuda.installed': 'Les bibliothèques de CUDA sont installées, {size}',
  'cuda.outdated':
    'Les bibliothèques de CUDA présentes ne vont pas avec cette version d’Eidetic et ne sont pas utilisées',
  'cuda.failed': 'CUDA n’a pas pu être installé',
  'cuda.oldCard': 'CUDA n’est pas utilisable : il faut une carte de la génération Turing ou plus récente',
  'cuda.noDriver': 'CUDA serait utilisable avec le pilote de NVIDIA, {needed} ou plus récent, qui n’est pas chargé',
  'cuda.oldDriver': 'CUDA serait utilisable avec le pilote NVIDIA {needed} ou plus récent ; cet ordinateur a {driver}',

  'cuda.downloading': 'Téléchargement de CUDA',
  'cuda.unpacking': 'Décompression de CUDA',
  'cuda.testing': 'CUDA est essayé sur cet ordinateur',
  'cuda.paused': 'CUDA est en pause',
  'cuda.progress': '{done} sur {total}',
  'cuda.left': 'encore {time} environ',

  'cuda.licenseTitle': 'Les licences de CUDA',
  'cuda.licenseAsk':
    'Eidetic télécharge ces bibliothèques depuis PyPI, où leurs auteurs les publient. NVIDIA demande que ses licences soient acceptées avant.',
  'cuda.licenseSpace': 'Pendant l’installation, il faut {size} sur le disque.',
  'cuda.licenseAccept': 'J’ai lu les licences et je les accepte',

  'error.CUDA_UNAVAILABLE': 'CUDA n’est pas utilisable sur cet ordinateur',
  'error.CUDA_LICENSE_NOT_ACCEPTED': 'Les licences de NVIDIA doivent d’abord être acceptées',
};
