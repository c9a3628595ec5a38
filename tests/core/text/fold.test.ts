import { expect, test } from 'vitest';
import { fold } from '../../../src-main/core/text/fold.ts';

test.each([
  ['São Tomé', 'sao tome'],
  ['SA\u0303O', 'sao'],
  ['ﬁn', 'fin'],
  ['हिन्दी', 'हिन्दी'],
  ['', ''],
])('"%s" is compared as "%s"', (text, folded) => {
  expect(fold(text)).toBe(folded);
});
