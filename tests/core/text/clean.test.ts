import { expect, test } from 'vitest';
import { cleanText } from '../../../src-main/core/text/clean.ts';

test.each<readonly [what: string, text: string, options: Parameters<typeof cleanText>[1], cleaned: string]>([
  ['is left alone', ' A  Dog\n', { clean: 'none', lowercase: false }, ' A  Dog\n'],
  ['loses capitals', 'A Dog', { clean: 'none', lowercase: true }, 'a dog'],
  ['loses capitals with accents', 'ÉCOLE ÅNGSTRÖM', { clean: 'none', lowercase: true }, 'école ångström'],
  ['has its white space folded', '\t a \n\u00a0 dog\u3000', { clean: 'clip', lowercase: false }, 'a dog'],
  ['may become empty', ' \n\t ', { clean: 'clip', lowercase: true }, ''],
  ['gets a prefix after cleaning', ' A dog ', { clean: 'clip', lowercase: true, prefix: 'Query: ' }, 'Query: a dog'],
  ['loses its punctuation', ' A t-shirt, (red) & "new"! ', { clean: 'siglip', lowercase: true }, 'a tshirt red new'],
  ['keeps the words of a name apart', 'IMG_2034.JPG', { clean: 'siglip', lowercase: true }, 'img 2034jpg'],
  ['keeps punctuation that is not ASCII', '«a» – b。', { clean: 'siglip', lowercase: true }, '«a» – b。'],
  ['may be nothing but punctuation', '?!_', { clean: 'siglip', lowercase: true }, ''],
  ['loses every sign of ASCII', '!"#$%&\'()*+,-./:;<=>?@[\\]^`{|}~x', { clean: 'siglip', lowercase: true }, 'x'],
  ['keeps emoji', '🐕‍🦺 DOG', { clean: 'clip', lowercase: true }, '🐕‍🦺 dog'],
])('a text %s', (_, text, options, cleaned) => {
  expect(cleanText(text, options)).toBe(cleaned);
});
