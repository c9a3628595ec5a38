import { describe, expect, test } from 'vitest';
import { type ColourName, colourNames } from '../../../src-contract/index.ts';
import { colourNameOf } from '../../../src-main/core/looks/colour-names.ts';
import { colourCalled } from '../../../src-main/core/looks/colour-words.ts';
import { coloursOf, type RgbPixels, sharesOf } from '../../../src-main/core/looks/colours.ts';
import { oklchOf } from '../../../src-main/core/looks/oklab.ts';

type Rgb = readonly [red: number, green: number, blue: number];

const rgb = (hex: string): Rgb => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;

/** A wall of one colour with a box of another, whose sides are shares of the picture's. */
function picture(wall: string, box: string, [x, y, w, h]: readonly [number, number, number, number]): RgbPixels {
  const [width, height] = [200, 100];
  const data = new Uint8Array(3 * width * height);
  for (let i = 0; i < width * height; i++) {
    const [column, row] = [(i % width) / width, Math.floor(i / width) / height];
    const isInside = column >= x && column < x + w && row >= y && row < y + h;
    data.set(rgb(isInside ? box : wall), 3 * i);
  }
  return { data, width, height };
}

const names = (pixels: RgbPixels): ColourName[] => [...coloursOf(pixels).keys()];

test.each([
  // Of Ottosson's own implementation.
  ['#ff0000', 0.628, 0.258, 29.2],
  ['#00ff00', 0.866, 0.295, 142.5],
  ['#0000ff', 0.452, 0.313, 264.1],
] as const)('%s is in OKLab what its source says', (hex, lightness, chroma, hue) => {
  const found = oklchOf(...rgb(hex));
  expect(found.lightness).toBeCloseTo(lightness, 3);
  expect(found.chroma).toBeCloseTo(chroma, 3);
  expect(found.hue).toBeCloseTo(hue, 1);
});

test('greys have no chroma, and white has lightness 1', () => {
  for (const hex of ['#000000', '#808080', '#ffffff']) expect(oklchOf(...rgb(hex)).chroma).toBeLessThan(1e-3);
  expect(oklchOf(255, 255, 255).lightness).toBeCloseTo(1, 3);
});

test.each<[ColourName, string[]]>([
  ['red', ['#ff0000', '#dc143c', '#800000', '#b22222']],
  ['orange', ['#ffa500', '#ff8c00', '#d2691e']],
  ['yellow', ['#ffff00', '#ffd700', '#f0e68c']],
  ['green', ['#008000', '#00ff00', '#2e8b57', '#5a7d2a']],
  ['olive', ['#808000', '#556b2f', '#3b4d1f']],
  ['teal', ['#008080', '#40e0d0', '#00ffff', '#014d4e']],
  ['sky', ['#87ceeb', '#add8e6']],
  ['blue', ['#0000ff', '#4169e1', '#4682b4']],
  ['navy', ['#000080', '#191970']],
  ['purple', ['#800080', '#4b0082', '#ee82ee', '#da70d6']],
  ['pink', ['#ffc0cb', '#ff69b4', '#ff1493', '#fa8072']],
  ['brown', ['#8b4513', '#a0522d', '#6b4a2b', '#8d5524']],
  ['beige', ['#f5f5dc', '#d2b48c', '#f5deb3', '#ffdbac']],
  ['white', ['#ffffff', '#f5f5f5', '#fffff0']],
  ['grey', ['#808080', '#c0c0c0', '#404040', '#708090']],
  ['black', ['#000000', '#101010', '#1a1410']],
])('%s', (name, colours) => {
  for (const hex of colours) expect(colourNameOf(oklchOf(...rgb(hex))), hex).toBe(name);
});

describe('a picture is of a colour', () => {
  test('that a sixth of it has, wherever that is', () => {
    expect(names(picture('#808080', '#008080', [0, 0, 0.4, 0.4]))).toEqual(['teal', 'grey']);
    expect(names(picture('#808080', '#008080', [0, 0, 0.35, 0.35]))).toEqual(['grey']);
  });

  test('that something small in its middle has, if it is vivid', () => {
    const middle = [0.35, 0.35, 0.3, 0.3] as const;
    expect(names(picture('#808080', '#dc143c', middle))).toEqual(['red', 'grey']);
    expect(names(picture('#808080', '#8b4513', middle))).toEqual(['grey']);
    expect(names(picture('#808080', '#dc143c', [0.45, 0.45, 0.1, 0.1]))).toEqual(['grey']);
  });

  test('of which it has a shade', () => {
    expect(names(picture('#ffffff', '#87ceeb', [0, 0, 1, 0.5]))).toEqual(['sky', 'blue', 'white']);
    expect(names(picture('#ffffff', '#000080', [0, 0, 1, 0.5]))).toEqual(['blue', 'navy', 'white']);
  });

  test('with its share', () => {
    const shares = sharesOf(picture('#808080', '#008080', [0, 0, 0.5, 0.5]));
    expect(shares.get('teal')?.whole).toBeCloseTo(0.25, 1);
    expect(shares.get('teal')?.middle).toBeCloseTo(0.25, 1);
    const total = [...shares.values()].reduce((sum, { whole }) => sum + whole, 0);
    expect(total).toBeCloseTo(1, 9);
  });
});

test('a picture of a single pixel is of its colour', () => {
  expect(names({ data: Uint8Array.of(0, 0, 255), width: 1, height: 1 })).toEqual(['blue']);
});

describe('a colour is called', () => {
  test.each([
    ['teal', 'teal'],
    ['TEAL', 'teal'],
    ['Türkis', 'teal'],
    ['tuerkis', 'teal'],
    ['grün', 'green'],
    ['gruen', 'green'],
    ['weiß', 'white'],
    ['weiss', 'white'],
    ['gray', 'grey'],
    ['bleu', 'blue'],
    ['blue', 'blue'],
    ['rosé', 'pink'],
    ['púrpura', 'purple'],
    ['castano', 'brown'],
    ['sky-blue', 'sky'],
    ['Navy blue', 'navy'],
    ['bleu fonce', 'navy'],
    ['azul claro', 'sky'],
  ] as const)('%s: %s', (word, name) => {
    expect(colourCalled(word)).toBe(name);
  });

  test('nothing else', () => {
    for (const word of ['', 'colour', 'dog', 'reddish', 'constructor']) expect(colourCalled(word)).toBeUndefined();
  });

  test('by its own name', () => {
    for (const name of colourNames) expect(colourCalled(name)).toBe(name);
  });
});
