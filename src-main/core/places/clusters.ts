import { clusterPixels, type GeoBox, longitudeAt, mercatorX, mercatorY } from '../../../src-contract/index.ts';

/** Where photos were taken, in columns: WGS 84 degrees, and on the square of the Mercator projection, 0..1. */
export interface Positions {
  readonly latitudes: Float64Array;
  readonly longitudes: Float64Array;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

export function positionsOf(latitudes: Float64Array, longitudes: Float64Array): Positions {
  return { latitudes, longitudes, xs: longitudes.map(mercatorX), ys: latitudes.map(mercatorY) };
}

/** Photos that are one mark on a map. */
export interface Cluster {
  /** The middle of its photos on the square of the Mercator projection, 0..1. */
  readonly x: number;
  readonly y: number;
  readonly count: number;
  readonly box: GeoBox;
  /** Places of its photos among the positions, ascending. */
  readonly members: () => number[];
}

/** A cluster in the making. Its photos are a chain through `next`, so that two are joined in one step. */
interface Growing {
  /** Not taken back to the square where photos lie across the antimeridian. */
  x: number;
  y: number;
  count: number;
  minX: number;
  maxX: number;
  south: number;
  north: number;
  head: number;
  tail: number;
  isGone: boolean;
}

/** How many cells of a level are in a row, and in a column. */
export function cellsOf(level: number): number {
  return Math.max(1, Math.floor((256 * 2 ** level) / clusterPixels));
}

/** Cells of which all or none are looked at, so that a step aside puts the same photos together in the same way. */
const blockCells = 4;

/**
 * Put photos together whose marks would lie over each other: those in one cell of a grid first, then clusters whose middles are
 * nearer than a cell in both directions, from that of most photos on, until there are none. One step for each photo, and some
 * for each cell that has any.
 *
 * @param level of the map: the world is `256 * 2 ** level` pixels wide.
 * @param box photos elsewhere are left out, but for those a little around it.
 * @returns most photos first.
 */
export function clustersOf(positions: Positions, level: number, box: GeoBox = wholeWorld): Cluster[] {
  const cells = cellsOf(level);
  const next = new Int32Array(positions.xs.length).fill(-1);
  let growing = inCells(positions, cells, next, box);
  for (let before = -1; before !== growing.length;) {
    before = growing.length;
    growing = joined(growing, cells, next);
  }
  return growing.sort(byCount).map((cluster) => finished(cluster, next));
}

/** Everything. */
const wholeWorld: GeoBox = Object.freeze({ south: -90, north: 90, west: -180, east: 180 });

/** Columns or rows of cells, from a first one to a last; columns may go on beyond the antimeridian. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** The blocks of cells that a stretch touches, and one more on either side. */
function blocks(from: number, to: number, cells: number): Range {
  const block = (at: number): number => Math.floor((at * cells) / blockCells);
  return { from: (block(from) - 1) * blockCells, to: (block(to) + 2) * blockCells - 1 };
}

function byCount(a: Growing, b: Growing): number {
  return b.count - a.count || a.head - b.head;
}

function inCells(positions: Positions, cells: number, next: Int32Array, box: GeoBox): Growing[] {
  const { latitudes, xs, ys } = positions;
  const west = mercatorX(box.west);
  const east = mercatorX(box.east) + (box.west > box.east ? 1 : 0);
  const columns = blocks(west, east, cells);
  const rows = blocks(mercatorY(box.north), mercatorY(box.south), cells);
  const width = Math.min(cells, columns.to - columns.from + 1);
  const byCell = new Map<number, Growing>();
  for (let i = 0; i < xs.length; i++) {
    const [x = 0, y = 0, latitude = 0] = [xs[i], ys[i], latitudes[i]];
    const row = Math.min(cells - 1, Math.floor(y * cells));
    if (row < rows.from || row > rows.to) continue;
    const column = remainder(Math.floor(x * cells) - columns.from, cells);
    if (column >= width) continue;
    const cell = row * cells + column;
    const there = byCell.get(cell);
    if (there === undefined) byCell.set(cell, single(i, latitude, x, y));
    else add(there, i, latitude, x, y, next);
  }
  return [...byCell.values()];
}

function remainder(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

function single(head: number, latitude: number, x: number, y: number): Growing {
  return { x, y, count: 1, minX: x, maxX: x, south: latitude, north: latitude, head, tail: head, isGone: false };
}

/** Take in a photo of the same cell, on the same side of the antimeridian. */
function add(into: Growing, i: number, latitude: number, x: number, y: number, next: Int32Array): void {
  into.count++;
  into.x += (x - into.x) / into.count;
  into.y += (y - into.y) / into.count;
  if (x < into.minX) into.minX = x;
  if (x > into.maxX) into.maxX = x;
  if (latitude < into.south) into.south = latitude;
  if (latitude > into.north) into.north = latitude;
  next[into.tail] = i;
  into.tail = i;
}

/** A number for each cell; beyond the antimeridian the first column follows the last. */
function cellAt(x: number, y: number, cells: number, right = 0, down = 0): number {
  const column = remainder(Math.floor(x * cells) + right, cells);
  return (Math.min(cells - 1, Math.floor(y * cells)) + down) * cells + column;
}

/** One more round: each cluster takes in those that are too near to it. */
function joined(growing: Growing[], cells: number, next: Int32Array): Growing[] {
  const byCell = Map.groupBy(growing, ({ x, y }) => cellAt(x, y, cells));
  for (const cluster of growing.sort(byCount)) {
    // Its middle moves as it takes others in; what it comes near to by that is for the next round.
    if (!cluster.isGone) for (const other of around(cluster, byCell, cells)) join(cluster, other, next);
  }
  return growing.filter(({ isGone }) => !isGone);
}

function around(cluster: Growing, byCell: ReadonlyMap<number, Growing[]>, cells: number): Growing[] {
  const found = new Set<Growing>();
  for (const down of [-1, 0, 1])
    for (const right of [-1, 0, 1])
      for (const other of byCell.get(cellAt(cluster.x, cluster.y, cells, right, down)) ?? []) {
        if (other !== cluster && !other.isGone && isNear(cluster, other, 1 / cells)) found.add(other);
      }
  return [...found];
}

function isNear(a: Growing, b: Growing, distance: number): boolean {
  return Math.abs(a.y - b.y) < distance && Math.abs(shortWay(b.x - a.x)) < distance;
}

/** From one `x` to another on the shorter way around the globe. */
function shortWay(way: number): number {
  return way - Math.round(way);
}

/** Take the photos of another cluster into the first. */
function join(into: Growing, other: Growing, next: Int32Array): void {
  // The other side of the antimeridian goes on beyond it.
  const turn = into.x + shortWay(other.x - into.x) - other.x;
  const count = into.count + other.count;
  into.x = (into.x * into.count + (other.x + turn) * other.count) / count;
  into.y = (into.y * into.count + other.y * other.count) / count;
  into.count = count;
  into.minX = Math.min(into.minX, other.minX + turn);
  into.maxX = Math.max(into.maxX, other.maxX + turn);
  into.south = Math.min(into.south, other.south);
  into.north = Math.max(into.north, other.north);
  next[into.tail] = other.head;
  into.tail = other.tail;
  other.isGone = true;
}

function finished({ x, y, count, minX, maxX, south, north, head }: Growing, next: Int32Array): Cluster {
  const goesAround = maxX - minX >= 1;
  return {
    x: x - Math.floor(x),
    y,
    count,
    box: {
      south,
      north,
      west: goesAround ? -180 : Math.max(-180, sideAt(minX) - marginDegrees),
      east: goesAround ? 180 : Math.min(180, sideAt(maxX) + marginDegrees),
    },
    members: () => {
      const members: number[] = [];
      for (let i = head; i !== -1; i = next[i] ?? -1) members.push(i);
      return members.sort((a, b) => a - b);
    },
  };
}

/** Wider than the error of projecting there and back, a tenth of a millimetre: a box holds all of its photos. */
const marginDegrees = 1e-9;

/** Longitude of a side; 180° east is not 180° west, where nothing goes beyond. */
function sideAt(x: number): number {
  return x === 1 ? 180 : longitudeAt(x);
}

/** The smallest box around all positions: it leaves out the widest gap between longitudes. Null for none. */
export function boundsOf({ latitudes, longitudes }: Pick<Positions, 'latitudes' | 'longitudes'>): GeoBox | null {
  if (latitudes.length === 0) return null;
  let [south, north] = [90, -90];
  for (const latitude of latitudes) {
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  const sorted = longitudes.toSorted();
  let [west, east] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  let widest = west + 360 - east;
  for (let i = 1; i < sorted.length; i++) {
    const [before, after] = [sorted[i - 1] ?? 0, sorted[i] ?? 0];
    if (after - before <= widest) continue;
    widest = after - before;
    [west, east] = [after, before];
  }
  return { south, north, west, east };
}
