import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const de: Translated<typeof en> = {
  'status.provider': 'Läuft auf {provider}',
  'status.providerUnknown': 'Das Modell wird mit dem ersten Foto oder der ersten Suche geladen',

  'settings.processorTitle': 'Prozessor',
  'settings.checkProvider': 'Modell jetzt laden',
  'settings.processor': 'Fotos ansehen mit',
  'settings.processorAuto': 'Das Schnellste',
  'settings.processorNow': 'Zurzeit: {processor}',
  'settings.processorTrying': '{processor} wird ausprobiert',
  'settings.processorLost': 'Der Grafikprozessor ist ausgefallen; mit den Fotos ging es ohne ihn weiter',
  'settings.trialFaster': 'schneller als die CPU',
  'settings.trialSlower': 'langsamer als die CPU',
  'settings.trialSoftware': 'kein echter Grafikprozessor',
  'settings.trialWrong': 'berechnet etwas anderes als die CPU',
  'settings.trialUnavailable': 'hier nicht verfügbar',
  'settings.trialCrashed': 'der Treiber stürzt ab',
  'settings.trialTimedOut': 'der Treiber antwortet nicht',
  'settings.trialRates': '{gpu} Fotos pro Sekunde, die CPU {cpu}',

  'error.PACK_NOT_FOUND': 'Das Modell ist nicht da',
  'error.PACK_MANIFEST_INVALID': 'Das Modellpaket ist ungültig',
  'error.PACK_UNSUPPORTED': 'Dieses Modellpaket braucht ein neueres Eidetic',
  'error.PACK_FILE_MISSING':
    'Eine Datei des Modells fehlt: installiere das Modell neu, oder Eidetic, wenn es damit kam',
  'error.PACK_FILE_SIZE_MISMATCH':
    'Eine Datei des Modells ist beschädigt: installiere das Modell neu, oder Eidetic, wenn es damit kam',
  'error.PACK_FILE_HASH_MISMATCH':
    'Eine Datei des Modells ist beschädigt: installiere das Modell neu, oder Eidetic, wenn es damit kam',
  'error.PACK_PATH_ESCAPES': 'Das Modellpaket ist nicht sicher',
  'error.PACK_SESSION_FAILED': 'Das Modell konnte nicht geladen werden',
  'error.PACK_SELF_TEST_FAILED': 'Das Modell gibt auf diesem Rechner falsche Antworten und wird nicht benutzt',
  'error.PACK_HAS_NO_PATCHES': 'Das verwendete Modell kann nicht sofort sagen, wo auf einem Foto etwas ist',
  'error.MODEL_NOT_FOUND': 'Dieses Modell gibt es nicht',
  'error.MODEL_BUSY': 'Dieses Modell wird gerade installiert oder ist schon installiert',
  'error.MODEL_IN_USE': 'Dieses Modell wird benutzt: wähle zuerst ein anderes',
  'error.MODEL_LICENSE_NOT_ACCEPTED': 'Die Lizenz dieses Modells muss zuerst angenommen werden',
  'error.MODEL_TOO_LARGE_FOR_MEMORY': 'Dieser Rechner hat zu wenig Speicher für dieses Modell',
  'error.MODEL_CATALOGUE_INVALID': 'Die Liste der Modelle ist beschädigt: installiere Eidetic neu',
  'error.MODEL_FOLDER_UNUSABLE': 'In den Datenordner können keine Modelle geschrieben werden',
  'error.MODEL_MIRROR_INVALID':
    'Ein Spiegel ist eine https-Adresse oder der ganze Pfad eines Ordners auf diesem Rechner',
  'error.MODEL_PROXY_INVALID': 'Ein Proxy ist eine http- oder https-Adresse; andere sind nicht nutzbar',
  'error.DISK_FULL': 'Auf der Festplatte ist zu wenig Platz',
  'error.DOWNLOAD_UNREACHABLE':
    'Der Server des Modells ist nicht erreichbar: prüfe die Verbindung und, wenn es sie gibt, Spiegel und Proxy',
  'error.DOWNLOAD_TLS_FAILED': 'Die Verbindung zum Server des Modells ist nicht sicher, deshalb wurde nichts geladen',
  'error.DOWNLOAD_REFUSED':
    'Der Server gibt das Modell nicht heraus: versuche es später noch einmal, oder stelle einen Spiegel ein',
  'error.DOWNLOAD_PROXY_REFUSED':
    'Der Proxy lässt den Download nicht durch: prüfe seine Adresse und Name und Passwort darin',
  'error.DOWNLOAD_MIRROR_UNREADABLE':
    'Der Ordner, der als Spiegel eingestellt ist, hat dieses Modell nicht. Ist sein Laufwerk angeschlossen, und ist es der richtige Ordner?',
  'error.DOWNLOAD_STALLED': 'Der Server des Modells antwortet nicht mehr',
  'error.DOWNLOAD_WRONG_FILE': 'Es kam eine andere Datei als die veröffentlichte; sie wird nicht benutzt',
  'error.IMPORT_UNREADABLE': 'Der Ordner oder das Archiv kann nicht gelesen werden',
  'error.IMPORT_UNSAFE': 'Das Archiv ist nicht sicher zu entpacken, deshalb wurde nichts daraus übernommen',
  'error.IMPORT_NOT_A_PACK': 'In diesem Ordner oder Archiv ist kein Modell',
  'error.PROVIDER_UNAVAILABLE': 'Der gewählte Prozessor ist auf diesem Rechner nicht nutzbar',
  'error.ENCODER_CRASHED': 'Das Modell wurde unerwartet beendet. Versuche es noch einmal',
  'error.ENCODER_UNAVAILABLE': 'Das Modell konnte nicht gestartet werden',
};
