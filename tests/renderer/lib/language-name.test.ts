import { expect, test } from 'vitest';
import { languageName } from '../../../src-renderer/lib/language-name.ts';

test.each([
  ['en', 'de', 'German'],
  ['fr', 'de', 'allemand'],
  ['en', 'pt-BR', 'Brazilian Portuguese'],
  ['en', 'qqq', 'qqq'],
  // Intl.DisplayNames throws for these.
  ['en', 'en_US', 'en_US'],
  ['en', 'de-u-co-phonebk', 'de-u-co-phonebk'],
  ['en', 'many languages', 'many languages'],
  ['en', '', ''],
])('in %s the language %j is called %j', (locale, tag, name) => {
  expect(languageName(locale, tag)).toBe(name);
});
