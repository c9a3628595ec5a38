/** A run of photos under one heading; a run without a label (`hasHeading` false) begins a row without one. */
export interface Section {
  readonly count: number;
  readonly hasHeading: boolean;
}

export interface LayoutOptions {
  /** CSS pixels between the grid's edges. */
  readonly width: number;
  /** Height that rows aim for, CSS pixels. */
  readonly rowHeight: number;
  /** Between photos, in both directions. */
  readonly gap: number;
  readonly headingHeight: number;
}

/** Photos wider or taller than this are cropped in the grid: a panorama would be a strip, a scan of a receipt a thread. */
const narrowest = 0.45;
const widest = 3;

/**
 * Photos laid out in rows of equal height that fill the width, aspect ratios kept.
 *
 * Held in flat arrays: 100,000 photos are some 20,000 rows, laid out again at every change of the window's width.
 */
export class JustifiedRows {
  readonly options: LayoutOptions;
  /** Height of everything, CSS pixels. */
  readonly height: number;
  readonly rowCount: number;
  /** Top of each section's heading; what has none has the top of its first row. */
  readonly sectionTops: Float64Array;
  readonly #aspects: readonly number[];
  /** First photo of each row, and one entry more for the end. */
  readonly #starts: Int32Array;
  readonly #tops: Float64Array;
  readonly #heights: Float32Array;
  /** Rows that do not fill the width keep their natural size. */
  readonly #ragged: Uint8Array;

  /** Lay out `aspects` (width / height of each photo) in the order given. */
  constructor(aspects: readonly number[], sections: readonly Section[], options: LayoutOptions) {
    this.options = options;
    this.#aspects = aspects;
    const most = aspects.length + 1;
    const starts = new Int32Array(most + 1);
    const tops = new Float64Array(most);
    const heights = new Float32Array(most);
    const ragged = new Uint8Array(most);
    this.sectionTops = new Float64Array(sections.length);
    let row = 0;
    let top = 0;
    let index = 0;
    sections.forEach((section, s) => {
      this.sectionTops[s] = top;
      if (section.hasHeading) top += options.headingHeight;
      const end = Math.min(index + section.count, aspects.length);
      while (index < end) {
        const { next, height, fills } = fitRow(aspects, index, end, options);
        starts[row] = index;
        tops[row] = top;
        heights[row] = height;
        ragged[row] = fills ? 0 : 1;
        top += height + options.gap;
        index = next;
        row++;
      }
    });
    starts[row] = index;
    this.rowCount = row;
    this.height = row === 0 ? top : top - options.gap;
    this.#starts = starts.slice(0, row + 1);
    this.#tops = tops.slice(0, row);
    this.#heights = heights.slice(0, row);
    this.#ragged = ragged.slice(0, row);
  }

  /** The last row that begins at or above `y`; 0 when there is none. */
  rowAt(y: number): number {
    return Math.max(0, upperBound(this.#tops, y) - 1);
  }

  /** The row that holds a photo. */
  rowOf(index: number): number {
    return Math.max(0, upperBound(this.#starts.subarray(0, this.rowCount), index) - 1);
  }

  /** The last section whose top is at or above `y`; -1 when there is none. */
  sectionAt(y: number): number {
    return upperBound(this.sectionTops, y) - 1;
  }

  rowTop(row: number): number {
    return this.#tops[row] ?? 0;
  }

  rowHeight(row: number): number {
    return this.#heights[row] ?? 0;
  }

  /** First photo of a row and the first of the next one. */
  rowRange(row: number): readonly [start: number, end: number] {
    return [this.#starts[row] ?? 0, this.#starts[row + 1] ?? 0];
  }

  /** Left edge and width of each photo of a row, whole pixels, so that no hairline shows between two. */
  rowBoxes(row: number): { readonly index: number; readonly left: number; readonly width: number }[] {
    const [start, end] = this.rowRange(row);
    const height = this.rowHeight(row);
    const { gap, width } = this.options;
    const free = width - gap * (end - start - 1);
    let sum = 0;
    for (let i = start; i < end; i++) sum += tileAspect(this.#aspects[i]);
    const scale = this.#ragged[row] === 1 ? height : free / sum;
    const boxes = [];
    let before = 0;
    for (let i = start; i < end; i++) {
      const after = before + tileAspect(this.#aspects[i]) * scale;
      const left = Math.round(before);
      boxes.push({ index: i, left: left + gap * (i - start), width: Math.max(1, Math.round(after) - left) });
      before = after;
    }
    return boxes;
  }

  /** The photo above or below another: the one in the next row whose middle is nearest. */
  verticalNeighbour(index: number, direction: 1 | -1): number {
    const row = this.rowOf(index);
    const next = row + direction;
    if (next < 0 || next >= this.rowCount) return index;
    const own = this.rowBoxes(row).find((box) => box.index === index);
    if (own === undefined) return index;
    const middle = own.left + own.width / 2;
    const distance = (box: { left: number; width: number }): number => Math.abs(box.left + box.width / 2 - middle);
    const [first, ...others] = this.rowBoxes(next);
    if (first === undefined) return index;
    return others.reduce((best, box) => (distance(box) < distance(best) ? box : best), first).index;
  }
}

/** Take photos into a row until it is as near to the wanted height as it gets. */
function fitRow(
  aspects: readonly number[],
  start: number,
  end: number,
  { width, rowHeight, gap }: LayoutOptions,
): { next: number; height: number; fills: boolean } {
  let sum = 0;
  for (let i = start; i < end; i++) {
    const before = sum;
    sum += tileAspect(aspects[i]);
    const height = (width - gap * (i - start)) / sum;
    if (height > rowHeight) continue;
    const without = i === start ? Infinity : (width - gap * (i - start - 1)) / before;
    // Ratios, not differences: 100 for 200 is as far off as 400.
    return without / rowHeight < rowHeight / height
      ? { next: i, height: Math.round(without), fills: true }
      : { next: i + 1, height: Math.round(Math.max(1, height)), fills: true };
  }
  const natural = (width - gap * (end - start - 1)) / sum;
  // Nearly full: stretched it looks better than ragged.
  const fills = natural <= rowHeight * 1.15;
  return { next: end, height: Math.round(fills ? natural : rowHeight), fills };
}

function tileAspect(aspect: number | undefined): number {
  return Math.min(widest, Math.max(narrowest, aspect ?? 1));
}

/** How many of the ascending `values` are at most `limit`. */
function upperBound(values: ArrayLike<number>, limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
