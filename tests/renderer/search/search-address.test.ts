import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxQueryCharacters, noFilters } from '../../../src-contract/index.ts';
import { formatAddress, parseAddress } from '../../../src-renderer/frame/address.ts';
import { entryAddress, spelledRecipe } from '../../../src-renderer/search/search-address.ts';

function spelled(fragment: string): unknown {
  const address = parseAddress(fragment);
  return address === null ? null : spelledRecipe(address);
}

describe('a link that spells out a search', () => {
  it('has its text and its order', () => {
    expect(spelled('#/search?q=two+dogs+shape:landscape&sort=newest')).toEqual({
      text: 'two dogs shape:landscape',
      images: [],
      filters: noFilters,
      sort: 'newest',
    });
    expect(spelled('#/search?q=%20caf%C3%A9%20')).toMatchObject({ text: 'café', sort: 'relevance' });
  });

  it.each([
    ['no text', '#/search'],
    ['an empty text', '#/search?q='],
    ['a blank text', '#/search?q=%20+'],
    ['an order that there is not', '#/search?q=dogs&sort=random'],
    ['a text that is too long', `#/search?q=${'a'.repeat(maxQueryCharacters + 1)}`],
  ])('is none with %s', (_, fragment) => {
    expect(spelled(fragment)).toBeNull();
  });

  it('gives any text as it was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const fragment = formatAddress({ room: 'search', path: [], params: { q: text } });
        expect(spelled(fragment)).toEqual(
          text.trim() === '' ? null : { text: text.trim(), images: [], filters: noFilters, sort: 'relevance' },
        );
      }),
    );
  });
});

describe('the address of a search', () => {
  it('has an id and what lies over the room, and nothing else', () => {
    expect(formatAddress(entryAddress('0a1b'))).toBe('#/search?entry=0a1b');
    expect(formatAddress(entryAddress('0a1b', { photo: '3' }))).toBe('#/search?photo=3&entry=0a1b');
  });
});
