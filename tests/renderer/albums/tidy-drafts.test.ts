import { expect, test } from 'vitest';
import { draftsOf } from '../../../src-renderer/albums/tidy-drafts.ts';

test('proposed albums are called by their words, or by a number, and are all wanted at first', () => {
  const groups = [
    { words: ['dog', 'beach'], photoIds: [3, 1] },
    { words: [], photoIds: [2] },
  ];
  expect(draftsOf(groups, (number) => `Group ${number}`)).toEqual([
    { name: 'Dog, beach', photoIds: [3, 1], isWanted: true },
    { name: 'Group 2', photoIds: [2], isWanted: true },
  ]);
});
