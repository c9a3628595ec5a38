import { de as encoderDe } from './encoder/messages/de.ts';
import { en as encoderEn } from './encoder/messages/en.ts';
import { de as filtersDe } from './filters/messages/de.ts';
import { en as filtersEn } from './filters/messages/en.ts';
import { de as foldersDe } from './folders/messages/de.ts';
import { en as foldersEn } from './folders/messages/en.ts';
import { de as frameDe } from './frame/messages/de.ts';
import { en as frameEn } from './frame/messages/en.ts';
import { de as gridDe } from './grid/messages/de.ts';
import { en as gridEn } from './grid/messages/en.ts';
import { compose, type Translated } from './lib/messages.ts';
import { de as libraryDe } from './library/messages/de.ts';
import { en as libraryEn } from './library/messages/en.ts';
import { de as packsDe } from './packs/messages/de.ts';
import { en as packsEn } from './packs/messages/en.ts';
import { de as photosDe } from './photos/messages/de.ts';
import { en as photosEn } from './photos/messages/en.ts';
import { de as savedSearchesDe } from './saved-searches/messages/de.ts';
import { en as savedSearchesEn } from './saved-searches/messages/en.ts';
import { de as searchDe } from './search/messages/de.ts';
import { en as searchEn } from './search/messages/en.ts';
import { de as settingsDe } from './settings/messages/de.ts';
import { en as settingsEn } from './settings/messages/en.ts';
import { de as stacksDe } from './stacks/messages/de.ts';
import { en as stacksEn } from './stacks/messages/en.ts';
import { de as trashDe } from './trash/messages/de.ts';
import { en as trashEn } from './trash/messages/en.ts';

/** Every word of the page in English, ICU message syntax. The other languages have the same keys and arguments. */
export const en = compose([
  frameEn,
  gridEn,
  filtersEn,
  libraryEn,
  packsEn,
  photosEn,
  searchEn,
  savedSearchesEn,
  encoderEn,
  settingsEn,
  stacksEn,
  foldersEn,
  trashEn,
]);

export type MessageKey = keyof typeof en;

export const de: Translated<typeof en> = compose([
  frameDe,
  gridDe,
  filtersDe,
  libraryDe,
  packsDe,
  photosDe,
  searchDe,
  savedSearchesDe,
  encoderDe,
  settingsDe,
  stacksDe,
  foldersDe,
  trashDe,
]);
