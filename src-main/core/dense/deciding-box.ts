/** The cells of a map. */
interface Cells {
  readonly rows: number;
  readonly columns: number;
}

/** Cells of a map, or what lies between them: columns and rows from the upper left corner, not whole numbers. */
export interface CellBox {
  readonly left: number;
  readonly top: number;
  /** Exclusive. */
  readonly right: number;
  readonly bottom: number;
}

/** By which map something reaches how far. */
export interface Reach {
  /** Row-major [rows * columns], 0..1, 0 for what is cold. */
  readonly values: readonly number[];
  /** It reaches as far as there is this share of the heat where it is hottest. */
  readonly share: number;
}

/**
 * Of what is there where something is hottest, how much there has to be for it to reach on: by patches, and by coverings, which
 * tell more sharply. Chosen on one half of the boxes of docs/evaluation.md.
 */
export const reachShares = { patches: 0.7, occlusion: 0.5 } as const;

/** A cell is told from its neighbours in this many steps a side: boxes of whole cells are too coarse for what is small. */
const finer = 4;

/**
 * A box around what hangs together with the hottest cell. Where something decided is one thing, and how far it reaches another:
 * of a dog the head decides, and all of it is alike. So the map that says where may be another than the one that says how far.
 *
 * @param values which cell is hottest: row-major [rows * columns].
 * @returns all of the map where nothing is hot.
 */
export function decidingBox(values: readonly number[], reach: Reach, { rows, columns }: Cells): CellBox {
  const hottest = values.indexOf(Math.max(...values));
  if ((values[hottest] ?? 0) <= 0) return { left: 0, top: 0, right: columns, bottom: rows };
  const fine = finely(reach.values, { rows, columns });
  const start = hottestWithin(hottest, fine, columns);
  const least = reach.share * (fine.values[start] ?? 0);
  if (least <= 0) return cellBox(hottest, columns);
  const found = together(start, least, fine);
  const across = found.map((point) => point % fine.columns);
  const down = found.map((point) => Math.floor(point / fine.columns));
  return {
    left: Math.min(...across) / finer,
    top: Math.min(...down) / finer,
    right: (Math.max(...across) + 1) / finer,
    bottom: (Math.max(...down) + 1) / finer,
  };
}

function cellBox(cell: number, columns: number): CellBox {
  const [left, top] = [cell % columns, Math.floor(cell / columns)];
  return { left, top, right: left + 1, bottom: top + 1 };
}

interface Fine extends Cells {
  readonly values: Float64Array;
}

/** Values between the middles of cells, bilinear; beyond the outermost middles they go on as they are. */
function finely(values: readonly number[], { rows, columns }: Cells): Fine {
  const size = { rows: rows * finer, columns: columns * finer };
  const fine = new Float64Array(size.rows * size.columns);
  for (let row = 0; row < size.rows; row++) {
    const down = between(row, rows);
    for (let column = 0; column < size.columns; column++) {
      const across = between(column, columns);
      const along = (at: number): number =>
        (values[at * columns + across.from] ?? 0) * (1 - across.share) +
        (values[at * columns + across.to] ?? 0) * across.share;
      fine[row * size.columns + column] = along(down.from) * (1 - down.share) + along(down.to) * down.share;
    }
  }
  return { values: fine, ...size };
}

/** The two cells that a fine place lies between by their middles, and how much of it is the second's. */
function between(place: number, cells: number): { readonly from: number; readonly to: number; readonly share: number } {
  const at = Math.min(cells - 1, Math.max(0, (place + 0.5) / finer - 0.5));
  const from = Math.floor(at);
  return { from, to: Math.min(cells - 1, from + 1), share: at - from };
}

/** The hottest fine place of a cell. */
function hottestWithin(cell: number, fine: Fine, columns: number): number {
  const { left, top } = cellBox(cell, columns);
  const places = Array.from(
    { length: finer * finer },
    (_, i) => (top * finer + Math.floor(i / finer)) * fine.columns + left * finer + (i % finer),
  );
  return places.reduce((best, place) => ((fine.values[place] ?? 0) > (fine.values[best] ?? 0) ? place : best));
}

/** Places above some heat that hang together with one, side by side. */
function together(start: number, least: number, { values, columns }: Fine): number[] {
  const places = new Set([start]);
  for (const place of places) {
    const column = place % columns;
    const beside = [place - columns, place + columns];
    if (column > 0) beside.push(place - 1);
    if (column < columns - 1) beside.push(place + 1);
    for (const other of beside) if ((values[other] ?? 0) > least) places.add(other);
  }
  return [...places];
}
