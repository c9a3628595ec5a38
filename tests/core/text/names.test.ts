import { describe, expect, test } from 'vitest';
import { isName, isSentence } from '../../../src-main/core/text/names.ts';

describe('a description', () => {
  test.each([
    ['dog', true, false],
    ['a red car', true, false],
    ['swimming', false, false],
    ['dogs running', false, false],
    ['a submarine under the ice', false, true],
    ['an x-ray of a hand', false, true],
    ['great white shark, seen', false, true],
    ['', false, false],
    ['...', false, false],
  ])('"%s" is a name: %s; a sentence: %s', (text, name, sentence) => {
    expect(isSentence(text)).toBe(sentence);
    expect(isName(text)).toBe(name);
  });
});
