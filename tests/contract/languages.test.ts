import { expect, test } from 'vitest';
import { knowsLanguage, primaryLanguage } from '../../src-contract/index.ts';

test.each([
  ['en', 'en'],
  ['en-GB', 'en'],
  ['EN_us', 'en'],
  ['eng', 'en'],
  ['deu', 'de'],
  ['nb', 'no'],
  ['nn-NO', 'no'],
  ['no', 'no'],
  ['zh-Hans-CN', 'zh'],
  ['enm', 'enm'],
  ['mul', 'mul'],
  ['not a tag', 'not a tag'],
])('the language of %j is %j', (tag, language) => {
  expect(primaryLanguage(tag)).toBe(language);
});

test.each([
  [['en'], 'en', true],
  [['de', 'en-GB'], 'en', true],
  [['EN_us'], 'en', true],
  [['eng'], 'en', true],
  [['mul'], 'sw', true],
  [['no'], 'nb', true],
  [['nn'], 'no', true],
  [['de', 'fr'], 'en', false],
  [['enm'], 'en', false],
  [['zh-Hans-en'], 'en', false],
  [[], 'en', false],
])('who knows %j knows %s: %s', (languages, language, knows) => {
  expect(knowsLanguage(languages, language)).toBe(knows);
});
