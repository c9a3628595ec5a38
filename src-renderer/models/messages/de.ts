import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const de: Translated<typeof en> = {
  'models.title': 'Augen',
  'models.intro':
    'Womit deine Fotos angesehen und deine Suchen verstanden werden. Bessere Augen finden mehr; sie sind groß zu laden und brauchen länger für jedes Foto.',
  'models.online':
    'Eidetic geht nur für solche Downloads ins Netz, und nur, wenn du einen beginnst. Deine Fotos bleiben auf diesem Rechner.',
  'models.list': 'Augen zur Auswahl',
  'models.inUse': 'In Benutzung',
  'models.incoming': 'Lernt deine Fotos kennen',
  'models.recommended': 'Empfohlen',
  'models.installed': 'Installiert',
  'models.imported': 'Importiert',
  'models.nonCommercial': 'Nicht für gewerbliche Zwecke',

  'models.recall': 'Das gemeinte Foto kommt bei etwa {hits} von 100 Suchen zuerst ({dataset})',
  'models.recallInstead':
    'Das gemeinte Foto kommt bei etwa {hits} von 100 Suchen zuerst, jetzt bei {before} ({dataset})',
  'models.downloadSize': '{size} zu laden',
  'models.diskSize': '{size} auf der Festplatte',
  'models.takes': 'etwa {time} für deine Fotos',
  'models.takesNothing': 'deine Fotos müssen nicht neu angesehen werden',
  'models.manyLanguages': 'mehr als 50 Sprachen',
  'models.languageCount': '{count, plural, one {# Sprache} other {# Sprachen}}',
  'models.dataset': '{name}, {count, plural, one {# Foto} other {# Fotos}}',
  'models.measuredOn': 'Gemessen mit {dataset}.',

  'models.details': 'Einzelheiten',
  'models.languages': 'Sprachen',
  'models.license': 'Lizenz',
  'models.memory': 'Arbeitsspeicher',
  'models.memoryOf': '{needed} von {machine}, die dieser Rechner hat',
  'models.disk': 'Festplatte',
  'models.time': 'Dauer',
  'models.timeFor':
    'etwa {time} für {count, plural, one {# Foto} other {# Fotos}}, {rate} pro Sekunde, geschätzt nach dem bisherigen Tempo dieses Rechners',
  'models.measured': 'Gemessen',
  'models.figure': 'Erster Treffer bei {share} der Suchen ({dataset}; veröffentlicht von {source})',
  'models.figureOther': '{metric} {share} ({dataset}; veröffentlicht von {source})',
  'models.checked': 'Geprüft',
  'models.checkedGolden': 'Sie berechnen dasselbe wie eine unabhängige Rechnung',
  'models.checkedAgreement': 'Auf diesem Rechner stimmen ihre Sicht auf Bilder und ihre Sicht auf Wörter überein',
  'models.checkedUntried':
    'Von uns noch nicht mit den echten Dateien ausgeführt. Beim Installieren werden sie ausprobiert, und abgelehnt, wenn das misslingt',
  'models.version': 'Version',

  'models.install': 'Installieren',
  'models.reinstall': 'Neu installieren',
  'models.use': 'Diese benutzen',
  'models.choosing': 'Wird ausprobiert',
  'models.useHint': 'Deine Fotos werden im Hintergrund neu angesehen, und du kannst weiter suchen.',
  'models.pause': 'Pausieren',
  'models.resume': 'Weiter',
  'models.cancel': 'Abbrechen',
  'models.discard': 'Geladenes entfernen',
  'models.verify': 'Noch einmal prüfen',
  'models.verifying': 'Wird geprüft',
  'models.verified': '{title}: {count, plural, one {Die # Datei} other {Alle # Dateien}} und die Probe sind in Ordnung',
  'models.remove': 'Entfernen',
  'models.removeTitle': '{title} entfernen?',
  'models.removeHint':
    'Die Dateien werden gelöscht, {size}. Deine Fotos bleiben, und was die benutzten Augen von ihnen wissen, auch.',

  'models.waiting': 'Wartet auf andere',
  'models.downloading': 'Wird geladen',
  'models.checking': 'Das Geladene wird geprüft',
  'models.testing': 'Wird auf diesem Rechner ausprobiert',
  'models.paused': 'Pausiert',
  'models.progress': '{done} von {total}',
  'models.rate': '{size} pro Sekunde',
  'models.left': 'noch etwa {time}',
  'models.damaged': 'Beschädigte Dateien',
  'models.failed': 'Konnte nicht installiert werden',
  'models.refused': 'Auf diesem Rechner nicht möglich',
  'models.needsMemory': 'Es braucht {needed} Arbeitsspeicher; dieser Rechner hat {machine}.',
  'models.needsDisk': 'Der Download braucht {size}, und etwas Platz muss frei bleiben.',

  'models.licenseTitle': 'Die Lizenz von {title}',
  'models.licenseAsk':
    'Wer diese Augen gemacht hat, möchte, dass ihre Lizenz angenommen wird, bevor sie benutzt werden.',
  'models.licenseForbids': 'Sie erlaubt keine gewerbliche Nutzung.',
  'models.licenseRead': 'Lizenz lesen',
  'models.licenseAccept': 'Ich habe die Lizenz gelesen und nehme sie an',
  'models.copyAddress': 'Adresse kopieren',
  'models.addressCopied': 'Adresse kopiert',

  'models.import': 'Aus einer Datei oder einem Ordner importieren',
  'models.importPath': 'Ordner oder Archiv',
  'models.importHint':
    'Zum Beispiel {example}: ein Ordner, .zip, .tar oder .tar.gz mit einem Modellpaket oder mit den Dateien eines Eintrags der Liste',
  'models.importNow': 'Importieren',
  'models.importing': 'Wird kopiert, geprüft und ausprobiert. Du kannst das hier schließen, es geht weiter.',
  'models.importDone': '{title} ist installiert',
  'models.chooseFolder': 'Ordner auswählen',
  'models.chooseFile': 'Datei auswählen',

  'models.sources': 'Woher Downloads kommen',
  'models.mirror': 'Spiegel',
  'models.mirrorHint':
    'Eine https-Adresse oder ein Ordner auf diesem Rechner. Leer: von denen, die sie veröffentlichen.',
  'models.proxy': 'Proxy',
  'models.proxyHint': 'Eine http- oder https-Adresse, über die dein Netz nach draußen geht. Leer: keiner.',
  'models.fromEnvironment': 'Aus der Umgebung: {value}',
  'models.saveSources': 'Speichern',
  'models.sourcesSaved': 'Gespeichert',

  'models.offerTitle': 'Es gibt bessere Augen für deine Fotos',
  'models.offerLanguage': '{title} versteht Beschreibungen auf {language}; die bisherigen Augen kennen nur {known}.',
  'models.offerGain':
    '{title} zeigt bei etwa {hits} von 100 Suchen das gemeinte Foto zuerst; zurzeit sind es {before}.',
  'models.offerRecall': '{title} zeigt bei etwa {hits} von 100 Suchen das gemeinte Foto zuerst.',
  'models.offerCost':
    '{size} zu laden, dann etwa {time} für {count, plural, one {dein # Foto} other {deine # Fotos}}, während du weiter suchst.',
  'models.offerSize': '{size} zu laden, dann werden deine Fotos neu angesehen, während du weiter suchst.',
  'models.haveLook': 'Ansehen',
  'models.noThanks': 'Nein, danke',
  'models.declined': 'Bessere Augen findest du in den Einstellungen, falls du sie einmal möchtest',
};
