import { de as albumsDe } from './albums/messages/de.ts';
import { en as albumsEn } from './albums/messages/en.ts';
import { es as albumsEs } from './albums/messages/es.ts';
import { fr as albumsFr } from './albums/messages/fr.ts';
import { de as cudaDe } from './cuda/messages/de.ts';
import { en as cudaEn } from './cuda/messages/en.ts';
import { es as cudaEs } from './cuda/messages/es.ts';
import { fr as cudaFr } from './cuda/messages/fr.ts';
import { de as duplicatesDe } from './duplicates/messages/de.ts';
import { en as duplicatesEn } from './duplicates/messages/en.ts';
import { es as duplicatesEs } from './duplicates/messages/es.ts';
import { fr as duplicatesFr } from './duplicates/messages/fr.ts';
import { de as encoderDe } from './encoder/messages/de.ts';
import { en as encoderEn } from './encoder/messages/en.ts';
import { es as encoderEs } from './encoder/messages/es.ts';
import { fr as encoderFr } from './encoder/messages/fr.ts';
import { de as favouritesDe } from './favourites/messages/de.ts';
import { en as favouritesEn } from './favourites/messages/en.ts';
import { es as favouritesEs } from './favourites/messages/es.ts';
import { fr as favouritesFr } from './favourites/messages/fr.ts';
import { de as filtersDe } from './filters/messages/de.ts';
import { en as filtersEn } from './filters/messages/en.ts';
import { es as filtersEs } from './filters/messages/es.ts';
import { fr as filtersFr } from './filters/messages/fr.ts';
import { de as foldersDe } from './folders/messages/de.ts';
import { en as foldersEn } from './folders/messages/en.ts';
import { es as foldersEs } from './folders/messages/es.ts';
import { fr as foldersFr } from './folders/messages/fr.ts';
import { de as frameDe } from './frame/messages/de.ts';
import { en as frameEn } from './frame/messages/en.ts';
import { es as frameEs } from './frame/messages/es.ts';
import { fr as frameFr } from './frame/messages/fr.ts';
import { de as gridDe } from './grid/messages/de.ts';
import { en as gridEn } from './grid/messages/en.ts';
import { es as gridEs } from './grid/messages/es.ts';
import { fr as gridFr } from './grid/messages/fr.ts';
import { compose, type Translated } from './lib/messages.ts';
import { de as libraryDe } from './library/messages/de.ts';
import { en as libraryEn } from './library/messages/en.ts';
import { es as libraryEs } from './library/messages/es.ts';
import { fr as libraryFr } from './library/messages/fr.ts';
import { de as modelsDe } from './models/messages/de.ts';
import { en as modelsEn } from './models/messages/en.ts';
import { es as modelsEs } from './models/messages/es.ts';
import { fr as modelsFr } from './models/messages/fr.ts';
import { de as packsDe } from './packs/messages/de.ts';
import { en as packsEn } from './packs/messages/en.ts';
import { es as packsEs } from './packs/messages/es.ts';
import { fr as packsFr } from './packs/messages/fr.ts';
import { de as photosDe } from './photos/messages/de.ts';
import { en as photosEn } from './photos/messages/en.ts';
import { es as photosEs } from './photos/messages/es.ts';
import { fr as photosFr } from './photos/messages/fr.ts';
import { de as placesDe } from './places/messages/de.ts';
import { en as placesEn } from './places/messages/en.ts';
import { es as placesEs } from './places/messages/es.ts';
import { fr as placesFr } from './places/messages/fr.ts';
import { de as savedSearchesDe } from './saved-searches/messages/de.ts';
import { en as savedSearchesEn } from './saved-searches/messages/en.ts';
import { es as savedSearchesEs } from './saved-searches/messages/es.ts';
import { fr as savedSearchesFr } from './saved-searches/messages/fr.ts';
import { de as searchDe } from './search/messages/de.ts';
import { en as searchEn } from './search/messages/en.ts';
import { es as searchEs } from './search/messages/es.ts';
import { fr as searchFr } from './search/messages/fr.ts';
import { de as settingsDe } from './settings/messages/de.ts';
import { en as settingsEn } from './settings/messages/en.ts';
import { es as settingsEs } from './settings/messages/es.ts';
import { fr as settingsFr } from './settings/messages/fr.ts';
import { de as stacksDe } from './stacks/messages/de.ts';
import { en as stacksEn } from './stacks/messages/en.ts';
import { es as stacksEs } from './stacks/messages/es.ts';
import { fr as stacksFr } from './stacks/messages/fr.ts';
import { de as tagsDe } from './tags/messages/de.ts';
import { en as tagsEn } from './tags/messages/en.ts';
import { es as tagsEs } from './tags/messages/es.ts';
import { fr as tagsFr } from './tags/messages/fr.ts';
import { de as tasteDe } from './taste/messages/de.ts';
import { en as tasteEn } from './taste/messages/en.ts';
import { es as tasteEs } from './taste/messages/es.ts';
import { fr as tasteFr } from './taste/messages/fr.ts';
import { de as trashDe } from './trash/messages/de.ts';
import { en as trashEn } from './trash/messages/en.ts';
import { es as trashEs } from './trash/messages/es.ts';
import { fr as trashFr } from './trash/messages/fr.ts';
import { de as windowsDe } from './windows/messages/de.ts';
import { en as windowsEn } from './windows/messages/en.ts';
import { es as windowsEs } from './windows/messages/es.ts';
import { fr as windowsFr } from './windows/messages/fr.ts';

/** Every word of the page in English, ICU message syntax. The other languages have the same keys and arguments. */
export const en = compose([
  frameEn,
  gridEn,
  filtersEn,
  libraryEn,
  packsEn,
  modelsEn,
  photosEn,
  searchEn,
  savedSearchesEn,
  encoderEn,
  cudaEn,
  settingsEn,
  stacksEn,
  foldersEn,
  duplicatesEn,
  trashEn,
  favouritesEn,
  albumsEn,
  placesEn,
  tagsEn,
  tasteEn,
  windowsEn,
]);

export type MessageKey = keyof typeof en;

export const de: Translated<typeof en> = compose([
  frameDe,
  gridDe,
  filtersDe,
  libraryDe,
  packsDe,
  modelsDe,
  photosDe,
  searchDe,
  savedSearchesDe,
  encoderDe,
  cudaDe,
  settingsDe,
  stacksDe,
  foldersDe,
  duplicatesDe,
  trashDe,
  favouritesDe,
  albumsDe,
  placesDe,
  tagsDe,
  tasteDe,
  windowsDe,
]);

export const fr: Translated<typeof en> = compose([
  frameFr,
  gridFr,
  filtersFr,
  libraryFr,
  packsFr,
  modelsFr,
  photosFr,
  searchFr,
  savedSearchesFr,
  encoderFr,
  cudaFr,
  settingsFr,
  stacksFr,
  foldersFr,
  duplicatesFr,
  trashFr,
  favouritesFr,
  albumsFr,
  placesFr,
  tagsFr,
  tasteFr,
  windowsFr,
]);

export const es: Translated<typeof en> = compose([
  frameEs,
  gridEs,
  filtersEs,
  libraryEs,
  packsEs,
  modelsEs,
  photosEs,
  searchEs,
  savedSearchesEs,
  encoderEs,
  cudaEs,
  settingsEs,
  stacksEs,
  foldersEs,
  duplicatesEs,
  trashEs,
  favouritesEs,
  albumsEs,
  placesEs,
  tagsEs,
  tasteEs,
  windowsEs,
]);
