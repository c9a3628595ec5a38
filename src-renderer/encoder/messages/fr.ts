import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const fr: Translated<typeof en> = {
  'status.provider': 'Calculs faits par {provider}',
  'status.providerUnknown': 'Le modèle se charge avec la première photo ou la première recherche',

  'settings.processorTitle': 'Processeur',
  'settings.checkProvider': 'Charger le modèle maintenant',
  'settings.processor': 'Examiner les photos avec',
  'settings.processorAuto': 'Le plus rapide',
  'settings.processorNow': 'En ce moment : {processor}',
  'settings.processorTrying': '{processor} est à l’essai',
  'settings.processorLost': 'Le processeur graphique est tombé en panne ; les photos ont continué sans lui',
  'settings.trialFaster': 'plus rapide que le processeur',
  'settings.trialSlower': 'plus lent que le processeur',
  'settings.trialSoftware': 'pas un vrai processeur graphique',
  'settings.trialWrong': 'calcule autre chose que le processeur',
  'settings.trialUnavailable': 'indisponible ici',
  'settings.trialCrashed': 'son pilote plante',
  'settings.trialTimedOut': 'son pilote ne répond pas',
  'settings.trialRates': '{gpu} photos par seconde, le processeur {cpu}',

  'error.PACK_NOT_FOUND': 'Le modèle est introuvable',
  'error.PACK_MANIFEST_INVALID': 'Le pack du modèle n’est pas valide',
  'error.PACK_UNSUPPORTED': 'Ce pack de modèle demande une version plus récente d’Eidetic',
  'error.PACK_FILE_MISSING': 'Il manque un fichier du modèle : réinstallez le modèle, ou Eidetic s’il en fait partie',
  'error.PACK_FILE_SIZE_MISMATCH':
    'Un fichier du modèle est endommagé : réinstallez le modèle, ou Eidetic s’il en fait partie',
  'error.PACK_FILE_HASH_MISMATCH':
    'Un fichier du modèle est endommagé : réinstallez le modèle, ou Eidetic s’il en fait partie',
  'error.PACK_PATH_ESCAPES': 'Le pack du modèle n’est pas sûr',
  'error.PACK_SESSION_FAILED': 'Le modèle n’a pas pu être chargé',
  'error.PACK_SELF_TEST_FAILED': 'Le modèle donne de faux résultats sur cet ordinateur et n’est pas utilisé',
  'error.PACK_HAS_NO_PATCHES':
    'Le modèle utilisé ne sait pas dire tout de suite où se trouve quelque chose dans une photo',
  'error.MODEL_NOT_FOUND': 'Ce modèle n’existe pas',
  'error.MODEL_BUSY': 'Ce modèle est déjà installé ou en cours d’installation',
  'error.MODEL_IN_USE': 'Ce modèle est utilisé : choisissez-en d’abord un autre',
  'error.MODEL_LICENSE_NOT_ACCEPTED': 'La licence de ce modèle doit d’abord être acceptée',
  'error.MODEL_TOO_LARGE_FOR_MEMORY': 'Cet ordinateur n’a pas assez de mémoire pour ce modèle',
  'error.MODEL_CATALOGUE_INVALID': 'La liste des modèles est endommagée : réinstallez Eidetic',
  'error.MODEL_FOLDER_UNUSABLE': 'Impossible d’écrire des modèles dans le dossier de données',
  'error.MODEL_MIRROR_INVALID': 'Un miroir est une adresse https, ou le chemin complet d’un dossier de cet ordinateur',
  'error.MODEL_PROXY_INVALID': 'Un proxy est une adresse http ou https ; les autres ne peuvent pas servir',
  'error.DISK_FULL': 'Il n’y a pas assez de place sur le disque',
  'error.DOWNLOAD_UNREACHABLE':
    'Le serveur du modèle est injoignable : vérifiez la connexion et, s’il y en a, le miroir et le proxy',
  'error.DOWNLOAD_TLS_FAILED': 'La connexion au serveur du modèle n’est pas sûre : rien n’a été téléchargé',
  'error.DOWNLOAD_REFUSED': 'Le serveur ne fournit pas le modèle : réessayez plus tard, ou choisissez un miroir',
  'error.DOWNLOAD_PROXY_REFUSED':
    'Le proxy ne laisse pas passer le téléchargement : vérifiez son adresse, et le nom et le mot de passe qu’elle contient',
  'error.DOWNLOAD_MIRROR_UNREADABLE':
    'Le dossier choisi comme miroir ne contient pas ce modèle. Son disque est-il branché, et est-ce le bon dossier ?',
  'error.DOWNLOAD_STALLED': 'Le serveur du modèle ne répond plus',
  'error.DOWNLOAD_WRONG_FILE': 'Le fichier reçu n’est pas celui qui a été publié ; il n’est pas utilisé',
  'error.IMPORT_UNREADABLE': 'Le dossier ou l’archive est illisible',
  'error.IMPORT_UNSAFE': 'L’archive n’est pas sûre : rien n’en a été extrait',
  'error.IMPORT_NOT_A_PACK': 'Il n’y a pas de modèle dans ce dossier ou cette archive',
  'error.PROVIDER_UNAVAILABLE': 'Le processeur choisi n’est pas utilisable sur cet ordinateur',
  'error.ENCODER_CRASHED': 'Le modèle s’est arrêté de façon inattendue. Réessayez',
  'error.ENCODER_UNAVAILABLE': 'Le modèle n’a pas pu démarrer',
};
