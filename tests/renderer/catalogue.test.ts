import { describe, expect, it } from 'vitest';
import { compose, type Prefixed, type Translated } from '../../src-renderer/lib/messages.ts';

const albums = { 'albums.title': 'Albums' } as const satisfies Prefixed<'albums'>;
const people = { 'people.title': 'People', 'people.name': 'Name' } as const satisfies Prefixed<'people'>;
const thief = { 'thief.title': 'Mine', 'albums.title': 'Mine, too' } as const satisfies Prefixed<'thief' | 'albums'>;

// What must not compile is said to the compiler, which complains where it does compile.
describe('a catalogue', () => {
  it('is composed of the parts that capabilities bring, in their order', () => {
    const catalogue = compose([albums, people]);
    const title: string = catalogue['albums.title'];
    expect(title).toBe('Albums');
    expect(Object.keys(catalogue)).toEqual(['albums.title', 'people.title', 'people.name']);
    // @ts-expect-error -- nobody brought it
    expect(catalogue['places.title']).toBeUndefined();
  });

  it('does not compile where two parts claim one key', () => {
    // @ts-expect-error -- albums.title is in both
    expect(compose([albums, people, thief])['albums.title']).toBe('Mine, too');
  });

  it('does not compile where a key has a prefix that its owner does not claim', () => {
    // @ts-expect-error -- people. is not albums.
    const stray: Prefixed<'albums'> = { 'people.title': 'People' };
    expect(Object.keys(stray)).toEqual(['people.title']);
  });

  it('does not compile where a message is missing in a language, or left over', () => {
    // @ts-expect-error -- people.name is missing
    const short: Translated<typeof people> = { 'people.title': 'Personen' };
    expect(Object.keys(short).length).toBe(1);
    // @ts-expect-error -- people.age is none of theirs
    const long: Translated<typeof people> = { ...short, 'people.name': 'Name', 'people.age': 'Alter' };
    expect(Object.keys(long).length).toBe(3);
  });
});
