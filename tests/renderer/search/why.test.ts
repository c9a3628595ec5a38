import { describe, expect, it } from 'vitest';
import type { Hit, QueryChip } from '../../../src-contract/index.ts';
import { type Question, reasonsOf, speaksFor } from '../../../src-renderer/search/why.ts';

type Told = Pick<Hit, 'foundBy' | 'confidence' | 'shares'>;

const place = { start: 0, end: 1, text: 'x' };
const person: QueryChip = { kind: 'person', value: 'Anna', ...place };
const date: QueryChip = { kind: 'date', from: '2019-07-01', to: '2019-07-31', ...place };
const phrase: QueryChip = { kind: 'phrase', value: 'happy birthday', ...place };
const minus: QueryChip = { kind: 'minus', value: 'dogs', ...place };
const favourite: QueryChip = { kind: 'is', value: 'favourite', ...place };
const ignore: QueryChip = { kind: 'ignore', value: 'text', ...place };

const question = (description: string, chips: QueryChip[] = [], examples = 0): Question => ({
  understood: { description, chips },
  examples,
  parts: 0,
});
const hit = (foundBy: Hit['foundBy'], confidence: number | null = null): Told => ({
  foundBy,
  confidence,
  shares: null,
});
const beach = { text: 'beach', field: 'keywords' } as const;

describe('why a photo is a hit', () => {
  it('is how it looks, with how surely that is', () => {
    expect(reasonsOf(hit(['look'], 0.95), question('a beach'), null)).toEqual([
      { kind: 'look', likelihood: 'veryLikely' },
    ]);
    expect(reasonsOf(hit(['look']), question('a beach'), null)).toEqual([{ kind: 'look', likelihood: null }]);
  });

  it('is the example image, where there is one', () => {
    expect(reasonsOf(hit(['look']), question('', [], 1), null)).toEqual([{ kind: 'example', count: 1 }]);
  });

  it('is a part of a photo and no example image, where one was marked', () => {
    expect(reasonsOf(hit(['look']), { ...question(''), parts: 2 }, null)).toEqual([{ kind: 'part', count: 2 }]);
  });

  it('is told with its share where several things made its place', () => {
    const shares = { description: 0.4, example: 0.25, parts: 0.15, words: 0.2 };
    const asked = { ...question('a beach', [date], 1), parts: 1 };
    const called = [beach, { text: 'rome', field: 'folders' }] as const;
    expect(reasonsOf({ ...hit(['look', 'words']), shares }, asked, called)).toEqual([
      { kind: 'look', likelihood: null, share: 0.4 },
      { kind: 'example', count: 1, share: 0.25 },
      { kind: 'part', count: 1, share: 0.15 },
      { kind: 'called', field: 'keywords', words: ['beach'] },
      // Of all that it is called.
      { kind: 'called', field: 'folders', words: ['rome'], share: 0.2 },
      { kind: 'chip', chip: date },
    ]);
  });

  it('is nothing that does not speak for it, and has no share where it is all', () => {
    const shares = { description: 0.004, example: 0, parts: 0.996, words: 0 };
    expect(reasonsOf({ ...hit(['look']), shares }, { ...question('food', [], 1), parts: 1 }, null)).toEqual([
      { kind: 'part', count: 1 },
    ]);
    const ofLook = { description: 1, example: 0, parts: 0, words: 0 };
    expect(reasonsOf({ ...hit(['look'], 0.95), shares: ofLook }, question('a beach'), null)).toEqual([
      { kind: 'look', likelihood: 'veryLikely' },
    ]);
  });

  it('may be anything as long as nothing says what speaks for it', () => {
    const shares = { description: 0, example: 0, parts: 1, words: 0 };
    expect(speaksFor('description', { shares })).toBe(false);
    expect(speaksFor('parts', { shares })).toBe(true);
    expect(speaksFor('description', { shares: null })).toBe(true);
  });

  it('begins with its looks where they are likely, and with what it is called where they are not', () => {
    const called = { kind: 'called', field: 'keywords', words: ['beach'] };
    const kinds = (confidence: number): unknown[] =>
      reasonsOf(hit(['look', 'words'], confidence), question('beach'), [beach]);
    expect(kinds(0.7)).toEqual([{ kind: 'look', likelihood: 'likely' }, called]);
    expect(kinds(0.4)).toEqual([called, { kind: 'look', likelihood: 'possible' }]);
  });

  it('says nothing of looks where words alone have found it', () => {
    expect(reasonsOf(hit(['words'], 0.1), question('beach'), [beach])).toEqual([
      { kind: 'called', field: 'keywords', words: ['beach'] },
    ]);
  });

  it('is a name, until it is known which field says it', () => {
    expect(reasonsOf(hit(['words']), question('beach'), null)).toEqual([{ kind: 'named' }]);
    expect(reasonsOf(hit(['words']), question('beach'), [])).toEqual([{ kind: 'named' }]);
  });

  it('puts words of one field together', () => {
    const called = [beach, { text: 'rome', field: 'folders' }, { text: 'sunset', field: 'keywords' }] as const;
    expect(reasonsOf(hit(['words']), question('beach rome sunset'), called)).toEqual([
      { kind: 'called', field: 'keywords', words: ['beach', 'sunset'] },
      { kind: 'called', field: 'folders', words: ['rome'] },
    ]);
  });

  it('ends with what the query narrows, those that say most first, without what is not to count', () => {
    const chips = [minus, ignore, favourite, date, person];
    expect(reasonsOf(hit([]), question('', chips), null)).toEqual(
      [person, date, favourite, minus].map((chip) => ({ kind: 'chip', chip })),
    );
  });

  it('tells a phrase by its field once that is known', () => {
    const called = [{ text: 'happy birthday', field: 'title' }] as const;
    expect(reasonsOf(hit(['words']), question('', [phrase]), null)).toEqual([
      { kind: 'named' },
      { kind: 'chip', chip: phrase },
    ]);
    expect(reasonsOf(hit(['words']), question('', [phrase]), called)).toEqual([
      { kind: 'called', field: 'title', words: ['happy birthday'] },
    ]);
  });
});
