import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Address, formatAddress, home, parseAddress, withoutParam } from '../../../src-renderer/frame/address.ts';

/** Text of any characters, without halves of surrogate pairs: an address cannot carry those. */
const text = fc.string({ unit: 'binary' });
/** Whatever a JavaScript string can be. */
const anything = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));

const addresses: fc.Arbitrary<Address> = fc.record({
  room: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/u),
  path: fc.array(fc.string({ unit: 'binary', minLength: 1 }), { maxLength: 4 }),
  params: fc.dictionary(text, text, { maxKeys: 5 }),
});

/** The same properties on a plain object. */
function plain({ room, path, params }: Address): unknown {
  return { room, path: [...path], params: Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1)) };
}

describe('an address', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const parsed = parseAddress(formatAddress(address));
        expect(parsed === null ? null : plain(parsed)).toEqual(plain(address));
      }),
    );
  });

  it('comes back as it was through the address of a page, as a browser would write it', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const url = new URL(formatAddress(address), 'http://127.0.0.1:1234/');
        const parsed = parseAddress(url.hash);
        expect(parsed === null ? null : plain(parsed)).toEqual(plain(address));
      }),
    );
  });

  it('is found in no string at the cost of an error', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anything,
          anything.map((rest) => `#/${rest}`),
          anything.map((rest) => `#/photos${rest}`),
        ),
        (fragment) => {
          const parsed = parseAddress(fragment);
          if (parsed !== null) expect(parseAddress(formatAddress(parsed))).toEqual(parsed);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is written with whatever is in it', () => {
    fc.assert(
      fc.property(anything, anything, (part, value) => {
        const fragment = formatAddress({ room: 'albums', path: [`a${part}`], params: { q: value } });
        expect(parseAddress(fragment)).toEqual({
          room: 'albums',
          path: [`a${part}`.toWellFormed()],
          params: { q: value.toWellFormed() },
        });
      }),
    );
  });

  it.each([
    ['', home],
    ['#/photos', home],
    ['#/photos?photo=12', { room: 'photos', path: [], params: { photo: '12' } }],
    ['#/albums/3', { room: 'albums', path: ['3'], params: {} }],
    ['#/albums/3/a%2Fb', { room: 'albums', path: ['3', 'a/b'], params: {} }],
    ['#/search?q=two+dogs', { room: 'search', path: [], params: { q: 'two dogs' } }],
    ['#/search?q=100%', { room: 'search', path: [], params: { q: '100%' } }],
    ['#/search?q=a&q=b', { room: 'search', path: [], params: { q: 'b' } }],
    ['#/photos?', { room: 'photos', path: [], params: {} }],
  ])('is read from "%s"', (fragment, address) => {
    expect(parseAddress(fragment)).toEqual(address);
  });

  it.each([
    '#',
    '#/',
    '#photos',
    '#/Photos',
    '#//photos',
    '#/photos/',
    '#/albums//3',
    '#/albums/%E0%A4',
    '#/1',
    'photos',
    '#/?q=a',
  ])('is not in "%s"', (fragment) => {
    expect(parseAddress(fragment)).toBeNull();
  });

  it('can lose a parameter and nothing else', () => {
    const address = { room: 'search', path: [], params: { entry: 'a', photo: '3' } };
    expect(withoutParam(address, 'photo')).toEqual({ room: 'search', path: [], params: { entry: 'a' } });
    expect(withoutParam(address, 'none')).toEqual(address);
  });
});
