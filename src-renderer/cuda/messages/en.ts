import type { Prefixed } from '../../lib/messages.ts';

export const en = {
  'cuda.title': 'CUDA for {card}',
  'cuda.card': 'the NVIDIA card',
  'cuda.intro':
    'NVIDIA’s own libraries may look at photos faster than WebGPU does. Eidetic tries both and takes what is right and faster.',
  'cuda.size': '{download} to download, {disk} on the disk',
  'cuda.install': 'Install CUDA',
  'cuda.reinstall': 'Install CUDA again',
  'cuda.resume': 'Go on',
  'cuda.pause': 'Pause',
  'cuda.cancel': 'Cancel',
  'cuda.discard': 'Remove what has come',
  'cuda.remove': 'Remove CUDA',
  'cuda.removeTitle': 'Remove the libraries of CUDA?',
  'cuda.removeHint': 'This gives {size} back. Photos are looked at by another processor from then on.',
  'cuda.installed': 'The libraries of CUDA are installed, {size}',
  'cuda.outdated': 'The libraries of CUDA that are there do not fit this version of Eidetic and are not used',
  'cuda.failed': 'CUDA could not be installed',
  'cuda.oldCard': 'CUDA cannot be used: it needs a card of the Turing generation or newer',
  'cuda.noDriver': 'CUDA could be used with NVIDIA’s own driver, {needed} or newer, which is not loaded',
  'cuda.oldDriver': 'CUDA could be used with NVIDIA’s driver {needed} or newer; this computer has {driver}',

  'cuda.downloading': 'Downloading CUDA',
  'cuda.unpacking': 'Unpacking CUDA',
  'cuda.testing': 'Trying CUDA out on this computer',
  'cuda.paused': 'CUDA is paused',
  'cuda.progress': '{done} of {total}',
  'cuda.left': 'about {time} left',

  'cuda.licenseTitle': 'The licences of CUDA',
  'cuda.licenseAsk':
    'Eidetic downloads these libraries from PyPI, where their makers publish them. NVIDIA wants its licences to be accepted before.',
  'cuda.licenseSpace': 'While they are being installed, {size} of the disk are needed.',
  'cuda.licenseAccept': 'I have read the licences and accept them',

  'error.CUDA_UNAVAILABLE': 'CUDA cannot be used on this computer',
  'error.CUDA_LICENSE_NOT_ACCEPTED': 'NVIDIA’s licences have to be accepted first',
} as const satisfies Prefixed<'cuda' | 'error'>;
