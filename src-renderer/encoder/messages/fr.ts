import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const fr: Translated<typeof en> = {
  'status.provider': 'Calculs faits par {provider}',
  'status.providerUnknown': 'Le modèle se charge avec la première photo ou la première recherche',

  'settings.model': 'Modèle',
  'settings.packVersion': 'Version {version}',
  'settings.packDim': '{dim} nombres par photo',
  'settings.packLanguages': 'Comprend : {languages}',
  'settings.packLicense': 'Licence {license}',
  'settings.checkProvider': 'Charger le modèle maintenant',

  'error.PACK_NOT_FOUND': 'Le modèle est introuvable',
  'error.PACK_MANIFEST_INVALID': 'Le pack du modèle n’est pas valide',
  'error.PACK_UNSUPPORTED': 'Ce pack de modèle demande une version plus récente d’Eidetic',
  'error.PACK_FILE_MISSING': 'Il manque un fichier du modèle : réinstallez Eidetic',
  'error.PACK_FILE_SIZE_MISMATCH': 'Un fichier du modèle est endommagé : réinstallez Eidetic',
  'error.PACK_FILE_HASH_MISMATCH': 'Un fichier du modèle est endommagé : réinstallez Eidetic',
  'error.PACK_PATH_ESCAPES': 'Le pack du modèle n’est pas sûr',
  'error.PACK_SESSION_FAILED': 'Le modèle n’a pas pu être chargé',
  'error.PACK_SELF_TEST_FAILED': 'Le modèle donne de faux résultats sur cet ordinateur et n’est pas utilisé',
  'error.PROVIDER_UNAVAILABLE': 'Le processeur choisi n’est pas utilisable sur cet ordinateur',
  'error.ENCODER_CRASHED': 'Le modèle s’est arrêté de façon inattendue. Réessayez',
  'error.ENCODER_UNAVAILABLE': 'Le modèle n’a pas pu démarrer',
};
