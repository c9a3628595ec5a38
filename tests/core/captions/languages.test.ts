import { expect, test } from 'vitest';
import { knowsEnglish } from '../../../src-main/core/captions/languages.ts';

test.each([
  [['en'], true],
  [['de', 'en-GB'], true],
  [['EN_us'], true],
  [['eng'], true],
  [['mul'], true],
  [['de', 'fr'], false],
  [['enm'], false],
  [['zh-Hans-en'], false],
  [[], false],
])('of a pack of the languages %j it is said whether it knows English: %s', (languages, knows) => {
  expect(knowsEnglish(languages)).toBe(knows);
});
