import { describe, expect, test } from 'vitest';
import { keywordText, labelText } from '../../../src-renderer/photos/viewer/photo-text.ts';

describe('what people and programs called a photo', () => {
  test('a colour is said in words, and anything else as it was called', () => {
    const t = (key: string): string => `<${key}>`;
    expect(labelText('red', t)).toBe('<info.label.red>');
    expect(labelText('To print', t)).toBe('To print');
    expect(labelText('toString', t)).toBe('toString');
  });

  test('a keyword in a hierarchy shows its path', () => {
    expect(keywordText('Places|Italy|Arezzo')).toBe('Places › Italy › Arezzo');
    expect(keywordText('sun')).toBe('sun');
  });
});
