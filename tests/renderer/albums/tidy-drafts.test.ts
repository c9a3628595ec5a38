import { describe, expect, test } from 'vitest';
import { createEach, draftsOf, type TidyDraft } from '../../../src-renderer/albums/tidy-drafts.ts';

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

describe('albums of drafts', () => {
  const drafts = ['a', 'b', 'c'].map((name, i): TidyDraft => ({ name, photoIds: [i], isWanted: true }));

  test('are all made, in their order', async () => {
    const made = await createEach(drafts, ({ photoIds }) => Promise.resolve((photoIds[0] ?? 0) + 10));
    expect(made).toEqual({ made: [10, 11, 12], left: [] });
  });

  test('that fail half way leave those that are made, and the others to be made again', async () => {
    const error = new Error('no room');
    const asked: string[] = [];
    const first = await createEach(drafts, ({ name }) => {
      asked.push(name);
      return name === 'b' ? Promise.reject(error) : Promise.resolve(1);
    });
    expect(first).toEqual({ made: [1], left: drafts.slice(1), error });
    await createEach(first.left, ({ name }) => Promise.resolve(asked.push(name)));
    expect(asked).toEqual(['a', 'b', 'b', 'c']);
  });
});
