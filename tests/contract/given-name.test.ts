import { describe, expect, test } from 'vitest';
import { cleanName, GivenName, longestName } from '../../src-contract/index.ts';

describe('a name', () => {
  test.each([
    ['  Summer   at sea ', 'Summer at sea'],
    ['two\r\nlines\tand a tab', 'two lines and a tab'],
    ['bell\u0007 and \u202eturned\u202c', 'bell and turned'],
    ['line\u2028separator', 'line separator'],
    ['👩‍👩‍👧 Ferien', '👩‍👩‍👧 Ferien'],
    ['x'.repeat(199) + '🐕', 'x'.repeat(199)],
    ['x'.repeat(300), 'x'.repeat(longestName)],
    [' \n\t ', ''],
  ])('%j is given as %j', (typed, given) => {
    expect(cleanName(typed)).toBe(given);
    expect(GivenName.safeParse(given).success).toBe(given !== '');
  });

  test.each(['a\nb', '\u0000', 'a\u007f', 'a\u202eb', ' ', '', 'x'.repeat(longestName + 1)])('is never %j', (name) => {
    expect(GivenName.safeParse(name).success).toBe(false);
  });
});
