import type { MeantFiles } from '../../src-contract/index.ts';
import { JustifiedRows } from './justified-rows.ts';
import { ScrollMap } from './scroll-map.ts';

/** A run of photos in the grid under one heading; without a label, under none. */
export interface GridSection {
  readonly key: string;
  readonly label: string | null;
  readonly count: number;
}

export interface GridContent {
  readonly ids: readonly number[];
  readonly aspects: readonly number[];
  readonly sections: readonly GridSection[];
  readonly files: MeantFiles;
  /** So many from the first are meant by "all" at first, and all of them when those are selected; all when missing. */
  readonly firstAll?: number;
}

export interface TileBox {
  readonly id: number;
  readonly index: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A place in a grid that outlives it: the photo at its upper edge, and how far that is scrolled out. */
export interface GridPlace {
  readonly id: number;
  readonly delta: number;
}

/** Between photos, CSS pixels. */
export const gap = 4;
const headingHeight = 68;
/** Free space under the last row, so that a floating bar never hides it. */
const footer = 96;
/** Rows are prepared this far beyond the window, CSS pixels. */
const overscan = 360;
/** Photos in the document at most: two nodes each, with the rest of the page below 500. */
const mostTiles = 180;

/** How a grid was left: what comes back as it was. */
export interface GridVisit {
  /** Null at the very beginning. */
  readonly edge: GridPlace | null;
  /** The photo that keys acted on. */
  readonly activeId: number | null;
}

/** Layout, scroll position and what of it is visible. The component around it does the drawing. */
export class GridState {
  width = $state(0);
  height = $state(0);
  /** Content position of the upper edge. */
  top = $state(0);
  /** Add to a content position for the position inside the scrolled element. */
  offset = $state(0);
  readonly rows: JustifiedRows;
  readonly map: ScrollMap;
  readonly #content: () => GridContent;
  #place: GridPlace | null = null;

  constructor(content: () => GridContent, rowHeight: () => number) {
    this.#content = content;
    this.rows = $derived.by(() => {
      const { aspects, sections } = content();
      const counted = sections.map(({ label, count }) => ({ count, hasHeading: label !== null }));
      const fitting = Math.max(rowHeight(), smallestRow(this.width, this.height));
      // On a narrow window a row of one photo each would be a column.
      const height = Math.min(fitting, Math.max(90, this.width / 2.2));
      return new JustifiedRows(aspects, counted, {
        width: Math.max(1, this.width),
        rowHeight: height,
        gap,
        headingHeight,
      });
    });
    this.map = $derived(new ScrollMap(this.rows.height + footer, this.height));
  }

  readonly tiles: readonly TileBox[] = $derived.by(() => {
    if (this.height === 0 || this.rows.rowCount === 0) return [];
    const { ids } = this.#content();
    const boxes: TileBox[] = [];
    const last = this.rows.rowAt(this.top + this.height + overscan);
    for (let row = this.rows.rowAt(this.top - overscan); row <= last; row++) {
      const top = this.rows.rowTop(row) + this.offset;
      const height = this.rows.rowHeight(row);
      for (const { index, left, width } of this.rows.rowBoxes(row)) {
        boxes.push({ id: ids[index] ?? 0, index, left, top, width, height });
      }
    }
    return boxes;
  });

  readonly headings: readonly (GridSection & { top: number })[] = $derived.by(() => {
    const { sections } = this.#content();
    const first = Math.max(0, this.rows.sectionAt(this.top - overscan));
    const last = this.rows.sectionAt(this.top + this.height + overscan);
    return sections
      .slice(first, last + 1)
      .map((section, i) => ({ ...section, top: (this.rows.sectionTops[first + i] ?? 0) + this.offset }))
      .filter(({ label }) => label !== null);
  });

  /** Take in where the element has been scrolled to. */
  scrolled(elementTop: number): void {
    this.map.scrolled(elementTop);
    this.#publish();
  }

  /** @returns the `scrollTop` to set. */
  moveTo(top: number): number {
    const elementTop = this.map.moveTo(top);
    this.#publish();
    return elementTop;
  }

  /** @returns a `scrollTop` to set, or null. See [Note: Scroll map]. */
  settle(): number | null {
    const elementTop = this.map.settle();
    if (elementTop !== null) this.#publish();
    return elementTop;
  }

  /** Where to scroll so that a photo is whole inside the window; null when it is already. */
  topToShow(index: number): number | null {
    const row = this.rows.rowOf(index);
    const top = this.rows.rowTop(row);
    const bottom = top + this.rows.rowHeight(row);
    const room = 12;
    if (top - room < this.top) return top - (this.rows.rowRange(row)[0] === 0 ? headingHeight + room : room);
    if (bottom + footer > this.top + this.height) return bottom + footer - this.height;
    return null;
  }

  /** The photo at the upper edge: what stays where it is when the layout changes. */
  get place(): GridPlace | null {
    return this.#place;
  }

  /** The content position that puts a remembered place at the upper edge again; null when its photo is gone. */
  topOf(place: GridPlace): number | null {
    const index = this.#content().ids.indexOf(place.id);
    return index === -1 ? null : this.rows.rowTop(this.rows.rowOf(index)) + place.delta;
  }

  #publish(): void {
    this.top = this.map.top;
    this.offset = this.map.offset;
    const row = this.rows.rowAt(this.top);
    const id = this.#content().ids[this.rows.rowRange(row)[0]];
    // At the very beginning what is new should be seen, not pushed out above.
    this.#place = id === undefined || this.top < headingHeight ? null : { id, delta: this.top - this.rows.rowTop(row) };
  }
}

/** The lowest rows that keep a window with its surroundings below `mostTiles` photos of usual shape. */
function smallestRow(width: number, height: number): number {
  const usualAspect = 1.35;
  return Math.sqrt((width * (height + 2 * overscan)) / (mostTiles * usualAspect));
}
