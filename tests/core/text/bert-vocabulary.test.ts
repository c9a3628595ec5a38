import { expect, test } from 'vitest';
import { bertTokenizer } from '../../../src-main/core/text/bert-vocabulary.ts';

const special = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];

function vocabularyOf(text: string): Readonly<Record<string, number>> {
  const { model } = bertTokenizer(text, { lowercase: false }) as { model: { vocab: Record<string, number> } };
  return model.vocab;
}

test('the line of a token is its id, whatever the file ends with', () => {
  const expected = { '[PAD]': 0, '[UNK]': 1, '[CLS]': 2, '[SEP]': 3, '[MASK]': 4, dog: 5, '##s': 6, '7': 7 };
  const lines = [...special, 'dog', '##s', '7'];
  expect(vocabularyOf(lines.join('\n'))).toEqual(expected);
  expect(vocabularyOf(`${lines.join('\n')}\n`)).toEqual(expected);
  expect(vocabularyOf(lines.join('\r\n'))).toEqual(expected);
});

test('tokens that JavaScript knows otherwise are tokens', () => {
  const vocab = vocabularyOf([...special, '__proto__', 'constructor', '\u2028', ' '].join('\n'));
  expect(Object.entries(vocab).slice(5)).toEqual([
    ['__proto__', 5],
    ['constructor', 6],
    ['\u2028', 7],
    [' ', 8],
  ]);
});

test('of a token that is there twice the later id counts', () => {
  expect(vocabularyOf([...special, 'dog', 'cat', 'dog'].join('\n'))).toMatchObject({ dog: 7, cat: 6 });
});

test('accents and case go as the model has it', () => {
  const normalizer = (lowercase: boolean): unknown =>
    (bertTokenizer(special.join('\n'), { lowercase }) as { normalizer: object }).normalizer;
  expect(normalizer(true)).toMatchObject({ lowercase: true, strip_accents: null });
  expect(normalizer(false)).toMatchObject({ lowercase: false, strip_accents: null });
});

test('a mask token need not be there', () => {
  const { added_tokens: added } = bertTokenizer(special.slice(0, 4).join('\n'), { lowercase: true }) as {
    added_tokens: { content: string }[];
  };
  expect(added.map(({ content }) => content)).toEqual(special.slice(0, 4));
});

test.each(special.slice(0, 4))('a vocabulary without %s is refused', (token) => {
  const lines = special.filter((line) => line !== token).join('\n');
  expect(() => bertTokenizer(lines, { lowercase: true })).toThrow(`Expected a line "${token}" but there is none`);
});
