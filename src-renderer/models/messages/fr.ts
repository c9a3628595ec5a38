import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const fr: Translated<typeof en> = {
  'models.title': 'Vision',
  'models.intro':
    'Ce qui regarde vos photos et comprend vos recherches. Une meilleure vision trouve davantage ; elle est longue à télécharger et prend plus de temps pour chaque photo.',
  'models.online':
    'Eidetic ne va en ligne que pour des téléchargements comme ceux-ci, et seulement quand vous en lancez un. Vos photos restent sur cet ordinateur.',
  'models.list': 'Visions au choix',
  'models.inUse': 'Utilisée',
  'models.incoming': 'Découvre vos photos',
  'models.recommended': 'Recommandée',
  'models.installed': 'Installée',
  'models.imported': 'Importée',
  'models.nonCommercial': 'Pas d’usage commercial',

  'models.recall': 'La photo voulue vient en premier dans environ {hits} recherches sur 100 ({dataset})',
  'models.recallInstead':
    'La photo voulue vient en premier dans environ {hits} recherches sur 100, contre {before} actuellement ({dataset})',
  'models.downloadSize': '{size} à télécharger',
  'models.diskSize': '{size} sur le disque',
  'models.takes': 'environ {time} pour vos photos',
  'models.takesNothing': 'vos photos n’ont pas à être regardées de nouveau',
  'models.manyLanguages': 'plus de 50 langues',
  'models.languageCount': '{count, plural, one {# langue} many {# de langues} other {# langues}}',
  'models.dataset': '{name}, {count, plural, one {# photo} many {# de photos} other {# photos}}',
  'models.measuredOn': 'Mesuré avec {dataset}.',

  'models.details': 'Détails',
  'models.languages': 'Langues',
  'models.license': 'Licence',
  'models.memory': 'Mémoire',
  'models.memoryOf': '{needed} sur les {machine} de cet ordinateur',
  'models.disk': 'Disque',
  'models.time': 'Durée',
  'models.timeFor':
    'environ {time} pour {count, plural, one {# photo} many {# de photos} other {# photos}}, à {rate} par seconde, d’après la vitesse de cet ordinateur jusqu’ici',
  'models.measured': 'Mesures',
  'models.figure': 'Première réponse juste dans {share} des recherches ({dataset} ; publié par {source})',
  'models.figureOther': '{metric} {share} ({dataset} ; publié par {source})',
  'models.checked': 'Vérification',
  'models.checkedGolden': 'Ses résultats sont ceux d’un calcul indépendant',
  'models.checkedAgreement': 'Sur cet ordinateur, sa lecture des images et sa lecture des mots concordent',
  'models.checkedUntried':
    'Pas encore exécutée par nous avec ses vrais fichiers. Elle est essayée à l’installation, et refusée si l’essai échoue',
  'models.version': 'Version',

  'models.install': 'Installer',
  'models.reinstall': 'Réinstaller',
  'models.use': 'Utiliser celle-ci',
  'models.choosing': 'À l’essai',
  'models.useHint': 'Vos photos sont regardées de nouveau en arrière-plan, et vous pouvez continuer à chercher.',
  'models.pause': 'Mettre en pause',
  'models.resume': 'Continuer',
  'models.cancel': 'Annuler',
  'models.discard': 'Supprimer ce qui est arrivé',
  'models.verify': 'Vérifier de nouveau',
  'models.verifying': 'En cours de vérification',
  'models.verified':
    '{title} : {count, plural, one {le fichier et l’essai sont en ordre} many {les # de fichiers et l’essai sont en ordre} other {les # fichiers et l’essai sont en ordre}}',
  'models.remove': 'Supprimer',
  'models.removeTitle': 'Supprimer {title} ?',
  'models.removeHint':
    'Ses fichiers sont effacés, soit {size}. Vos photos restent, ainsi que ce que la vision utilisée sait d’elles.',

  'models.waiting': 'En attente d’une autre',
  'models.downloading': 'Téléchargement en cours',
  'models.checking': 'Vérification de ce qui est arrivé',
  'models.testing': 'Essai sur cet ordinateur',
  'models.paused': 'En pause',
  'models.progress': '{done} sur {total}',
  'models.rate': '{size} par seconde',
  'models.left': 'encore {time} environ',
  'models.damaged': 'Fichiers endommagés',
  'models.failed': 'L’installation a échoué',
  'models.refused': 'Impossible sur cet ordinateur',
  'models.needsMemory': 'Il lui faut {needed} de mémoire ; cet ordinateur en a {machine}.',
  'models.needsDisk': 'Le téléchargement prend {size}, et il faut garder un peu de place libre.',

  'models.licenseTitle': 'La licence de {title}',
  'models.licenseAsk': 'Les auteurs demandent que la licence soit acceptée avant toute utilisation.',
  'models.licenseForbids': 'Elle ne permet pas d’usage commercial.',
  'models.licenseRead': 'Lire la licence',
  'models.licenseAccept': 'J’ai lu la licence et je l’accepte',
  'models.copyAddress': 'Copier l’adresse',
  'models.addressCopied': 'Adresse copiée',

  'models.import': 'Importer d’un fichier ou d’un dossier',
  'models.importPath': 'Dossier ou archive',
  'models.importHint':
    'Par exemple {example} : un dossier, .zip, .tar ou .tar.gz avec un pack de modèle, ou avec les fichiers de l’un de la liste',
  'models.importNow': 'Importer',
  'models.importing': 'Copie, vérification et essai en cours. Vous pouvez fermer ceci, cela continue.',
  'models.importDone': '{title} est installée',
  'models.chooseFolder': 'Choisir un dossier',
  'models.chooseFile': 'Choisir un fichier',

  'models.sources': 'D’où viennent les téléchargements',
  'models.mirror': 'Miroir',
  'models.mirrorHint': 'Une adresse https, ou un dossier de cet ordinateur. Vide : de chez ceux qui les publient.',
  'models.proxy': 'Serveur proxy',
  'models.proxyHint': 'Une adresse http ou https par laquelle votre réseau va en ligne. Vide : aucun.',
  'models.fromEnvironment': 'De l’environnement : {value}',
  'models.saveSources': 'Enregistrer',
  'models.sourcesSaved': 'Enregistré',

  'models.offerTitle': 'Vos photos peuvent être mieux vues',
  'models.offerLanguage':
    '{title} comprend votre langue ({language}) ; la vision actuelle ne connaît que celle-ci : {known}.',
  'models.offerGain':
    'Avec {title}, la photo voulue vient en premier dans environ {hits} recherches sur 100 ; actuellement, c’est {before}.',
  'models.offerRecall': 'Avec {title}, la photo voulue vient en premier dans environ {hits} recherches sur 100.',
  'models.offerCost':
    '{size} à télécharger, puis environ {time} pour {count, plural, one {votre # photo} many {vos # de photos} other {vos # photos}}, pendant que vous continuez à chercher.',
  'models.offerSize':
    '{size} à télécharger, puis vos photos sont regardées de nouveau pendant que vous continuez à chercher.',
  'models.haveLook': 'Voir',
  'models.noThanks': 'Non, merci',
  'models.declined': 'Une meilleure vision vous attend dans les réglages, si vous la souhaitez un jour',
};
