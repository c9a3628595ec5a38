import type { Town } from '../../../src-contract/index.ts';
import { mercatorX, mercatorY } from '../../../src-contract/index.ts';
import type { Country } from '../base/world.ts';
import { type Size, type Spot, spotOf, type View, worldPixels } from '../view.ts';

/** A name on the map. */
export interface PlacedLabel {
  readonly text: string;
  /** Of the middle of a country's name, and of the dot before a town's. CSS pixels. */
  readonly left: number;
  readonly top: number;
  readonly font: string;
  readonly isTown: boolean;
  /** Between letters, CSS pixels. */
  readonly spacing: number;
}

export interface LabelQuestion {
  readonly view: View;
  readonly size: Size;
  readonly countries: readonly Country[];
  /** Most people first. */
  readonly towns: readonly Town[];
  readonly nameOf: (country: Country) => string;
  /** Middles of the marks of photos, under which nothing can be read. */
  readonly marks: readonly Spot[];
  /** Width of a text, CSS pixels. */
  readonly measure: (text: string, font: string, spacing: number) => number;
  readonly family: string;
}

interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Half of a mark, CSS pixels. */
const markRadius = 32;
/** Names of countries are read up to this zoom, those of towns from the other on. */
const countriesUpTo = 6.5;
const townsFrom = 3.6;
/** Names keep so far from each other, CSS pixels. */
const air = 4;

/** Choose names that do not lie over each other or under photos: countries by their size, then towns by theirs. */
export function placeLabels(question: LabelQuestion): PlacedLabel[] {
  const { marks, size } = question;
  const taken: Rect[] = marks.map(({ left, top }) => ({
    left: left - markRadius,
    top: top - markRadius,
    right: left + markRadius,
    bottom: top + markRadius,
  }));
  const placed: PlacedLabel[] = [];
  for (const { label, rect } of candidates(question)) {
    const isWhole = rect.left >= 0 && rect.top >= 0 && rect.right <= size.width && rect.bottom <= size.height;
    if (!isWhole || taken.some((other) => isOver(other, rect))) continue;
    taken.push(rect);
    placed.push(label);
  }
  return placed;
}

function* candidates(question: LabelQuestion): Generator<{ label: PlacedLabel; rect: Rect }> {
  const { view, size, countries, towns, nameOf, measure, family } = question;
  if (view.zoom <= countriesUpTo) {
    const font = `550 ${view.zoom < 3 ? 11 : 12.5}px ${family}`;
    for (const country of countries) {
      const text = nameOf(country);
      const width = measure(text, font, 0.6);
      // Where its name is wider than the country it is anybody's guess whose it is.
      if (country.width * worldPixels(view.zoom) < width * 0.8) continue;
      const { left, top } = spotOf(view, size, country);
      const label = { text, left, top, font, isTown: false, spacing: 0.6 };
      yield { label, rect: { left: left - width / 2, right: left + width / 2, top: top - 8, bottom: top + 8 } };
    }
  }
  if (view.zoom < townsFrom) return;
  for (const { name, latitude, longitude, population } of towns) {
    const isLarge = population >= 500_000;
    const font = `${isLarge ? 550 : 450} ${isLarge ? 13 : 12}px ${family}`;
    const { left, top } = spotOf(view, size, { x: mercatorX(longitude), y: mercatorY(latitude) });
    const right = left + 8 + measure(name, font, 0);
    const label = { text: name, left, top, font, isTown: true, spacing: 0 };
    yield { label, rect: { left: left - 4, right, top: top - 8, bottom: top + 8 } };
  }
}

function isOver(a: Rect, b: Rect): boolean {
  return a.left < b.right + air && b.left < a.right + air && a.top < b.bottom + air && b.top < a.bottom + air;
}
