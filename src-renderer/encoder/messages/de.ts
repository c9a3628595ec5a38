import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const de: Translated<typeof en> = {
  'status.provider': 'Läuft auf {provider}',
  'status.providerUnknown': 'Das Modell wird mit dem ersten Foto oder der ersten Suche geladen',

  'settings.model': 'Modell',
  'settings.packVersion': 'Version {version}',
  'settings.packDim': '{dim} Zahlen pro Foto',
  'settings.packLanguages': 'Versteht {languages}',
  'settings.packLicense': 'Lizenz {license}',
  'settings.checkProvider': 'Modell jetzt laden',

  'error.PACK_NOT_FOUND': 'Das Modell ist nicht da',
  'error.PACK_MANIFEST_INVALID': 'Das Modellpaket ist ungültig',
  'error.PACK_UNSUPPORTED': 'Dieses Modellpaket braucht ein neueres Eidetic',
  'error.PACK_FILE_MISSING': 'Eine Datei des Modells fehlt: installiere Eidetic neu',
  'error.PACK_FILE_SIZE_MISMATCH': 'Eine Datei des Modells ist beschädigt: installiere Eidetic neu',
  'error.PACK_FILE_HASH_MISMATCH': 'Eine Datei des Modells ist beschädigt: installiere Eidetic neu',
  'error.PACK_PATH_ESCAPES': 'Das Modellpaket ist nicht sicher',
  'error.PACK_SESSION_FAILED': 'Das Modell konnte nicht geladen werden',
  'error.PACK_SELF_TEST_FAILED': 'Das Modell gibt auf diesem Rechner falsche Antworten und wird nicht benutzt',
  'error.PROVIDER_UNAVAILABLE': 'Der gewählte Prozessor ist auf diesem Rechner nicht nutzbar',
  'error.ENCODER_CRASHED': 'Das Modell wurde unerwartet beendet. Versuche es noch einmal',
  'error.ENCODER_UNAVAILABLE': 'Das Modell konnte nicht gestartet werden',
};
